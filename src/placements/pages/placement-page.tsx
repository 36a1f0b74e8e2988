import { addressOf } from '#/addresses.ts'
import {
  Actions,
  Answers,
  ColumnPage,
  capital,
  countWords,
  type DeskEntry,
  daysWords,
  dayWords,
  hourWords,
  LinkButton,
  Notice,
  type Signed,
  Title,
  Trip,
  type TripWay,
} from '#/design/index.ts'
import { hoursWords } from '#/offers/index.ts'
import { hostNamesOf, isCalledOff, type Placement } from '../placement.ts'
import type { PresenceSum } from '../presence.ts'

/** The way there and back on the longest day. */
export interface PlacementJourney {
  readonly out: TripWay
  readonly back: TripWay
  /** No timetable was given: as the crow flies. */
  readonly estimated: boolean
  /** Days on which the hours differ. */
  readonly otherDays: number
}

export interface PlacementView {
  readonly placement: Placement
  /** Undefined: no way is known, or the timetables are still being read. */
  readonly journey: PlacementJourney | undefined
  readonly bring: readonly string[]
  readonly sum: PresenceSum
  readonly incidents: readonly { readonly id: string; readonly day: string }[]
  /** Whether the agreement made elsewhere was handed in as a file. */
  readonly hasProof: boolean
}

/** Who reads: the pupil does, the others follow. */
export type PlacementReader = 'pupil' | 'family' | 'school'

/** All that one needs before, during and after a placement, on one page that prints. */
export function PlacementPage({
  signed,
  entries,
  view,
  reader,
}: {
  readonly signed: Signed
  readonly entries: readonly DeskEntry[]
  readonly view: PlacementView
  readonly reader: PlacementReader
}) {
  const { agreement, phase } = view.placement
  const title = titleOf(view.placement, reader)
  const days = daysWords(Temporal.PlainDate.from(agreement.firstDay), Temporal.PlainDate.from(agreement.lastDay))
  return (
    <ColumnPage title={title} signed={signed} entries={entries}>
      <Title eyebrow={`${hostNamesOf(agreement)} · ${days}`}>{title}</Title>
      {phase === 'none' ? (
        <Notice
          kind="info"
          title={isCalledOff(agreement) ? 'Ce stage n’a plus lieu' : 'La convention n’est pas encore signée par tous'}
          action={
            <LinkButton href={addressOf('agreement', { agreement: agreement.id })} look="plain" small>
              Voir la convention
            </LinkButton>
          }
        >
          {!isCalledOff(agreement) && <p>Cette page se remplit d’elle-même ensuite. Ce qui est déjà connu est ici.</p>}
        </Notice>
      ) : (
        <Next view={view} reader={reader} />
      )}
      <WhereAndWhen view={view} reader={reader} />
      {phase !== 'after' && <Bring view={view} reader={reader} />}
      {phase !== 'after' && <Journey view={view} reader={reader} />}
      {phase !== 'none' && <Trouble view={view} reader={reader} />}
      {reader === 'school' && view.hasProof && (
        <p>
          <a href={addressOf('outsideFile', { agreement: agreement.id })} download>
            La convention signée ailleurs
          </a>
        </p>
      )}
    </ColumnPage>
  )
}

function titleOf({ agreement, phase, today }: Placement, reader: PlacementReader): string {
  const whose = reader === 'pupil' ? 'Ton stage' : `Le stage de ${agreement.content.pupil.firstName}`
  const first = Temporal.PlainDate.from(agreement.firstDay)
  switch (phase) {
    case 'none':
      return whose
    case 'before':
      return `${whose} commence ${today.until(first).days === 1 ? 'demain' : dayWords(first)}`
    case 'during':
      return `${whose} est en cours`
    case 'after':
      return `${whose} est terminé`
    default:
      return phase satisfies never
  }
}

/** The one main action of the moment, and the quieter ones. */
function Next({ view, reader }: { readonly view: PlacementView; readonly reader: PlacementReader }) {
  const { agreement, phase } = view.placement
  const to = { agreement: agreement.id }
  const tu = reader === 'pupil'
  if (phase === 'before')
    return (
      <Actions>
        <LinkButton href={addressOf('placementCalendar', to)} download>
          {tu ? 'Ajouter à mon agenda' : 'Ajouter à l’agenda'}
        </LinkButton>
      </Actions>
    )
  if (phase === 'during')
    return tu ? (
      <Actions>
        <LinkButton href={addressOf('placementJournal', to)}>Écrire ma journée</LinkButton>
      </Actions>
    ) : null
  return (
    <>
      <p>
        {countWords(view.sum.present, 'demi-journée', 'demi-journées')} sur place
        {view.sum.absent > 0 && `, ${countWords(view.sum.absent, 'absence')}`}.
      </p>
      <Actions>
        <LinkButton href={addressOf('certificate', to)} download>
          Télécharger l’attestation
        </LinkButton>
        <LinkButton href={addressOf('evaluation', to)} look="plain">
          {tu ? 'Dire comment cela s’est passé' : 'Lire les bilans'}
        </LinkButton>
        {reader !== 'family' && (
          <LinkButton href={addressOf('placementReport', to)} look="plain">
            {tu ? 'Écrire mon rapport' : 'Lire le rapport'}
          </LinkButton>
        )}
      </Actions>
    </>
  )
}

function WhereAndWhen({ view, reader }: { readonly view: PlacementView; readonly reader: PlacementReader }) {
  const { agreement, days } = view.placement
  const tu = reader === 'pupil'
  const [start] = days[0]?.spans ?? []
  const first = dayWords(Temporal.PlainDate.from(agreement.firstDay))
  return (
    <section>
      <h2>Où et quand</h2>
      {agreement.content.hosts.map((host) => {
        const { tutor, representative } = host
        const who = tutor?.name ? tutor : representative
        return (
          <Answers
            key={`${host.name} ${host.from}`}
            answers={[
              { question: 'Lieu', answer: [host.name, host.siteAddress ?? host.address].filter(Boolean).join(', ') },
              {
                question: tu ? 'Demande en arrivant' : 'Personne à demander',
                answer: who.name ? [who.name, who.role, who.phone].filter(Boolean).join(', ') : undefined,
              },
              ...(start && host === agreement.content.hosts[0]
                ? [{ question: 'Premier jour', answer: `${capital(first)} à ${hourWords(start.start * 60)}` }]
                : []),
              { question: 'Horaires', answer: hoursWords(host.hours).join('. ') },
            ]}
          />
        )
      })}
    </section>
  )
}

function Bring({ view: { bring }, reader }: { readonly view: PlacementView; readonly reader: PlacementReader }) {
  return (
    <section>
      <h2>{reader === 'pupil' ? 'Ce que tu apportes' : 'À apporter'}</h2>
      <ul class="plain">
        {bring.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

function Journey({ view, reader }: { readonly view: PlacementView; readonly reader: PlacementReader }) {
  const { journey, placement } = view
  if (!journey) return null
  const [start] = placement.days[0]?.spans ?? []
  return (
    <section>
      <h2>{reader === 'pupil' ? 'Ton trajet' : 'Le trajet'}</h2>
      {journey.estimated && (
        <p class="soft">
          Aucun horaire de bus n’a été donné ici : les temps sont estimés, rien ne dit qu’un bus passe. À vérifier avant
          le premier jour.
        </p>
      )}
      <Trip
        out={journey.out}
        back={journey.back}
        {...(start ? { arriveBySeconds: start.start * 60 } : {})}
        voice={reader === 'pupil' ? 'pupil' : 'staff'}
      />
      {journey.otherDays > 0 && (
        <p class="soft">
          C’est le jour le plus long ; {countWords(journey.otherDays, 'autre jour', 'autres jours')} à des heures
          différentes.
        </p>
      )}
    </section>
  )
}

function Trouble({ view, reader }: { readonly view: PlacementView; readonly reader: PlacementReader }) {
  const { agreement } = view.placement
  const { referent } = agreement.content
  const to = { agreement: agreement.id }
  const tu = reader === 'pupil'
  return (
    <section>
      <h2>En cas d’imprévu</h2>
      {view.placement.phase !== 'after' && (
        <p>
          {tu ? 'Malade ou en retard : appelle' : 'Malade ou en retard : appeler'} le lieu de stage, puis
          l’établissement.
          {referent?.name && ` ${[referent.name, referent.phone, referent.email].filter(Boolean).join(', ')}.`}
        </p>
      )}
      <p>
        <a href={addressOf('incidentNew', to)}>Signaler un accident ou un problème</a>
      </p>
      {view.incidents.map(({ id, day }) => (
        <p key={id}>
          <a href={addressOf('incident', { ...to, incident: id })}>
            Ce qui a été signalé {dayWords(Temporal.PlainDate.from(day))}
          </a>
        </p>
      ))}
    </section>
  )
}
