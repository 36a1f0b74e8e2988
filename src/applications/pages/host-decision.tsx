import type { ComponentChildren } from 'preact'
import {
  Actions,
  Button,
  Card,
  Checkboxes,
  capital,
  countWords,
  duringWords,
  type FieldError,
  Fold,
  Form,
  Notice,
  Radios,
  TextArea,
  weekWords,
} from '#/design/index.ts'
import type { ContactDetail } from '../contact-details.ts'
import { deadlineWords } from '../deadline-words.ts'
import { minutesToUndo } from '../deadlines.ts'
import type { OpenWeek } from '../openness.ts'
import { offerGone, reasonWords, refusalReasons } from '../reasons.ts'
import { openTransitions } from '../transitions.ts'
import type { ApplicationView } from '../view-application.ts'

/** What the host typed in a form that was refused. */
export interface DecisionForm {
  readonly what: string
  readonly semaines: readonly string[]
  readonly raison: string
  readonly mots: string
  readonly question: string
}

export const emptyDecision: DecisionForm = { what: '', semaines: [], raison: '', mots: '', question: '' }

export interface HostDecisionProps {
  readonly view: ApplicationView
  /** Where answers go. */
  readonly action: string
  /** Weeks that suit the pupil, with the seats left. */
  readonly open: readonly OpenWeek[]
  readonly form: DecisionForm
  readonly errors: readonly FieldError[]
  readonly contacts: readonly ContactDetail[]
  readonly formKey: string
  readonly canUndo: boolean
}

/** The decision, or what was decided with the way back. Accepting is one click; the rest unfolds. */
export function HostDecision(props: HostDecisionProps) {
  const { view, open, form, contacts, canUndo } = props
  const { application, who, timeZone } = view
  const may = openTransitions(application.state, 'host')
  const others = open.filter(({ free }) => free > 0)
  const decides = may.includes('accept')
  return (
    <section aria-label="Votre réponse">
      {decides ? (
        <Card>
          <h2>Votre réponse</h2>
          <p>{seatsWords(view, open)}</p>
          {application.expiresAt && (
            <p class="soft">Sans réponse, la candidature s’arrête {deadlineWords(application.expiresAt, timeZone)}.</p>
          )}
          <AnswerForm {...props} what="accept">
            <Button>{application.revealedAt ? `Accueillir ${who}` : 'Accueillir cet élève'}</Button>
          </AnswerForm>
        </Card>
      ) : (
        <Answered {...props} />
      )}
      {canUndo && may.includes('undo') && (
        <AnswerForm {...props} what="undo">
          <p class="soft">
            L’élève n’est prévenu par message qu’après {minutesToUndo} minutes : vous pouvez encore changer d’avis.
          </p>
          <Actions>
            <Button look="plain">Reprendre ma réponse</Button>
          </Actions>
        </AnswerForm>
      )}
      {may.includes('counter') && others.length > 0 && (
        <Fold title="Proposer d’autres semaines" open={form.what === 'counter'}>
          <AnswerForm {...props} what="counter">
            <Checkboxes
              name="semaines"
              legend="Semaines que vous proposez"
              hint="Celles qui conviennent à la classe de l’élève et où il vous reste une place."
              values={form.semaines}
              choices={others.map(({ week, free }) => ({
                value: week,
                label: capital(weekWords(week)),
                hint: countWords(free, 'place libre', 'places libres'),
              }))}
            />
            <Button look="plain">Proposer ces semaines</Button>
          </AnswerForm>
        </Fold>
      )}
      {may.includes('ask') && (
        <Fold title="Poser une question" open={form.what === 'ask'}>
          <AnswerForm {...props} what="ask">
            {contacts.length > 0 && (
              <Notice kind="warning" title="Rien n’est encore envoyé">
                <p>
                  On a vu {contacts.map(({ text }) => `« ${text} »`).join(', ')}. Les échanges avec un élève mineur
                  passent par ici, où son établissement les voit. Retirez ces coordonnées, ou envoyez tel quel.
                </p>
              </Notice>
            )}
            <TextArea
              name="question"
              label="Votre question"
              hint="L’élève répond ici ; son établissement peut lire."
              value={form.question}
              rows={3}
            />
            <Actions>
              <Button look="plain">Envoyer la question</Button>
              {contacts.length > 0 && (
                <Button look="quiet" name="quandmeme" value="1">
                  Envoyer tel quel
                </Button>
              )}
            </Actions>
          </AnswerForm>
        </Fold>
      )}
      {may.includes('refuse') && (
        <Fold title={decides ? 'Décliner' : 'Décliner finalement'} open={form.what === 'refuse'}>
          <AnswerForm {...props} what="refuse">
            <Radios
              name="raison"
              legend="Ce que l’élève lira"
              value={form.raison}
              choices={refusalReasons.map(({ code, label, pupil }) => ({ value: code, label, hint: `« ${pupil} »` }))}
            />
            <TextArea
              name="mots"
              label="Un mot de plus (facultatif)"
              hint="Un encouragement compte beaucoup."
              value={form.mots}
              rows={2}
            />
            <Button look="plain">Décliner</Button>
          </AnswerForm>
        </Fold>
      )}
    </section>
  )
}

/** A form of one answer; the version makes a second click change nothing. */
function AnswerForm({
  view,
  action,
  what,
  formKey,
  errors,
  children,
}: Pick<HostDecisionProps, 'view' | 'action' | 'formKey' | 'errors'> & { what: string; children: ComponentChildren }) {
  return (
    <Form errors={errors} method="post" action={action}>
      <input type="hidden" name="reponse" value={what} />
      <input type="hidden" name="version" value={String(view.application.version)} />
      <input type="hidden" name="cle" value={formKey} />
      {children}
    </Form>
  )
}

/** The answer that was given, as it stands. */
function Answered({ view: { application, who } }: HostDecisionProps) {
  const { state, weeks, proposedWeeks, reason } = application
  switch (state) {
    case 'accepted':
      return (
        <Card>
          <h2>Réponse donnée : oui, {duringWords(weeks)}</h2>
          <p>C’est à {who} de confirmer. La place est prise à ce moment-là, et vous êtes prévenu.</p>
        </Card>
      )
    case 'countered':
      return (
        <Card>
          <h2>Réponse donnée : plutôt {duringWords(proposedWeeks ?? [])}</h2>
          <p>C’est à {who} de confirmer ces dates. La place est prise à ce moment-là, et vous êtes prévenu.</p>
        </Card>
      )
    case 'asked':
      return (
        <Card>
          <h2>Votre question est partie</h2>
          <p>Vous recevez un message dès que l’élève a répondu.</p>
        </Card>
      )
    case 'refused':
      return (
        <Card>
          <h2>{reason === offerGone.code ? 'Arrêtée avec l’offre' : 'Réponse donnée : non'}</h2>
          <p>{reasonWords(reason, 'refusal', 'adult') ?? ''}</p>
        </Card>
      )
    case 'waiting':
      return (
        <Card>
          <h2>Sur votre liste d’attente</h2>
          <p>Si une place se libère ou si vous en ajoutez une, cette candidature vous arrive d’elle-même.</p>
        </Card>
      )
    case 'confirmed':
      return (
        <Card>
          <h2>{capital(duringWords(weeks))}</h2>
          <p>La place est réservée. La convention se prépare avec l’établissement.</p>
        </Card>
      )
    case 'draft':
    case 'submitted':
    case 'read':
    case 'withdrawn':
    case 'expired':
    case 'cancelled':
      return (
        <Card>
          <h2>Cette candidature n’attend plus de réponse</h2>
          <p>Vous n’avez rien à faire.</p>
        </Card>
      )
    default:
      return state satisfies never
  }
}

function seatsWords({ application, offer }: ApplicationView, open: readonly OpenWeek[]): string {
  const said = application.weeks.map((week) => {
    const free = open.find((each) => each.week === week)?.free ?? 0
    const seats = offer.weeks.find((each) => each.week === week)?.seats ?? 0
    return `${countWords(free, 'place libre', 'places libres')} sur ${seats}, ${weekWords(week)}`
  })
  return `${said.join(' ; ')}.`
}
