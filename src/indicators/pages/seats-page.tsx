import { addressOf } from '#/addresses.ts'
import { capital, countWords, Fold, numberWords, Table, weekWords } from '#/design/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import type { Ground } from '../read-board.ts'
import type { WeekNeeds } from '../read-weeks.ts'
import type { HostToCall } from '../seats.ts'
import { BoardFrame, type Reader } from './board-frame.tsx'

interface SeatsPageProps {
  readonly ground: Ground
  readonly reader: Reader
  readonly now: Temporal.Instant
  readonly needs: WeekNeeds
  readonly calls: { readonly hosts: readonly HostToCall[]; readonly count: number }
}

const sectorWords = (sector: string): string => sectorLabels.get(sector) ?? sector

/** What is open, what is missing, and whom to call first. */
export function SeatsPage({ ground, reader, now, needs, calls }: SeatsPageProps) {
  const missing = Math.max(0, ...needs.weeks.map((week) => week.missing))
  const columns = needs.weeks.map(({ week }, at) => ({
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
      title={missing > 0 ? `il manque ${countWords(missing, 'place')}` : 'il y a assez de places'}
      now={now}
    >
      <h2>Semaine par semaine</h2>
      <Table
        caption="Élèves et places par semaine"
        captionHidden
        rows={needs.weeks}
        keyOf={({ week }) => week}
        empty={<p>Aucune classe n’a encore choisi ses semaines.</p>}
        columns={[
          { key: 'week', label: 'Semaine', cell: ({ week }) => capital(weekWords(week)) },
          { key: 'pupils', label: 'Élèves', numeric: true, cell: ({ pupils }) => numberWords(pupils) },
          { key: 'seeking', label: 'N’ont rien', numeric: true, cell: ({ seeking }) => numberWords(seeking) },
          { key: 'seats', label: 'Places ouvertes', numeric: true, cell: ({ seats }) => numberWords(seats) },
          { key: 'missing', label: 'Places manquantes', numeric: true, cell: (week) => numberWords(week.missing) },
        ]}
      />
      <h2>{calls.hosts.length > 0 ? 'À appeler d’abord' : 'Personne à appeler'}</h2>
      <p class="narrow">
        {calls.hosts.length > 0
          ? 'Des structures d’ici qui n’ont aucune place ouverte. D’abord celles autour desquelles la dernière affectation manquait de places, dans les secteurs que les élèves souhaitent.'
          : ground.here
            ? 'Toutes les structures connues ici ont déjà une place ouverte, ou il n’y en a aucune dans le fichier.'
            : 'Aucune affectation n’a encore dit où il manque des places. Ouvrez un bassin ou une commune depuis la vue d’ensemble : ses structures sans place ouverte se voient ici.'}
      </p>
      {calls.hosts.length > 0 && (
        <Table
          caption="Structures à appeler"
          captionHidden
          rows={calls.hosts}
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
              key: 'missing',
              label: 'Places manquantes autour',
              numeric: true,
              cell: (host) => (host.missing > 0 ? numberWords(host.missing) : ''),
            },
          ]}
        />
      )}
      {calls.count > calls.hosts.length && (
        <p class="soft">
          Les {numberWords(calls.hosts.length)} premières sur {numberWords(calls.count)}.
        </p>
      )}
      {needs.sectors.length > 0 && (
        <Fold title="Places ouvertes par secteur">
          <Table
            caption="Places ouvertes par secteur et semaine"
            captionHidden
            rows={needs.sectors}
            keyOf={({ sector }) => sector}
            columns={[{ key: 'sector', label: 'Secteur', cell: ({ sector }) => sectorWords(sector) }, ...columns]}
          />
        </Fold>
      )}
    </BoardFrame>
  )
}
