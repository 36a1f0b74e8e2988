import { addressOf } from '#/addresses.ts'
import { type AgreementLine, AgreementLines } from '#/agreements/index.ts'
import { applicationStates, type ListedApplication } from '#/applications/index.ts'
import {
  Button,
  DeskPage,
  dayWords,
  duringWords,
  ErrorSummary,
  type FieldError,
  Fold,
  Form,
  Notice,
  PostButton,
  TextArea,
  Timeline,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { moverWords } from '#/indicators/index.ts'
import { fullName } from '#/pupils/index.ts'
import type { Advice } from '../advices.ts'
import { applicationLine } from '../application-lines.tsx'
import { agoWords, mayBeHelped, meanings } from '../class-glance.ts'
import type { CallForm, PupilCall } from '../pupil-calls.ts'
import type { ClassRow } from '../read-class.ts'
import { CallLog } from './call-log.tsx'
import { StatusTag } from './class-glance-page.tsx'

export interface FollowView {
  readonly row: ClassRow
  readonly className: string
  readonly needed: readonly string[]
  /** Never drafts. */
  readonly applications: readonly ListedApplication[]
  /** Those that stand. */
  readonly agreements: readonly AgreementLine[]
  readonly advices: readonly Advice[]
  readonly phones: readonly { readonly whose: string; readonly phone: string }[]
  readonly calls: readonly PupilCall[]
  /** Places that the coordination found and that wait for answers: ids. */
  readonly proposals: readonly string[]
  /** Who wrote the agreement or the exemption, where it is known. */
  readonly byName: string | undefined
  readonly now: Temporal.Instant
  readonly timeZone: string
  /** From when the pupil may be nudged again; undefined: now. */
  readonly nudgeFrom: Temporal.Instant | undefined
}

export interface AdviceForm {
  readonly key: string
  readonly body: string
}

export type FollowNotice =
  | { readonly kind: 'nudged' }
  | { readonly kind: 'helped' }
  | { readonly kind: 'no_address' }
  | { readonly kind: 'too_soon'; readonly from: Temporal.Instant }
  | { readonly kind: 'advised' | 'removed'; readonly advice: string }
  | { readonly kind: 'called' | 'uncalled'; readonly call: string }

/** How a pupil's search goes, for who accompanies it: what was sent, what was said, a word to send. */
export function FollowPage({
  account,
  view,
  form,
  callForm,
  errors = [],
  notice,
}: {
  readonly account: Account
  readonly view: FollowView
  readonly form: AdviceForm
  readonly callForm: CallForm
  readonly errors?: readonly FieldError[]
  readonly notice: FollowNotice | undefined
}) {
  const {
    row,
    className,
    needed,
    applications,
    agreements,
    advices,
    phones,
    calls,
    proposals,
    byName,
    now,
    timeZone,
    nudgeFrom,
  } = view
  const { pupil, glance, helpAsked } = row
  const { status, step } = glance
  const means = status ? meanings[status.status] : 'n’a pas encore de semaines à remplir'
  const toPupil = { pupil: pupil.id }
  const isSettled = status?.status === 'placed' || status?.status === 'exempt'
  const dayOf = (at: Temporal.Instant) => dayWords(at.toZonedDateTimeISO(timeZone).toPlainDate())
  return (
    <DeskPage
      title={`${fullName(pupil)} ${means}`}
      entries={entriesOf(account, 'classes')}
      signed={account}
      notice={<Done notice={notice} pupil={pupil.id} dayOf={dayOf} />}
    >
      <ErrorSummary errors={errors} />
      <Title
        eyebrow={<a href={addressOf('class', { class: pupil.classId })}>{className}</a>}
        lead={[
          status?.since
            ? `Depuis ${agoLead(status.since, now)}${byName === undefined ? '' : `, noté par ${byName}`}.`
            : '',
          status?.lastSign
            ? `Dernier passage : ${sinceLead(status.lastSign, now)}.`
            : applications.length === 0
              ? 'N’est encore jamais venu dans Passerelle.'
              : '',
          needed.length > 0 && status?.status !== 'exempt' ? `Semaines de stage : ${duringWords(needed)}.` : '',
          step.next === undefined
            ? ''
            : `Prochaine étape, à faire par ${moverWords[step.who]} : ${step.next.toLocaleLowerCase('fr')}.`,
          step.blocker === undefined ? '' : `Ce qui bloque : ${step.blocker}.`,
        ]
          .filter(Boolean)
          .join(' ')}
      >
        {fullName(pupil)} {means} <StatusTag glance={glance} />
      </Title>
      <div class="room-two">
        <section>
          <AgreementLines lines={agreements} reader="school" />
          <h2>Candidatures</h2>
          {applications.length > 0 ? (
            <Timeline
              label="Candidatures envoyées"
              steps={[...applications.filter(isLiving), ...applications.filter((each) => !isLiving(each))].map((each) =>
                applicationLine(each, { reader: 'vous', timeZone }),
              )}
            />
          ) : (
            <p>Aucune n’a été envoyée. Les brouillons restent à l’élève.</p>
          )}
          {!isSettled && (
            <p>
              <a href={addressOf('outsideNew', { class: pupil.classId }, { eleve: pupil.id })}>
                Noter un stage trouvé ailleurs
              </a>
            </p>
          )}
          {proposals.map((proposal) => (
            <p key={proposal}>
              Une place lui est proposée :{' '}
              <a href={addressOf('proposal', { proposal })}>voir laquelle, noter sa réponse ou imprimer le papier</a>.
            </p>
          ))}
          {helpAsked ? (
            <p>La coordination des stages cherche aussi.</p>
          ) : mayBeHelped(glance) ? (
            <Fold title="Demander à la coordination de chercher aussi">
              <p>
                À faire avec l’accord de {pupil.firstName} et de sa famille. La coordination verra son nom, sa classe,
                où il ou elle habite, et ce dont il ou elle a besoin sur place.
              </p>
              <PostButton action={addressOf('pupilHelp', toPupil)} look="plain">
                {pupil.firstName} est d’accord : inscrire
              </PostButton>
            </Fold>
          ) : null}
        </section>
        <div>
          {!isSettled && (
            <section>
              <h2>Relancer</h2>
              {pupil.email === undefined ? (
                <p>
                  Cet élève n’a pas d’adresse électronique : parlez-lui, et{' '}
                  <a href={addressOf('classCodes', { class: pupil.classId })}>imprimez ses codes</a> pour qu’il ou elle
                  entre sans adresse.
                </p>
              ) : nudgeFrom ? (
                <p>Relancé récemment. Une nouvelle relance sera possible {dayOf(nudgeFrom)}.</p>
              ) : (
                <>
                  <p>
                    Un courriel lui demande où en est sa recherche et mène à sa page. Une relance par semaine au plus.
                  </p>
                  <PostButton action={addressOf('pupilNudge', toPupil)} look="plain">
                    Relancer {pupil.firstName}
                  </PostButton>
                </>
              )}
            </section>
          )}
          <CallLog pupil={pupil} phones={phones} calls={calls} form={callForm} errors={errors} timeZone={timeZone} />
          <section>
            <h2>Conseiller</h2>
            <Form errors={errors} method="post" action={addressOf('pupilAdvice', toPupil)}>
              <input type="hidden" name="cle" value={form.key} />
              <TextArea
                name="conseil"
                label={`Un conseil à ${pupil.firstName}`}
                hint="Il apparaît sur sa page et sur celle de sa famille, signé de votre nom."
                value={form.body}
                rows={3}
              />
              <Button>Laisser ce conseil</Button>
            </Form>
            {advices.length > 0 && (
              <ul class="rows">
                {advices.map(({ id, by, body, at }) => (
                  <li key={id}>
                    <p class="said-body">{body}</p>
                    <span class="soft">
                      {by}, {dayOf(at)}
                    </span>
                    <PostButton action={addressOf('pupilAdvice', toPupil)} fields={{ retirer: id }} look="quiet" small>
                      Retirer ce conseil
                    </PostButton>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
      </div>
    </DeskPage>
  )
}

const isLiving = ({ application: { state } }: ListedApplication): boolean =>
  state === 'confirmed' || applicationStates[state].open

function agoLead(at: Temporal.Instant, now: Temporal.Instant): string {
  const words = agoWords(at, now)
  return words.endsWith('j') ? `${words.slice(0, -1)}jours` : words
}

/** « aujourd’hui », « hier », « il y a 12 jours » */
function sinceLead(at: Temporal.Instant, now: Temporal.Instant): string {
  const words = agoLead(at, now)
  return words.endsWith('jours') ? `il y a ${words}` : words
}

function Done({
  notice,
  pupil,
  dayOf,
}: {
  readonly notice: FollowNotice | undefined
  readonly pupil: string
  readonly dayOf: (at: Temporal.Instant) => string
}) {
  switch (notice?.kind) {
    case 'nudged':
      return (
        <Notice kind="success" title="La relance est partie">
          <p>L’élève la reçoit par courriel dans les minutes qui viennent.</p>
        </Notice>
      )
    case 'helped':
      return (
        <Notice kind="success" title="La coordination cherche aussi">
          <p>L’élève le voit sur sa page, et peut changer d’avis.</p>
        </Notice>
      )
    case 'no_address':
      return (
        <Notice kind="error" title="Cet élève n’a pas d’adresse électronique">
          <p>Rien n’est parti. Dites-le de vive voix, ou laissez un conseil sur sa page.</p>
        </Notice>
      )
    case 'too_soon':
      return (
        <Notice kind="error" title="Cet élève vient d’être relancé">
          <p>Rien n’est parti. Une nouvelle relance sera possible {dayOf(notice.from)}.</p>
        </Notice>
      )
    case 'advised':
    case 'removed':
      return (
        <Notice
          kind="success"
          title={notice.kind === 'advised' ? 'Le conseil est sur sa page' : 'Le conseil est retiré'}
          action={
            <PostButton
              action={addressOf('pupilAdvice', { pupil })}
              fields={notice.kind === 'advised' ? { retirer: notice.advice } : { remettre: notice.advice }}
              look="plain"
              small
            >
              Annuler
            </PostButton>
          }
        />
      )
    case 'called':
    case 'uncalled':
      return (
        <Notice
          kind="success"
          title={notice.kind === 'called' ? 'L’appel est noté' : 'L’appel est retiré'}
          action={
            <PostButton
              action={addressOf('pupilCalls', { pupil })}
              fields={notice.kind === 'called' ? { retirer: notice.call } : { remettre: notice.call }}
              look="plain"
              small
            >
              Annuler
            </PostButton>
          }
        />
      )
    case undefined:
      return null
    default:
      return notice satisfies never
  }
}
