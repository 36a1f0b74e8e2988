import { addressOf } from '#/addresses.ts'
import { Actions, capital, countWords, Fold, LinkButton, numberWords, Table, weekWords } from '#/design/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import { queryOf } from '../board-view.ts'
import type { GoingRun } from '../latest-run.ts'
import type { Ground } from '../read-ground.ts'
import { reachKilometres } from '../read-reach.ts'
import type { Calls } from '../read-seats.ts'
import type { WeekNeeds } from '../read-weeks.ts'
import type { CallReason } from '../seats.ts'
import { BoardFrame, PastDay, type Reader, sinceWords } from './board-frame.tsx'

interface SeatsPageProps {
  readonly ground: Ground
  readonly reader: Reader
  readonly now: Temporal.Instant
  readonly needs: WeekNeeds
  /** Undefined for a past day: nobody is called about it. */
  readonly calls: Calls | undefined
  readonly going: GoingRun | undefined
}

export const sectorWords = (sector: string): string => sectorLabels.get(sector) ?? sector

const orDash = (count: number | undefined): string => (count === undefined ? '–' : numberWords(count))

export const callReasons: Readonly<Record<CallReason, string>> = {
  wished: 'secteur souhaité',
  missing: 'places manquantes',
}

/** What is open within reach, what is missing, and whom to call first. */
export function SeatsPage({ ground, reader, now, needs, calls, going }: SeatsPageProps) {
  const { weeks, sectors, unknown } = needs
  const known = weeks.flatMap(({ missing }) => missing ?? [])
  const missing = Math.max(0, ...known)
  const columns = weeks.map(({ week }, at) => ({
    key: week,
    label: capital(weekWords(week)),
    numeric: true,
    cell: ({ byWeek }: WeekNeeds['sectors'][number]) => numberWords(byWeek[at] ?? 0),
  }))
  return (
    <BoardFrame
      ground={ground}
      reader={reader}
      page="boardSeats"
      title={
        known.length === 0
          ? 'places et lieux à appeler'
          : missing > 0
            ? `il manque ${countWords(missing, 'place')}`
            : 'il y a assez de places'
      }
      now={now}
    >
      <div id="semaines" data-live>
        <h2>Semaine par semaine</h2>
        {ground.here && (
          <p class="narrow">
            Les élèves d’ici, et les places qu’ils peuvent atteindre : celles des communes à {reachKilometres} km au
            plus, à vol d’oiseau, d’un établissement d’ici. Des voisins comptent aussi sur elles.
          </p>
        )}
        {unknown.weeks !== 'known' && (
          <p class="narrow">{sinceWords('Les semaines des élèves', unknown.weeks.since)}</p>
        )}
        {unknown.weeks === 'known' && unknown.seats !== 'known' && (
          <p class="narrow">{sinceWords('Les places ouvertes', unknown.seats.since)}</p>
        )}
        {unknown.weeks === 'known' && (
          <Table
            caption="Élèves et places par semaine"
            captionHidden
            rows={weeks}
            keyOf={({ week }) => week}
            empty={
              <p>
                {ground.view.day
                  ? 'Aucune classe n’avait choisi ses semaines.'
                  : 'Aucune classe n’a encore choisi ses semaines.'}
              </p>
            }
            columns={[
              { key: 'week', label: 'Semaine', cell: ({ week }) => capital(weekWords(week)) },
              { key: 'pupils', label: 'Élèves', numeric: true, cell: ({ pupils }) => numberWords(pupils) },
              { key: 'seeking', label: 'N’ont rien', numeric: true, cell: ({ seeking }) => numberWords(seeking) },
              { key: 'seats', label: 'Places ouvertes', numeric: true, cell: ({ seats }) => orDash(seats) },
              { key: 'missing', label: 'Places manquantes', numeric: true, cell: (week) => orDash(week.missing) },
            ]}
          />
        )}
        {sectors.length > 0 && (
          <Fold title="Places ouvertes par secteur">
            <Table
              caption="Places ouvertes par secteur et semaine"
              captionHidden
              rows={sectors}
              keyOf={({ sector }) => sector}
              columns={[{ key: 'sector', label: 'Secteur', cell: ({ sector }) => sectorWords(sector) }, ...columns]}
            />
          </Fold>
        )}
      </div>
      <PastDay ground={ground} page="boardSeats" />
      {calls && <CallList {...{ ground, reader, calls, going }} />}
    </BoardFrame>
  )
}

/** The hosts to mobilise, to be taken away or given to somebody. */
function CallList({
  ground,
  reader,
  calls: { hosts, count },
  going,
}: Pick<SeatsPageProps, 'ground' | 'reader' | 'going'> & { calls: Calls }) {
  const { territory, here, view } = ground
  const fileHref = addressOf('boardExportFile', { territory: territory.id, file: 'a-appeler.ods' }, queryOf(view))
  const task = {
    quoi: `Mobiliser ${countWords(hosts.length, 'structure')} : ${here?.name ?? territory.name}`,
    sujet: here?.at.level === 'bassin' ? `bassin:${here.at.code}` : undefined,
  }
  return (
    <section id="appeler" data-live>
      <h2>{hosts.length > 0 ? 'À appeler d’abord' : going ? 'À appeler' : 'Personne à appeler'}</h2>
      {going && (
        <p class="narrow">
          Une affectation{' '}
          {reader.mayAct ? (
            <a href={addressOf('run', { campaign: going.campaignId, run: going.id })}>se calcule en ce moment</a>
          ) : (
            'se calcule en ce moment'
          )}{' '}
          et dira où il manque des places. La liste {hosts.length > 0 ? 'changera' : 'viendra'} d’elle-même sur cette
          page dès qu’elle aura fini, d’ordinaire en quelques minutes. Si rien ne bouge, rechargez la page.
        </p>
      )}
      <p class="narrow">
        {hosts.length > 0
          ? `${here ? 'Des structures à portée d’ici' : 'Des structures du territoire'} qui n’ont aucune place ouverte. D’abord celles autour desquelles la dernière affectation manquait de places, dans les secteurs que les élèves souhaitent.`
          : here
            ? 'Toutes les structures connues à portée ont déjà une place ouverte, ou il n’y en a aucune dans le fichier.'
            : `${going ? '' : 'Aucune affectation n’a encore dit où il manque des places. '}Ouvrez un bassin ou une commune depuis la vue d’ensemble : les structures à sa portée, sans place ouverte, se voient ici${going ? ' déjà' : ''}.`}
      </p>
      {hosts.length > 0 && (
        <>
          <Actions>
            <LinkButton small look="plain" href={fileHref}>
              Télécharger la liste
            </LinkButton>
            {reader.mayAct && (
              <LinkButton small look="plain" href={addressOf('deskTasks', { territory: territory.id }, task)}>
                En faire une tâche
              </LinkButton>
            )}
          </Actions>
          <Table
            caption="Structures à appeler"
            captionHidden
            rows={hosts}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => (reader.mayAct ? addressOf('host', { host: id }) : undefined)}
            columns={[
              { key: 'name', label: 'Structure', cell: ({ name }) => name },
              { key: 'city', label: 'Commune', cell: ({ city }) => city },
              { key: 'sector', label: 'Secteur', cell: ({ sector }) => (sector ? sectorWords(sector) : '') },
              {
                key: 'staff',
                label: 'Effectif',
                numeric: true,
                wideOnly: true,
                cell: ({ staff }) => (staff === undefined ? '' : numberWords(staff)),
              },
              {
                key: 'why',
                label: 'Pourquoi d’abord',
                cell: ({ why }) => (why ? callReasons[why] : ''),
              },
            ]}
          />
        </>
      )}
      {count > hosts.length && (
        <p class="soft">
          Les {numberWords(hosts.length)} premières sur {numberWords(count)}.
        </p>
      )}
    </section>
  )
}
