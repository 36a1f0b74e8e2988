import { addressOf } from '#/addresses.ts'
import {
  Actions,
  BOUND,
  Button,
  Card,
  countWords,
  type DeskEntry,
  DeskPage,
  EmptyState,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  momentWords,
  Notice,
  PostButton,
  type Signed,
  Table,
  Tag,
  TextArea,
  Title,
} from '#/design/index.ts'
import type { Offer } from '../../offer.ts'
import type { OfferCase, Waiting } from '../cases.ts'
import type { Reason } from '../judge-offer.ts'
import { isReportReason, reportReasons } from '../report-reasons.ts'
import type { OfferReport } from '../reports.ts'
import { MarkedText } from './marked-text.tsx'

/** An offer of the queue with what is known of it. */
export interface QueuedOffer {
  readonly waiting: Waiting
  readonly offer: Offer
  readonly reports: readonly OfferReport[]
}

export interface ModerationProps {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly territory: { readonly id: string; readonly name: string; readonly timeZone: string }
  readonly total: number
  readonly queue: readonly QueuedOffer[]
  readonly next: string | undefined
  readonly decided: readonly { readonly found: OfferCase; readonly title: string; readonly canUndo: boolean }[]
  /** What the last action did. */
  readonly done: { readonly found: OfferCase; readonly title: string; readonly canUndo: boolean } | undefined
  readonly undone: string | undefined
  /** A decision that could not be: which offer, why, and what was written. */
  readonly refused?:
    | { readonly offerId: string; readonly errors: readonly FieldError[]; readonly message: string }
    | undefined
}

/** What waits for the coordination, with reasons, the text as written and what to do. */
export function ModerationPage(props: ModerationProps) {
  const { signed, entries, territory, total, queue, next, decided, refused } = props
  const state = total === 0 ? 'Rien à relire' : `${countWords(total, 'offre')} à relire`
  return (
    <DeskPage title={state} entries={entries} signed={signed} place={territory.name} notice={<Done {...props} />}>
      <Title
        lead={
          total === 0
            ? undefined
            : 'Les plus pressantes d’abord. Les élèves ne voient rien de ce qui attend ici, sauf celles marquées en ligne.'
        }
      >
        {state}
      </Title>
      {refused && <ErrorSummary errors={refused.errors} />}
      {queue.length === 0 ? (
        <EmptyState title="Tout est relu">
          Les offres sans signe de risque paraissent seules. Celles qui en montrent, ou que quelqu’un signale, arrivent
          ici.
        </EmptyState>
      ) : (
        queue.map((queued, index) => <CaseCard key={queued.offer.id} first={index === 0} {...queued} {...props} />)
      )}
      {next && (
        <Actions>
          <LinkButton look="plain" href={addressOf('moderation', { territory: territory.id }, { apres: next })}>
            Voir les suivantes
          </LinkButton>
        </Actions>
      )}
      {decided.length > 0 && (
        <Table
          caption="Décisions récentes"
          columns={[
            { key: 'title', label: 'Offre', header: true, cell: ({ title }) => title },
            { key: 'outcome', label: 'Décision', cell: ({ found }) => outcomeWords[found.outcome] },
            {
              key: 'at',
              label: 'Quand',
              cell: ({ found }) => (found.decidedAt ? momentWords(found.decidedAt, territory.timeZone) : ''),
            },
            {
              key: 'undo',
              label: 'Revenir',
              cell: ({ found, canUndo }) => canUndo && <Undo territory={territory.id} found={found} />,
            },
          ]}
          rows={decided}
          keyOf={({ found }) => found.id}
        />
      )}
    </DeskPage>
  )
}

const outcomeWords: Readonly<Record<OfferCase['outcome'], string>> = {
  open: 'à relire',
  published: 'en ligne',
  asked: 'correction demandée',
  refused: 'refusée',
}

const Undo = ({ territory, found }: { territory: string; found: OfferCase }) => (
  <PostButton look="plain" small action={addressOf('moderationUndo', { territory, case: found.id })}>
    Revenir sur la décision
  </PostButton>
)

function Done({ done, undone, territory }: ModerationProps) {
  if (undone !== undefined)
    return undone === 'oui' ? (
      <Notice kind="success" title="La décision est annulée">
        <p>L’offre attend de nouveau, et personne n’a été prévenu.</p>
      </Notice>
    ) : (
      <Notice kind="warning" title="La décision ne s’annule plus">
        <p>L’offre a changé depuis. Rien n’a été modifié ; décidez à nouveau si elle revient ici.</p>
      </Notice>
    )
  if (!done || done.found.outcome === 'open') return null
  const said = {
    published: 'est en ligne',
    asked: 'repart pour une correction',
    refused: 'est refusée',
  }[done.found.outcome]
  return (
    <Notice
      kind="success"
      title={`« ${done.title} » ${said}`}
      action={done.canUndo && <Undo territory={territory.id} found={done.found} />}
    >
      <p>
        La structure est prévenue dans dix minutes. D’ici là, vous pouvez revenir dessus sans que personne le sache.
      </p>
    </Notice>
  )
}

function CaseCard(props: QueuedOffer & ModerationProps & { readonly first: boolean }) {
  const { waiting, offer, reports, territory } = props
  const { reasons, priority } = waiting
  return (
    <Card>
      <div class="reading">
        <h2>
          <a href={addressOf('offerHistory', { offer: offer.id })}>{offer.title}</a>
        </h2>
        <p class="soft">
          {offer.hostName}
          {offer.site && `, ${offer.site.city}`} · attend depuis {momentWords(waiting.since, territory.timeZone)}
        </p>
        {(offer.state === 'published' || priority > 0) && (
          <p>
            {offer.state === 'published' && <Tag tone="plain">en ligne</Tag>}
            {priority === 2 && <Tag tone="need">retirée aussitôt</Tag>}
            {priority === 1 && <Tag tone="need">plusieurs signalements</Tag>}
          </p>
        )}
        <Reasons reasons={reasons} />
        <Reports reports={reports} timeZone={territory.timeZone} />
        <AsWritten offer={offer} reasons={reasons} />
        <DecisionForm {...props} />
      </div>
    </Card>
  )
}

function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  if (reasons.length === 0) return <p>Aucun signe de risque : cette offre est venue par un fichier ou un échange.</p>
  return (
    <ul class="reasons">
      {reasons.map((reason) => (
        <li key={`${reason.sign}-${reason.field ?? ''}-${reason.says}`}>
          <Tag tone={reason.severity === 'grave' ? 'need' : 'wait'}>
            {reason.severity === 'grave' ? 'grave' : 'à vérifier'}
          </Tag>
          {reason.says}
        </li>
      ))}
    </ul>
  )
}

function Reports({ reports, timeZone }: { reports: readonly OfferReport[]; timeZone: string }) {
  if (reports.length === 0) return null
  return (
    <ul class="reports">
      {reports.map(({ id, reason, words, reportedAt, accountId }) => (
        <li key={id}>
          <strong>{isReportReason(reason) ? reportReasons[reason].label : reason}</strong>
          {words !== '' && `${BOUND}: «${BOUND}${words}${BOUND}»`}
          <br />
          <span class="soft">
            {accountId === undefined ? 'Sans compte' : 'Avec un compte'}, {momentWords(reportedAt, timeZone)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What the host wrote, with what was found in it marked. */
function AsWritten({ offer, reasons }: { offer: Offer; reasons: readonly Reason[] }) {
  const stretchesOf = (wanted: Reason['field']) =>
    reasons.flatMap(({ field: at, stretches = [] }) => (at === wanted ? stretches : []))
  const others = [offer.adaptations, offer.equipment, offer.dress, offer.meals].join('\n')
  return (
    <blockquote>
      {stretchesOf('title').length > 0 && <MarkedText text={offer.title} stretches={stretchesOf('title')} />}
      <MarkedText text={offer.description} stretches={stretchesOf('description')} />
      {offer.activities !== '' && <MarkedText text={offer.activities} stretches={stretchesOf('activities')} />}
      {stretchesOf('other').length > 0 && <MarkedText text={others} stretches={stretchesOf('other')} />}
    </blockquote>
  )
}

/** What is likely comes first: a request where something is grave, else a publication. */
function DecisionForm({
  waiting,
  offer,
  territory,
  refused,
  first,
}: QueuedOffer & ModerationProps & { readonly first: boolean }) {
  const { reasons } = waiting
  const mine = refused?.offerId === offer.id ? refused : undefined
  const field = `message-${offer.id}`
  const grave = reasons.some(({ severity }) => severity === 'grave')
  const main = first ? 'main' : 'plain'
  const message = (
    <TextArea
      name={field}
      label="Message à la structure"
      hint="Pour une correction ou un refus : elle le reçoit tel quel."
      value={mine?.message ?? suggestion(reasons)}
    />
  )
  const ask = (look: 'main' | 'plain') => (
    <Button look={look} name="decision" value="asked">
      Demander une correction
    </Button>
  )
  const refuse = (
    <Button look="danger" name="decision" value="refused">
      Refuser l’offre
    </Button>
  )
  const publish = (look: 'main' | 'plain') => (
    <Button look={look} name="decision" value="published">
      {offer.state === 'published' ? 'Garder en ligne' : 'Publier l’offre'}
    </Button>
  )
  return (
    <Form
      errors={mine?.errors}
      method="post"
      action={addressOf('moderationDecide', { territory: territory.id, offer: offer.id })}
    >
      <input type="hidden" name="version" value={String(offer.version)} />
      {grave ? (
        <>
          {message}
          <Actions>
            {ask(main)}
            {publish('plain')}
            {refuse}
          </Actions>
        </>
      ) : (
        <>
          <Actions>{publish(main)}</Actions>
          <details open={mine !== undefined}>
            <summary>Demander une correction, ou refuser</summary>
            {message}
            <Actions>
              {ask('plain')}
              {refuse}
            </Actions>
          </details>
        </>
      )}
    </Form>
  )
}

/** What could be written, from the reasons: to be read over before it is sent. */
const suggestion = (reasons: readonly Reason[]): string =>
  [...new Set(reasons.filter(({ sign }) => sign !== 'reported' && sign !== 'returned').map(({ mend }) => mend))].join(
    '\n',
  )
