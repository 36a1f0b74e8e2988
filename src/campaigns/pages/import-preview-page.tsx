import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Breadcrumb,
  type Column,
  capital,
  countWords,
  KeyFigures,
  LinkButton,
  listWords,
  momentWords,
  Notice,
  numberWords,
  PostButton,
  plural,
  RoomPage,
  Table,
  Title,
} from '#/design/index.ts'
import { removesMany } from '../difference.ts'
import { kindWords } from '../file-kind.ts'
import type { ChangeSample, ChangeSort, ImportedFile, ImportHead } from '../imports.ts'
import type { Room } from '../room.ts'
import type { Cells, StoredProblem } from '../tables.ts'
import { standsOnTop } from './imports-page.tsx'

export interface FileSamples {
  readonly file: ImportedFile
  readonly samples: Readonly<Record<ChangeSort, readonly ChangeSample[]>>
}

export type PreviewNotice = 'made_again' | 'stands_under' | undefined

interface Props {
  readonly room: Room
  readonly head: ImportHead
  readonly problems: readonly StoredProblem[]
  readonly files: readonly FileSamples[]
  readonly notice: PreviewNotice
  /** Of `stands_under`: the import to undo first. */
  readonly later: string | undefined
}

/** Different problems shown by file; every line of each is in the file to download. */
const problemsShown = 40
/** Lines named of a problem that many share. */
const linesNamed = 4

/** What an import would do, or did, or why it cannot be done. */
export function ImportPreviewPage(props: Props) {
  const { room, head } = props
  const title = titleOf(head)
  const imports = addressOf('imports', { campaign: room.campaign.id })
  return (
    <RoomPage title={title} section="files" {...room.frame} notice={<PreviewNotices {...props} />}>
      <Breadcrumb steps={[{ label: 'Fichiers', href: imports }, { label: `Import du ${momentWords(head.madeAt)}` }]} />
      <Title lead={leadOf(head)}>{title}</Title>
      {head.state === 'refused' ? <Problems {...props} /> : <Differences {...props} />}
      <Actions>
        {room.mayAct && head.state === 'previewed' && (
          <PostButton action={addressOf('importApply', { campaign: room.campaign.id, import: head.id })}>
            Appliquer
          </PostButton>
        )}
        {room.mayAct && head.state === 'applied' && standsOnTop(room, head) && (
          <PostButton look="plain" action={addressOf('importUndo', { campaign: room.campaign.id, import: head.id })}>
            Annuler cet import
          </PostButton>
        )}
        <LinkButton look={head.state === 'refused' ? 'main' : 'quiet'} href={imports}>
          {head.state === 'refused'
            ? 'Déposer les fichiers corrigés'
            : head.state === 'previewed'
              ? 'Ne rien changer'
              : 'Revenir aux fichiers'}
        </LinkButton>
      </Actions>
    </RoomPage>
  )
}

function titleOf({ state, problemCount, files }: ImportHead): string {
  switch (state) {
    case 'refused':
      return `${countWords(problemCount, 'erreur')} à corriger`
    case 'previewed':
      return files.every((file) => file.newCount + file.changedCount + file.removedCount === 0)
        ? 'Rien ne changerait'
        : 'Voici ce qui changerait'
    case 'applied':
      return 'Import appliqué'
    case 'undone':
      return 'Import annulé'
    case 'expired':
      return 'Aperçu abandonné'
    default:
      return state satisfies never
  }
}

function leadOf({ state, appliedAt, undoneAt }: ImportHead): string {
  switch (state) {
    case 'refused':
      return 'Rien n’a été enregistré, et rien n’est perdu. Corrigez vos fichiers, puis déposez-les de nouveau.'
    case 'previewed':
      return 'Rien n’est encore enregistré. Vérifiez, puis appliquez : vous pourrez annuler.'
    case 'applied':
      return appliedAt ? `Appliqué ${momentWords(appliedAt)}.` : ''
    case 'undone':
      return undoneAt ? `Annulé ${momentWords(undoneAt)} : tout est comme avant cet import.` : ''
    case 'expired':
      return 'Cet aperçu n’a pas été appliqué dans la journée ; les fichiers déposés ont été effacés. Déposez-les de nouveau.'
    default:
      return state satisfies never
  }
}

function PreviewNotices({ room, notice, later, head, files }: Props) {
  const heavy =
    head.state === 'previewed'
      ? files.filter(({ file }) => removesMany({ removedCount: file.removedCount, formerCount: formerCount(file) }))
      : []
  return (
    <>
      {notice === 'made_again' && (
        <Notice kind="warning" title="La campagne a changé depuis votre aperçu">
          <p>
            Voici l’aperçu refait sur ce qu’elle contient maintenant. Rien n’a été enregistré ; vérifiez et appliquez.
          </p>
        </Notice>
      )}
      {notice === 'stands_under' && (
        <Notice
          kind="warning"
          title="Cet import ne peut pas encore être annulé"
          action={
            later !== undefined && (
              <LinkButton
                small
                look="plain"
                href={addressOf('importPreview', { campaign: room.campaign.id, import: later })}
              >
                Voir l’import plus récent
              </LinkButton>
            )
          }
        >
          <p>Un import plus récent de la même sorte repose sur lui. Annulez d’abord celui-là.</p>
        </Notice>
      )}
      {heavy.map(({ file }) => (
        <Notice key={file.fileName} kind="warning" title={`${countWords(file.removedCount, 'ligne')} disparaîtraient`}>
          <p>
            {file.fileName} ne contient plus {numberWords(file.removedCount)} des {numberWords(formerCount(file))}{' '}
            lignes enregistrées ({kindWords[file.kind]}). Un fichier remplace tout ce qui est de sa sorte : est-il
            complet ?
          </p>
        </Notice>
      ))}
    </>
  )
}

const formerCount = ({ sameCount, changedCount, removedCount }: ImportedFile): number =>
  sameCount + changedCount + removedCount

function Problems({ room, head, problems }: Props) {
  const byFile = [...Map.groupBy(problems, ({ file }) => file)]
  return (
    <>
      {byFile.map(([file, all]) => {
        const kinds = [...Map.groupBy(all, ({ column, message }) => JSON.stringify([column, message])).values()]
        return (
          <section key={file} aria-label={file}>
            <h2>
              {file} <span class="soft">{countWords(all.length, 'erreur')}</span>
            </h2>
            <Table
              caption={`Erreurs de ${file}`}
              captionHidden
              rows={kinds.slice(0, problemsShown)}
              keyOf={([first]) => JSON.stringify(first)}
              columns={[
                { key: 'line', label: 'où', header: true, cell: linesWords },
                ...(all.some(({ column }) => column !== undefined) ? [columnNamed] : []),
                {
                  key: 'message',
                  label: 'ce qui ne va pas, et comment corriger',
                  cell: ([first]) => capital(first?.message ?? ''),
                },
              ]}
            />
            {kinds.length > problemsShown && (
              <p class="soft">
                Et {countWords(kinds.length - problemsShown, 'autre sorte', 'autres sortes')} d’erreurs.
              </p>
            )}
          </section>
        )
      })}
      <p>
        <a download href={addressOf('importProblems', { campaign: room.campaign.id, import: head.id })}>
          Télécharger {head.problemCount > 1 ? 'toutes les erreurs, ligne par ligne' : 'cette erreur'}
        </a>
      </p>
    </>
  )
}

const columnNamed: Column<readonly StoredProblem[]> = {
  key: 'column',
  label: 'colonne',
  cell: ([first]) => (first?.column === undefined ? '' : <code>{first.column}</code>),
}

/** « ligne 3 », « lignes 2, 3, 4, 5 et 2 496 autres ». */
function linesWords(same: readonly StoredProblem[]): string {
  const lines = same.flatMap(({ line }) => line ?? [])
  if (lines.length === 0) return 'tout\u00a0le\u00a0fichier'
  const named = lines.slice(0, linesNamed).map((line) => numberWords(line))
  const rest = lines.length - named.length
  if (rest > 0) named.push(countWords(rest, 'autre'))
  return `${plural(lines.length, 'ligne')} ${listWords(named)}`
}

const sortWords: readonly {
  readonly sort: ChangeSort
  readonly label: string
  readonly count: (file: ImportedFile) => number
}[] = [
  { sort: 'new', label: 'nouvelles', count: ({ newCount }) => newCount },
  { sort: 'changed', label: 'modifiées', count: ({ changedCount }) => changedCount },
  { sort: 'removed', label: 'retirées', count: ({ removedCount }) => removedCount },
]

function Differences({ files }: Props) {
  return (
    <>
      {files.map(({ file, samples }) => (
        <section key={`${file.kind} ${file.name}`} aria-label={file.fileName}>
          <h2>
            {capital(kindWords[file.kind])} <span class="soft">{file.fileName}</span>
          </h2>
          <KeyFigures
            figures={[
              ...sortWords.map(({ sort, label, count }) => ({
                label,
                value: numberWords(count(file)),
                need: sort === 'removed' && count(file) > 0,
              })),
              { label: 'inchangées', value: numberWords(file.sameCount) },
            ]}
          />
          {sortWords.map(({ sort, label, count }) => (
            <Samples key={sort} title={`Lignes ${label}`} rows={samples[sort]} total={count(file)} />
          ))}
        </section>
      ))}
    </>
  )
}

function Samples({ title, rows, total }: { title: string; rows: readonly ChangeSample[]; total: number }) {
  if (rows.length === 0) return null
  return (
    <details>
      <summary>
        {title}{' '}
        {rows.length < total
          ? `(${numberWords(rows.length)} exemples sur ${numberWords(total)})`
          : `(${numberWords(total)})`}
      </summary>
      <Table
        caption={title}
        captionHidden
        rows={rows}
        keyOf={({ key }) => key}
        columns={[
          { key: 'key', label: 'identifiant', header: true, cell: ({ key }) => key || 'réglages' },
          { key: 'what', label: 'contenu', cell: whatChanges },
        ]}
      />
    </details>
  )
}

/** Health data: an import is checked by its lines, never by reading these cells on a screen. */
const hidden = new Set(['needs'])

/** What people know a row by, of any kind of file. */
const telling = [
  ...['first_name', 'last_name', 'school', 'class', 'level', 'weeks'],
  ...['title', 'host_name', 'sector', 'seats', 'name', 'commune'],
]

function rowWords(cells: Cells): string {
  const told = telling.flatMap((column) => {
    const value = cells[column]
    return typeof value === 'string' && value !== '' ? value : []
  })
  return told.length > 0 ? told.join(' · ') : 'sans détail'
}

function whatChanges({ former, next }: ChangeSample) {
  const columns = [...new Set([...Object.keys(former ?? {}), ...Object.keys(next ?? {})])]
  const cell = (cells: Cells | undefined, column: string): string => {
    const value = cells?.[column]
    return value === undefined || value === '' ? 'vide' : typeof value === 'string' ? value : JSON.stringify(value)
  }
  if (!former || !next) return rowWords(next ?? former ?? {})
  const changed = columns.filter((column) => cell(former, column) !== cell(next, column))
  return (
    <ul>
      {changed.map((column) => (
        <li key={column}>
          <code>{column}</code>{' '}
          {hidden.has(column) ? (
            'donnée de santé, non montrée'
          ) : (
            <>
              <del>{cell(former, column)}</del> → <ins>{cell(next, column)}</ins>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
