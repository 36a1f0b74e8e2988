import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Arc,
  Button,
  Card,
  ColumnPage,
  capital,
  countWords,
  type DeskEntry,
  duringWords,
  Fold,
  LinkButton,
  momentWords,
  PostButton,
  type Signed,
  Timeline,
  type TimelineStep,
  Title,
} from '#/design/index.ts'
import type { Adaptations } from '../adaptations.ts'
import { type ApplicationState, applicationStates, weeksAtStake } from '../application.ts'
import type { ContactDetail } from '../contact-details.ts'
import { deadlineWords } from '../deadline-words.ts'
import { daysToAnswer } from '../deadlines.ts'
import { reasonWords } from '../reasons.ts'
import { talkingStates } from '../send-message.ts'
import { eventWords } from '../timeline.ts'
import type { ApplicationView } from '../view-application.ts'
import { Draft, Written } from './draft-section.tsx'
import { type MessageDraft, MessagesSection } from './messages-section.tsx'

export interface ApplicationPageProps {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly view: ApplicationView
  readonly notice: ComponentChildren
  /** Only for the pupil's own eyes. */
  readonly adaptations: Adaptations | undefined
  /** Who waits before, week by week, on the waiting list. */
  readonly before: ReadonlyMap<string, number>
  /** Contact details in what the pupil wrote: a word is said before sending. */
  readonly contacts: readonly ContactDetail[]
  /** Weeks of the draft without a seat. */
  readonly full: readonly string[]
  readonly anonymous: boolean
  readonly draft: MessageDraft
}

/** How far from « je cherche » to « j’ai ma place ». */
const progress: Readonly<Record<ApplicationState, number>> = {
  draft: 0.1,
  submitted: 0.3,
  read: 0.4,
  asked: 0.45,
  countered: 0.7,
  accepted: 0.75,
  waiting: 0.2,
  confirmed: 1,
  refused: 0,
  withdrawn: 0,
  expired: 0,
  cancelled: 0,
}

/** An application as the pupil (or, without buttons, a representative) reads it: where it stands, what to do, what was said. */
export function ApplicationPage(props: ApplicationPageProps) {
  const { signed, entries, view, notice } = props
  const { application, offer, viewer } = view
  const title = titleOf(view)
  const isPupil = viewer === 'pupil'
  return (
    <ColumnPage title={title} signed={signed} entries={entries} notice={notice}>
      <Title eyebrow={`${offer.hostName} · ${offer.title}`}>{title}</Title>
      <p class="progress-arc">
        <Arc
          width={220}
          done={progress[application.state]}
          label={`Ma candidature : ${applicationStates[application.state].pupil}`}
        />
      </p>
      {application.state === 'draft' ? <Draft {...props} /> : <Current {...props} />}
      {application.state !== 'draft' && (
        <>
          <section>
            <h2>Ce qui s’est passé, et la suite</h2>
            <Timeline label="Étapes de la candidature" steps={stepsOf(view, props.before)} />
          </section>
          {(view.messages.length > 0 || (isPupil && talkingStates.includes(application.state))) && (
            <MessagesSection
              view={view}
              draft={props.draft}
              action={
                isPupil && talkingStates.includes(application.state)
                  ? addressOf('applicationMessages', { application: application.id })
                  : undefined
              }
            />
          )}
          <section>
            <h2>{isPupil ? 'Ce que tu as écrit' : 'Ce que l’élève a écrit'}</h2>
            <Written {...props} />
          </section>
          {isPupil && <Leave view={view} />}
        </>
      )}
    </ColumnPage>
  )
}

function titleOf({ application, timeZone, viewer }: ApplicationView): string {
  const until = application.expiresAt && deadlineWords(application.expiresAt, timeZone)
  const toPupil = viewer === 'pupil'
  const says: Readonly<Record<ApplicationState, string>> = {
    draft: 'Relis avant d’envoyer',
    submitted: 'Ta candidature est partie',
    read: 'Le lieu regarde ta candidature',
    asked: 'On te pose une question',
    countered: 'On te propose d’autres dates',
    accepted: until ? `Ta place t’attend : confirme avant ${until}` : 'Ta place t’attend',
    waiting: 'Tu es sur la liste d’attente',
    confirmed: 'C’est ta place',
    refused: 'Ce ne sera pas cette fois',
    withdrawn: 'Cette candidature est retirée',
    expired: 'Pas de réponse à temps',
    cancelled: 'Cette place est annulée',
  }
  return toPupil ? says[application.state] : `Candidature ${applicationStates[application.state].adult}`
}

/** What to do now, or what it means: one thing. */
function Current({ view, before }: ApplicationPageProps) {
  const { application, offer, viewer, timeZone } = view
  const { id, state, version, expiresAt } = application
  const isPupil = viewer === 'pupil'
  const during = capital(duringWords(weeksAtStake(application)))
  const fields = { version: String(version) }
  const until = expiresAt && deadlineWords(expiresAt, timeZone)
  switch (state) {
    case 'accepted':
    case 'countered':
      return (
        <Card>
          <p class="eyebrow">{state === 'countered' ? 'Dates proposées' : isPupil ? 'Ta place' : 'La place'}</p>
          <h2>{during}</h2>
          {state === 'countered' && (
            <p>
              {isPupil ? 'Tu avais demandé' : 'Demandé'} {duringWords(application.weeks)}.
            </p>
          )}
          <p>
            {isPupil ? 'La place est à toi dès que tu confirmes.' : 'La place est acquise dès que l’élève confirme.'}{' '}
            {until && `Sans réponse ${until}, elle va à quelqu’un d’autre.`}
          </p>
          {isPupil && (
            <PostButton action={addressOf('applicationConfirm', { application: id })} fields={fields}>
              Confirmer cette place
            </PostButton>
          )}
          <p class="soft">
            {isPupil ? 'Tes' : 'Ses'} autres candidatures pour les mêmes dates seront retirées, avec un mot pour chaque
            lieu.
          </p>
        </Card>
      )
    case 'confirmed':
      return (
        <Card>
          <h2>{during}</h2>
          <p>
            {offer.hostName}
            {offer.site && `, ${offer.site.street ? `${offer.site.street}, ` : ''}${offer.site.city}`}
          </p>
          <p>
            {isPupil
              ? 'Personne d’autre ne peut prendre ta place. La convention se prépare : ton établissement s’en occupe.'
              : 'Personne d’autre ne peut prendre cette place. La convention se prépare : l’établissement s’en occupe.'}
          </p>
        </Card>
      )
    case 'waiting':
      return (
        <Card>
          <h2>{during}</h2>
          {[...before].map(([week, count]) => (
            <p key={week}>
              {capital(duringWords([week]))} :{' '}
              {count === 0
                ? `${isPupil ? 'tu es' : 'l’élève est'} au début de la liste.`
                : `${countWords(count, 'personne est', 'personnes sont')} avant ${isPupil ? 'toi' : 'l’élève'}.`}
            </p>
          ))}
          <p>
            {isPupil
              ? 'Continue à chercher : rien ne t’empêche d’avoir mieux d’ici là.'
              : 'La recherche continue : rien n’empêche de trouver mieux d’ici là.'}
          </p>
        </Card>
      )
    case 'asked':
      return (
        <Card>
          <h2>{isPupil ? 'La question t’attend plus bas' : 'Une question attend la réponse de l’élève'}</h2>
          {isPupil && (
            <>
              <p>Deux lignes suffisent. Ta réponse passe par ici : ton adresse n’est pas montrée.</p>
              <Actions>
                <LinkButton href="#messages">Répondre à la question</LinkButton>
              </Actions>
            </>
          )}
        </Card>
      )
    case 'submitted':
    case 'read':
      return (
        <Card>
          <h2>{during}</h2>
          <p>
            {isPupil ? 'Tu n’as rien à faire.' : 'Rien à faire pour le moment.'} Le lieu a {daysToAnswer} jours pour
            répondre ; on le lui rappelle.
          </p>
        </Card>
      )
    case 'refused':
    case 'expired':
    case 'cancelled':
    case 'withdrawn':
      return <Over view={view} />
    case 'draft':
      return null
    default:
      return state satisfies never
  }
}

/** The end, and the next step. */
function Over({ view: { application, events, offer } }: Pick<ApplicationPageProps, 'view'>) {
  const last = events.findLast(({ to }) => to === application.state)
  const by = last && last.by !== 'system' ? last.by : 'school'
  const reason = reasonWords(application.reason, application.state === 'refused' ? 'refusal' : by, 'pupil')
  return (
    <Card>
      {reason && <h2>{reason}</h2>}
      {last?.facts.words && <p>« {last.facts.words} »</p>}
      <p>
        {application.state === 'refused' && 'Cela ne dit rien de toi. '}
        D’autres places sont ouvertes près de chez toi.
      </p>
      <Actions>
        <LinkButton href={addressOf('search', {})}>Chercher une autre place</LinkButton>
        {application.state === 'withdrawn' && (
          <LinkButton href={addressOf('applicationNew', { offer: offer.id })} look="quiet">
            Candidater de nouveau ici
          </LinkButton>
        )}
      </Actions>
    </Card>
  )
}

/** The way out, folded away: it is not what one comes for. */
function Leave({ view: { application } }: Pick<ApplicationPageProps, 'view'>) {
  const { id, state, version } = application
  if (state === 'confirmed')
    return (
      <p>
        <a href={addressOf('applicationCancel', { application: id })}>Rendre cette place</a>
      </p>
    )
  if (!applicationStates[state].open) return null
  return (
    <Fold title="Retirer ma candidature">
      <form method="post" action={addressOf('applicationWithdraw', { application: id })}>
        <p>Le lieu d’accueil en est prévenu par un mot. Tu pourras candidater de nouveau.</p>
        <input type="hidden" name="version" value={String(version)} />
        <Actions>
          <Button look="danger">Retirer ma candidature</Button>
        </Actions>
      </form>
    </Fold>
  )
}

/** What happened, then what comes. */
function stepsOf(view: ApplicationView, before: ReadonlyMap<string, number>): readonly TimelineStep[] {
  const { application, offer, events, timeZone } = view
  const names = { host: offer.hostName, pupil: view.who }
  const reader = view.viewer === 'pupil' ? 'pupil' : 'school'
  const past = events.map(
    (event, index): TimelineStep => ({
      key: `${event.transition}-${index}`,
      title: eventWords(event, reader, names),
      detail: momentWords(event.at, timeZone),
      when: 'done',
    }),
  )
  return [...past, ...nextSteps(application.state, view, before)]
}

function nextSteps(
  state: ApplicationState,
  { offer, viewer }: ApplicationView,
  before: ReadonlyMap<string, number>,
): readonly TimelineStep[] {
  const isPupil = viewer === 'pupil'
  const step = (when: 'now' | 'next', title: string): TimelineStep => ({ key: `${when}-${title}`, title, when })
  const confirm = step(
    'next',
    isPupil ? 'S’il dit oui, tu confirmes et la place est à toi' : 'S’il dit oui, l’élève confirme',
  )
  switch (state) {
    case 'submitted':
    case 'read':
      return [step('next', `${offer.hostName} répond, sous ${daysToAnswer} jours`), confirm]
    case 'asked':
      return [step('now', isPupil ? 'Tu réponds à la question' : 'L’élève répond à la question'), confirm]
    case 'countered':
    case 'accepted':
      return [
        step('now', isPupil ? 'Tu confirmes ta place' : 'L’élève confirme sa place'),
        step('next', 'La convention est préparée et signée'),
      ]
    case 'waiting':
      return [step('next', before.size > 0 ? 'Une place se libère, et on te prévient' : 'Une place se libère')]
    case 'confirmed':
      return [step('next', 'La convention est préparée et signée')]
    case 'draft':
    case 'refused':
    case 'withdrawn':
    case 'expired':
    case 'cancelled':
      return []
    default:
      return state satisfies never
  }
}
