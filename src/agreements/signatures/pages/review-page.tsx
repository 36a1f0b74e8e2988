import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Breadcrumb,
  Button,
  countWords,
  type DeskEntry,
  DeskPage,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Notice,
  numberWords,
  ProgressLine,
  type ProgressState,
  plural,
  type Signed,
  Table,
  Tag,
  type TagTone,
  TextField,
  Title,
} from '#/design/index.ts'
import { shareAnomalies } from '../anomalies.ts'
import { hiddenAddress } from '../contacts.ts'
import type { ReviewLine } from '../read-review.ts'
import { partyWords } from '../signing-duties.ts'
import { requestMinutes } from '../signing-minutes.ts'
import type { SigningRequest } from '../signing-requests.ts'
import type { SigningResult } from '../tables.ts'
import { Remarks, SharedRemarks } from './remarks.tsx'

interface ReviewPageProps {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly notice?: ComponentChildren
  readonly school: { readonly territoryId: string; readonly uai: string; readonly name: string }
  readonly request: SigningRequest
  readonly lines: readonly ReviewLine[]
  /** Undefined before the code. */
  readonly progress: ProgressState | undefined
  readonly errors?: readonly FieldError[]
  /** The code can still be typed. */
  readonly isOpen: boolean
}

const results: Readonly<Record<SigningResult, readonly [string, TagTone]>> = {
  signed: ['signée', 'ok'],
  already: ['déjà signée', 'ok'],
  changed: ['a changé entre-temps : elle revient dans la liste', 'wait'],
  closed: ['n’attend plus de signature', 'wait'],
}

/** What is about to be signed together, the one code, then how it goes and what became of each. */
export function ReviewPage(props: ReviewPageProps) {
  const { signed, entries, notice, school, request, lines: all, progress, errors = [], isOpen } = props
  const { shared, rows: lines } = shareAnomalies(all)
  const here = { territory: school.territoryId, school: school.uai }
  const done = lines.filter(({ result }) => result === 'signed' || result === 'already').length
  const isOver = progress?.next !== undefined
  const title = isOver
    ? `${countWords(done, 'convention signée', 'conventions signées')} sur ${lines.length}`
    : `${request.approvedAt ? 'Signature de' : 'Signer'} ${countWords(lines.length, 'convention')}`
  return (
    <DeskPage title={title} entries={entries} signed={signed} place={school.name} notice={notice}>
      <Breadcrumb
        steps={[
          { label: school.name, href: addressOf('school', here) },
          { label: 'Conventions à signer', href: addressOf('reviewQueue', here) },
          { label: 'Signature' },
        ]}
      />
      <ErrorSummary errors={errors} />
      <Title lead={leadOf({ ...props, lines }, done)}>{title}</Title>
      {request.approvedAt === undefined && <SharedRemarks shared={shared} />}
      {request.approvedAt === undefined && isOpen && <CodeForm {...props} />}
      {request.approvedAt === undefined && !isOpen && (
        <Notice kind="warning" title="Rien n’est signé">
          <p>Ce code est trop ancien ou a été essayé trop de fois. Revenez à la liste pour en demander un autre.</p>
        </Notice>
      )}
      {progress && !isOver && (
        <ProgressLine
          state={progress}
          source={addressOf('reviewProgress', { ...here, request: request.id })}
          refresh={addressOf('review', { ...here, request: request.id })}
          of="conventions"
        />
      )}
      <Table
        caption={isOver ? 'Ce qu’il est advenu de chacune' : 'Les conventions de cette signature'}
        rows={lines}
        keyOf={({ agreementId }) => agreementId}
        hrefOf={({ agreementId }) => addressOf('agreement', { agreement: agreementId })}
        columns={[
          { key: 'pupil', label: 'Élève', header: true, cell: ({ pupil }) => <span class="whole">{pupil}</span> },
          { key: 'class', label: 'Classe', cell: ({ className }) => <span class="whole">{className ?? '–'}</span> },
          { key: 'host', label: 'Accueil', cell: ({ host }) => host },
          {
            key: 'result',
            label: request.approvedAt ? 'Résultat' : 'À regarder',
            cell: ({ result, ...line }) => {
              if (result !== undefined) return <Result result={result} awaited={line.awaited} />
              if (request.approvedAt) return <span class="soft">en cours</span>
              return <Remarks of={line} />
            },
          },
        ]}
      />
      {(isOver || !isOpen) && (
        <Actions>
          <LinkButton href={addressOf('reviewQueue', here)} look="plain">
            Revenir à la liste
          </LinkButton>
        </Actions>
      )}
    </DeskPage>
  )
}

function leadOf({ request, lines, progress }: ReviewPageProps, done: number): string {
  if (progress?.next !== undefined) {
    if (done < lines.length) return 'Ce qui n’a pas pu être signé est dit ligne par ligne : rien n’est perdu.'
    const open = lines.filter(({ awaited }) => awaited.length > 0).length
    const others =
      open === 0
        ? ''
        : `${numberWords(open)} ${plural(open, 'attend', 'attendent')} encore la signature de quelqu’un d’autre. `
    return `${others}Chaque famille et chaque structure est prévenue quand la dernière signature est là.`
  }
  if (request.approvedAt) return 'Votre code est bon. Chaque convention est signée l’une après l’autre.'
  const odd = lines.filter(({ anomalies }) => anomalies.length > 0).length
  return odd === 0
    ? 'Aucune ne demande de regard particulier.'
    : `${countWords(odd, 'convention')} ${plural(odd, 'a', 'ont')} des remarques : vous les signez en les connaissant.`
}

/** What became of one; signed by the head does not mean signed by everyone. */
function Result({ result, awaited }: { readonly result: SigningResult } & Pick<ReviewLine, 'awaited'>) {
  const [words, tone] = results[result]
  if (awaited.length === 0 || tone !== 'ok') return <Tag tone={tone}>{words}</Tag>
  const others = [...new Set(awaited.map(({ party }) => partyWords[party]))]
  return (
    <>
      <Tag tone="ok">signée par vous</Tag> <span class="soft">attend encore : {others.join(', ')}</span>
    </>
  )
}

function CodeForm({ request, school, lines, errors = [] }: ReviewPageProps) {
  const action = addressOf('review', { territory: school.territoryId, school: school.uai, request: request.id })
  return (
    <Form errors={errors} class="card" method="post" action={action}>
      <p>
        En signant, vous engagez l’établissement pour chacun de ces documents, tels qu’ils sont maintenant. Votre nom,
        l’heure, l’adresse d’où vous signez et l’empreinte de chaque document sont gardés comme preuve.
      </p>
      {request.email !== undefined && (
        <TextField
          name="code"
          label="Code à six chiffres"
          hint={`Un seul pour toutes, envoyé à ${hiddenAddress(request.email)}. Il sert pendant ${requestMinutes} minutes.`}
          autocomplete="one-time-code"
          inputMode="numeric"
          width="short"
          required
        />
      )}
      <Actions>
        <Button>{`Signer ${plural(lines.length, 'la convention', `les ${lines.length} conventions`)}`}</Button>
        <LinkButton href={addressOf('reviewQueue', { territory: school.territoryId, school: school.uai })} look="quiet">
          Revenir à la liste
        </LinkButton>
      </Actions>
    </Form>
  )
}
