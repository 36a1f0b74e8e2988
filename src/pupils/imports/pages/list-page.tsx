import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  capital,
  countWords,
  DeskPage,
  dayWords,
  LinkButton,
  listWords,
  momentWords,
  Notice,
  PostButton,
  Radios,
  Table,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { School } from '#/territory/index.ts'
import type { ChangeSort, Question } from '../plan.ts'
import { type ChangeLine, sumWords } from '../plan-words.ts'
import type { SchoolImport } from '../school-imports.ts'

/** What a person looks at before an import, or after it. */
export interface ListView {
  readonly school: School
  readonly found: SchoolImport
  /** Undefined once it is no preview any more. */
  readonly preview: PreviewView | undefined
  readonly canUndo: boolean
  readonly undoUntil: Temporal.Instant | undefined
}

export interface PreviewView {
  readonly fingerprint: string
  readonly changes: { readonly [Sort in ChangeSort]: readonly ChangeLine[] }
  readonly newClasses: readonly string[]
  readonly questions: readonly Question[]
  /** What was left out on purpose, and what happens with homes, in sentences. */
  readonly remarks: readonly string[]
  /** Whether so many would leave that the file may not be whole. */
  readonly manyLeave: boolean
}

export type ListNotice =
  | { readonly what: 'changed-since' | 'unanswered' | 'answered' }
  | {
      readonly what: 'built-on'
      readonly names: readonly string[]
      /** The import applied since, which is to be undone first. */
      readonly first: { readonly files: string; readonly href: string } | undefined
    }
  | undefined

/** The name of the answer about a question. */
export const whoName = (index: number): string => `qui-${index}`

/** What the files would change, what they changed, or what to mend. */
export function ListPage({ account, view, notice }: { account: Account; view: ListView; notice: ListNotice }) {
  const { school, found, preview } = view
  const at = { territory: found.territoryId, school: school.uai, list: found.id }
  const title = titleOf(view)
  return (
    <DeskPage
      title={`${title}, ${school.name}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      place={school.name}
      notice={<Said notice={notice} />}
    >
      <Title
        eyebrow={<a href={addressOf('schoolLists', at)}>Listes d’élèves</a>}
        lead={`${leadOf(view)} (${found.files.map(({ name }) => name).join(', ')})`}
      >
        {title}
      </Title>
      {preview && preview.questions.length > 0 && <Questions at={at} found={found} questions={preview.questions} />}
      <MainAct at={at} view={view} />
      {preview?.manyLeave && (
        <Notice kind="warning" title="Beaucoup d’élèves partiraient">
          <p>Ce fichier nomme-t-il bien tout l’établissement ? Sinon, gardez-les dans leur classe, ci-dessous.</p>
        </Notice>
      )}
      {preview && preview.changes.left.length > 0 && <Absent at={at} found={found} />}
      {found.problems.length > 0 && <Problems found={found} />}
      {preview && (
        <>
          {preview.remarks.length > 0 && (
            <section>
              <h2>À savoir</h2>
              <ul>
                {preview.remarks.map((remark) => (
                  <li key={remark}>{remark}</li>
                ))}
              </ul>
            </section>
          )}
          {preview.newClasses.length > 0 && (
            <p>
              {preview.newClasses.length === 1
                ? 'Une classe s’ajoute'
                : `${preview.newClasses.length} classes s’ajoutent`}{' '}
              : {preview.newClasses.join(', ')}.
            </p>
          )}
          {sorts.map(({ sort, one, many }) => (
            <Changes key={sort} lines={preview.changes[sort]} one={one} many={many} />
          ))}
          {preview.changes.left.length === 0 && <Absent at={at} found={found} />}
        </>
      )}
    </DeskPage>
  )
}

type At = { readonly territory: string; readonly school: string; readonly list: string }

/** Who comes and who goes before the long lists: a departure that is none must be seen. */
const sorts = [
  { sort: 'new', one: 'élève arrive', many: 'élèves arrivent' },
  { sort: 'returned', one: 'élève revient', many: 'élèves reviennent' },
  { sort: 'left', one: 'élève part', many: 'élèves partent' },
  { sort: 'moved', one: 'élève change de classe', many: 'élèves changent de classe' },
  { sort: 'changed', one: 'dossier change', many: 'dossiers changent' },
] as const

function MainAct({ at, view }: { at: At; view: ListView }) {
  const { found, preview, canUndo } = view
  if (preview)
    return (
      <Actions>
        {preview.questions.length === 0 && (
          <PostButton action={addressOf('schoolListApply', at)} fields={{ apercu: preview.fingerprint }}>
            Appliquer
          </PostButton>
        )}
        <PostButton look="quiet" action={addressOf('schoolListDrop', at)}>
          Abandonner
        </PostButton>
      </Actions>
    )
  return (
    <Actions>
      {canUndo && (
        <PostButton look="plain" action={addressOf('schoolListUndo', at)}>
          Annuler cet import
        </PostButton>
      )}
      <LinkButton look={found.state === 'refused' ? 'main' : 'plain'} href={addressOf('schoolLists', at)}>
        {found.state === 'refused' ? 'Déposer le fichier corrigé' : 'Donner un autre fichier'}
      </LinkButton>
      <LinkButton look="quiet" href={addressOf('school', at)}>
        Voir les classes
      </LinkButton>
    </Actions>
  )
}

function Questions({ at, found, questions }: { at: At; found: SchoolImport; questions: readonly Question[] }) {
  return (
    <section>
      <h2>{questions.length === 1 ? 'Un élève à reconnaître' : `${questions.length} élèves à reconnaître`}</h2>
      <p>Deux dossiers ne sont jamais réunis sans vous. Dites qui est qui, puis l’aperçu sera complet.</p>
      <form method="post" action={addressOf('schoolListAnswers', at)}>
        <input type="hidden" name="absents" value={found.answers.absent} />
        {questions.map(({ key, name, birthDate, className, candidates }, index) => (
          <div key={key}>
            <input type="hidden" name={`${whoName(index)}-ligne`} value={key} />
            <Radios
              name={whoName(index)}
              legend={`${name} (${bornWords(birthDate)})${className === undefined ? '' : `, ${className}`}`}
              hint={`Ligne ${key.split(':').at(-1)} du fichier.`}
              value={undefined}
              choices={[
                ...candidates.map((each) => ({
                  value: each.id,
                  label: `C’est ${each.name} (${bornWords(each.birthDate)})`,
                  hint: [each.className, each.left ? 'n’est plus dans l’établissement' : ''].filter(Boolean).join(', '),
                })),
                { value: 'new', label: 'C’est quelqu’un d’autre : un nouvel élève' },
              ]}
            />
          </div>
        ))}
        <Button>Enregistrer ces réponses</Button>
      </form>
    </section>
  )
}

const bornWords = (date: string): string => dayWords(Temporal.PlainDate.from(date), { year: true, weekday: false })

function Absent({ at, found }: { at: At; found: SchoolImport }) {
  return (
    <section>
      <h2>Les élèves que le fichier ne nomme pas</h2>
      <form method="post" action={addressOf('schoolListAnswers', at)}>
        <Radios
          name="absents"
          legend="Que faire d’eux ?"
          value={found.answers.absent}
          choices={[
            {
              value: 'left',
              label: 'Ils sont partis',
              hint: 'Leur dossier reste, hors des listes. Un tableau ne compte que pour les classes qu’il nomme.',
            },
            { value: 'stay', label: 'Ils restent dans leur classe' },
          ]}
        />
        <Button look="plain">Mettre l’aperçu à jour</Button>
      </form>
    </section>
  )
}

const problemsShown = 100

function Problems({ found: { problems, state } }: { found: SchoolImport }) {
  return (
    <section>
      <h2>
        {state === 'refused'
          ? 'À corriger'
          : countWords(problems.length, 'ligne laissée de côté', 'lignes laissées de côté')}
      </h2>
      {(state === 'previewed' || state === 'columns' || state === 'applied') && (
        <p>
          {state === 'applied' ? 'Le reste est enregistré.' : 'Le reste peut être appliqué maintenant.'} Corrigez ces
          lignes dans votre logiciel et redonnez le fichier&nbsp;: seuls ces élèves changeront. En attendant, aucun
          d’eux n’est compté comme parti.
        </p>
      )}
      <ul class="rows">
        {problems.slice(0, problemsShown).map(({ file, line, column, message }, index) => (
          <li key={`${index} ${message}`}>
            <b>{line === undefined ? file : `${file}, ligne ${line}${column === undefined ? '' : `, ${column}`}`}</b>
            <p>{capital(message)}</p>
          </li>
        ))}
      </ul>
      {problems.length > problemsShown && <p>{`Et ${problems.length - problemsShown} autres.`}</p>}
    </section>
  )
}

/** Enough to see what it is about; the others unfold. */
const [linesShown, linesFolded] = [10, 300]

function Changes({ lines, one, many }: { lines: readonly ChangeLine[]; one: string; many: string }) {
  if (lines.length === 0) return null
  const title = `${lines.length} ${lines.length === 1 ? one : many}`
  return (
    <section>
      <h2>{title}</h2>
      <ChangeTable caption={title} lines={lines.slice(0, linesShown)} />
      {lines.length > linesShown && (
        <details>
          <summary>{`Et ${countWords(lines.length - linesShown, 'autre')}`}</summary>
          <ChangeTable caption={`${title}, suite`} lines={lines.slice(linesShown, linesFolded)} />
          {lines.length > linesFolded && <p>{`Et encore ${countWords(lines.length - linesFolded, 'autre')}.`}</p>}
        </details>
      )}
    </section>
  )
}

function ChangeTable({ caption, lines }: { caption: string; lines: readonly ChangeLine[] }) {
  return (
    <Table
      caption={caption}
      captionHidden
      rows={lines}
      keyOf={({ id }) => id}
      columns={[
        { key: 'name', label: 'Élève', header: true, cell: ({ name }) => name },
        { key: 'birth', label: 'Naissance', cell: ({ birthDate }) => bornWords(birthDate) },
        {
          key: 'class',
          label: 'Classe',
          cell: ({ className, formerClass }) =>
            formerClass === undefined ? className : `${formerClass} → ${className}`,
        },
        ...(lines.some(({ what }) => what !== '')
          ? [{ key: 'what', label: 'Ce qui change', cell: ({ what }: ChangeLine) => what }]
          : []),
      ]}
    />
  )
}

function Said({ notice }: { notice: ListNotice }) {
  switch (notice?.what) {
    case undefined:
      return null
    case 'answered':
      return <Notice kind="success" title="L’aperçu est à jour" />
    case 'unanswered':
      return (
        <Notice kind="warning" title="Il reste à dire qui est qui">
          <p>Rien n’a été enregistré.</p>
        </Notice>
      )
    case 'changed-since':
      return (
        <Notice kind="warning" title="L’établissement a changé depuis cet aperçu">
          <p>Rien n’a été enregistré. Voici l’aperçu refait sur ce qui existe maintenant.</p>
        </Notice>
      )
    case 'built-on':
      return (
        <Notice kind="warning" title="Cet import ne peut plus s’annuler">
          <p>
            Depuis, quelque chose a été fait pour {sayNames(notice.names)}. L’annuler le perdrait : rien n’a été changé.
          </p>
          {notice.first ? (
            <p>
              Un import plus récent est venu par-dessus : <a href={notice.first.href}>{notice.first.files}</a>.
              Annulez-le d’abord.
            </p>
          ) : (
            <p>Donnez plutôt un fichier corrigé, ou corrigez à la main.</p>
          )}
        </Notice>
      )
    default:
      return null
  }
}

const sayNames = (names: readonly string[]): string =>
  names.length > 10 ? `${names.slice(0, 10).join(', ')} et ${names.length - 10} autres` : listWords(names)

function titleOf({ found, preview }: ListView): string {
  switch (found.state) {
    case 'refused':
      return 'Ce fichier ne peut pas être lu'
    case 'previewed':
    case 'columns':
      return preview ? previewTitle(preview) : 'Cet aperçu est oublié'
    case 'applied':
      return `Fait : ${sumWords(found.counts) === 'Rien ne changerait' ? 'rien n’a changé' : sumWords(found.counts)}`
    case 'undone':
      return 'Import annulé'
    case 'expired':
      return 'Cet aperçu est oublié'
    default:
      return found.state satisfies never
  }
}

/** Where all depends on who is who, nothing is known of what would change. */
function previewTitle(preview: PreviewView): string {
  const words = sumWords(sizes(preview))
  return words === 'Rien ne changerait' && preview.questions.length > 0 ? 'Dites d’abord qui est qui' : words
}

const sizes = ({ changes }: PreviewView): { readonly [Sort in ChangeSort]: number } => ({
  new: changes.new.length,
  returned: changes.returned.length,
  moved: changes.moved.length,
  changed: changes.changed.length,
  left: changes.left.length,
})

function leadOf({ found, undoUntil, canUndo }: ListView): string {
  switch (found.state) {
    case 'refused':
      return 'Rien n’a été enregistré, et rien n’est perdu.'
    case 'previewed':
    case 'columns':
      return 'Rien n’est encore enregistré.'
    case 'applied':
      return canUndo && undoUntil
        ? `Les listes sont à jour. Cet import peut s’annuler jusqu’au ${momentWords(undoUntil)}.`
        : 'Les listes sont à jour.'
    case 'undone':
      return 'Tout est comme avant.'
    case 'expired':
      return 'Un aperçu que personne n’applique est oublié après un jour. Donnez de nouveau le fichier.'
    default:
      return found.state satisfies never
  }
}
