import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  Checkboxes,
  capital,
  countWords,
  DeskPage,
  daysWords,
  dayWords,
  ErrorSummary,
  type FieldError,
  Fold,
  Form,
  LinkButton,
  Notice,
  PostButton,
  Radios,
  TextArea,
  TextField,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import type { SchoolClass } from '#/pupils/index.ts'
import { hostContactsOf, hostNamesOf, type Placement, pupilNameOf } from '../placement.ts'
import type { Visit } from '../visits.ts'

export interface ListedVisit {
  readonly visit: Visit
  readonly placement: Placement
}

export interface VisitForm {
  readonly sorte: string
  readonly jour: string
  readonly stages: readonly string[]
}

export type VisitNotice =
  | { readonly kind: 'planned'; readonly count: number }
  | { readonly kind: 'done' | 'dropped'; readonly visit: string }
  | { readonly kind: 'restored'; readonly visit?: never }

/** Signs at most of what was seen. */
export const mostOfNotes = 2000

/** Whom to call or visit, and what was seen. */
export function VisitsPage({
  account,
  of,
  visits,
  placements,
  form,
  errors = [],
  notice,
}: {
  readonly account: Account
  readonly of: SchoolClass
  /** By day. */
  readonly visits: readonly ListedVisit[]
  /** Those that may be called or visited. */
  readonly placements: readonly Placement[]
  readonly form: VisitForm
  readonly errors?: readonly FieldError[]
  readonly notice?: VisitNotice | undefined
}) {
  const planned = visits.filter(({ visit }) => visit.state === 'planned')
  const done = visits.filter(({ visit }) => visit.state === 'done').toReversed()
  const title =
    planned.length > 0
      ? `${countWords(planned.length, 'appel ou visite', 'appels ou visites')} à faire`
      : 'Appels et visites'
  const days = [...Map.groupBy(planned, ({ visit }) => visit.day)]
  return (
    <DeskPage
      title={title}
      entries={entriesOf(account, 'classes')}
      signed={account}
      notice={notice && <Done notice={notice} classId={of.id} />}
    >
      <ErrorSummary errors={errors} />
      <Title eyebrow={<a href={addressOf('classPlacements', { class: of.id })}>{of.name}</a>}>{title}</Title>
      <div class="room-two">
        <div>
          {days.map(([day, same]) => (
            <section key={day}>
              <h2>{capital(dayWords(Temporal.PlainDate.from(day)))}</h2>
              {same.filter(({ visit }) => visit.kind === 'visit').length > 1 && (
                <Actions>
                  <LinkButton href={addressOf('visitRound', { class: of.id }, { jour: day })} look="plain" small>
                    Préparer la tournée
                  </LinkButton>
                </Actions>
              )}
              <ul class="rows">
                {same.map((each) => (
                  <Planned key={each.visit.id} listed={each} classId={of.id} />
                ))}
              </ul>
            </section>
          ))}
          {planned.length === 0 && <p>Rien n’est prévu. Choisissez des stages et un jour.</p>}
          {done.length > 0 && (
            <Fold title={`Déjà faits (${done.length})`}>
              <ul class="rows">
                {done.map(({ visit, placement }) => (
                  <li key={visit.id}>
                    {pupilNameOf(placement.agreement)}, {hostNamesOf(placement.agreement)}
                    <span class="soft">
                      {kinds[visit.kind]}, {dayWords(Temporal.PlainDate.from(visit.day))}, {visit.byName}
                    </span>
                    {visit.notes !== '' && <p class="said-body">{visit.notes}</p>}
                  </li>
                ))}
              </ul>
            </Fold>
          )}
        </div>
        <Plan of={of} placements={placements} form={form} errors={errors} />
      </div>
    </DeskPage>
  )
}

const kinds = { call: 'Appel', visit: 'Visite' } as const

function Planned({
  listed: { visit, placement },
  classId,
}: {
  readonly listed: ListedVisit
  readonly classId: string
}) {
  const { agreement } = placement
  const [contact] = hostContactsOf(agreement)
  const action = addressOf('visits', { class: classId })
  return (
    <li>
      <a href={addressOf('placement', { agreement: agreement.id })}>
        {pupilNameOf(agreement)}, {hostNamesOf(agreement)}
      </a>
      <span class="soft">{[kinds[visit.kind], contact?.name, contact?.phone].filter(Boolean).join(' · ')}</span>
      <Fold title="Noter ce que j’ai vu">
        <form method="post" action={action}>
          <input type="hidden" name="visite" value={visit.id} />
          <TextArea
            name="notes"
            label="Notes"
            hint="Lues par l’établissement seulement."
            rows={3}
            value={visit.notes}
          />
          <Button small name="etat" value="done">
            C’est fait
          </Button>
        </form>
        <PostButton action={action} fields={{ visite: visit.id, etat: 'dropped' }} look="quiet" small>
          Retirer
        </PostButton>
      </Fold>
    </li>
  )
}

function Plan({
  of,
  placements,
  form,
  errors,
}: {
  readonly of: SchoolClass
  readonly placements: readonly Placement[]
  readonly form: VisitForm
  readonly errors: readonly FieldError[]
}) {
  if (placements.length === 0) return <p class="soft">Aucun stage à venir ou en cours dans cette classe.</p>
  return (
    <section>
      <h2>Prévoir</h2>
      <Form errors={errors} class="form" method="post" action={addressOf('visits', { class: of.id })} noValidate>
        <Radios
          name="sorte"
          legend="Appel ou visite"
          compact
          choices={[
            { value: 'visit', label: 'Visite' },
            { value: 'call', label: 'Appel' },
          ]}
          value={form.sorte}
        />
        <TextField type="date" name="jour" label="Jour" width="middle" value={form.jour} />
        <Checkboxes
          name="stages"
          legend="Stages"
          choices={placements.map(({ agreement }) => ({
            value: agreement.id,
            label: pupilNameOf(agreement),
            hint: `${hostNamesOf(agreement)}, ${daysWords(Temporal.PlainDate.from(agreement.firstDay), Temporal.PlainDate.from(agreement.lastDay))}`,
          }))}
          values={form.stages}
        />
        <Button>Prévoir</Button>
      </Form>
    </section>
  )
}

function Done({ notice, classId }: { readonly notice: VisitNotice; readonly classId: string }) {
  if (notice.kind === 'planned')
    return (
      <Notice
        kind="success"
        title={notice.count === 0 ? 'C’était déjà prévu' : `${countWords(notice.count, 'stage')} à voir, c’est prévu`}
      />
    )
  if (notice.kind === 'restored') return <Notice kind="success" title="C’est de nouveau à faire" />
  return (
    <Notice
      kind="success"
      title={notice.kind === 'done' ? 'C’est noté comme fait' : 'C’est retiré'}
      action={
        <PostButton
          action={addressOf('visits', { class: classId })}
          fields={{ visite: notice.visit, etat: 'planned' }}
          look="plain"
          small
        >
          Annuler
        </PostButton>
      }
    />
  )
}
