import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import {
  capital,
  countWords,
  duringWords,
  KeyFigures,
  listWords,
  type MapOutline,
  numberWords,
  plural,
  Table,
  Tag,
  TerritoryMap,
  Title,
} from '#/design/index.ts'
import type { ListedPupil, OfferFacts } from '../results.ts'
import type { RunHead } from '../runs.ts'
import type { HostAround, ShortageRow } from '../shortages.ts'
import { pupilStateWords, saySector } from '../words.ts'
import { RunFrame } from './run-frame.tsx'
import { foundByWeek, missingWords } from './shortage-list.tsx'

interface Props {
  readonly room: Room
  readonly run: RunHead
  readonly shortage: ShortageRow
  readonly offers: readonly OfferFacts[]
  readonly hosts: readonly HostAround[]
  readonly pupils: readonly ListedPupil[]
  readonly outlines: readonly MapOutline[]
}

/** One shortage: who shares which seats, how many more are needed, and whom to call. */
export function ShortagePage({ room, run, shortage, offers, hosts, pupils, outlines }: Props) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const title = missingWords(shortage)
  return (
    <RunFrame
      room={room}
      run={run}
      title={title}
      steps={[{ label: 'Manques', href: addressOf('runShortages', keys) }, { label: shortage.place }]}
    >
      <Title lead={leadOf(shortage)}>{title}</Title>
      <KeyFigures
        figures={[
          {
            label: 'élèves',
            value: numberWords(shortage.pupils),
            href: addressOf('runPupils', keys, { manque: shortage.id }),
          },
          { label: 'places à portée', value: numberWords(shortage.seats) },
          { label: 'places à trouver', value: numberWords(shortage.missing), need: true },
        ]}
      />
      <div class="room-two">
        <section>
          <h2>Hôtes à appeler d’abord</h2>
          <p>
            Ils ont déjà une offre dans la campagne, tout près. Demandez-leur une place de plus{' '}
            {duringWords(shortage.weeks)}
            {shortage.sectors.length > 0 && `, surtout en ${listWords(shortage.sectors.slice(0, 3).map(saySector))}`}.
          </p>
          <Table
            caption="Hôtes proches"
            captionHidden
            rows={hosts}
            keyOf={({ host }) => host}
            empty={<p>Aucun hôte de la campagne à moins de 40 km : cherchez-en de nouveaux dans cette zone.</p>}
            columns={[
              { key: 'host', label: 'hôte', header: true, cell: ({ host, hostName }) => hostName ?? host },
              { key: 'sector', label: 'secteurs', cell: ({ sectors }) => capital(sectors.map(saySector).join(', ')) },
              {
                key: 'far',
                label: 'distance',
                numeric: true,
                cell: ({ kilometres }) => `${numberWords(kilometres, 1)}\u00a0km`,
              },
            ]}
          />
        </section>
        <TerritoryMap
          label={`Où manquent ces places : autour de ${shortage.place}`}
          outlines={outlines}
          circles={[
            {
              id: shortage.id,
              name: shortage.place,
              lat: shortage.lat,
              lon: shortage.lon,
              size: shortage.missing,
              need: true,
              href: addressOf('runShortage', { ...keys, shortage: shortage.id }),
              title,
              label: shortage.place,
            },
          ]}
          words={`Neuf élèves sur dix habitent à moins de ${numberWords(shortage.radiusKm, 1)}\u00a0km du centre.`}
        />
      </div>
      <section>
        <h2>Élèves du groupe</h2>
        <Table
          caption="Élèves du groupe"
          captionHidden
          rows={pupils}
          keyOf={({ pupil }) => pupil}
          hrefOf={({ pupil }) => addressOf('runPupil', { ...keys, pupil })}
          columns={[
            { key: 'pupil', label: 'élève', header: true, cell: ({ name, pupil }) => name ?? pupil },
            { key: 'school', label: 'établissement', cell: ({ schoolName }) => schoolName },
            {
              key: 'state',
              label: 'état',
              cell: ({ state }) => <Tag tone={pupilStateWords[state].tone}>{pupilStateWords[state].word}</Tag>,
            },
          ]}
        />
        <p>
          <a href={addressOf('runPupils', keys, { manque: shortage.id })}>
            Voir les {countWords(shortage.pupils, 'élève')}
          </a>
        </p>
      </section>
      <section>
        <h2>Offres qu’ils se partagent</h2>
        <details>
          <summary>Voir {countWords(offers.length, 'offre')}</summary>
          <Table
            caption="Offres à portée de ces élèves"
            captionHidden
            rows={offers}
            keyOf={({ offer }) => offer}
            columns={[
              { key: 'title', label: 'offre', header: true, cell: ({ title: name }) => name },
              { key: 'host', label: 'hôte', cell: ({ hostName, host }) => hostName ?? host },
              { key: 'sector', label: 'secteur', cell: ({ sector }) => capital(saySector(sector)) },
              { key: 'seats', label: 'places', numeric: true, cell: ({ seats }) => seatsIn(seats, shortage.weeks) },
            ]}
          />
        </details>
      </section>
    </RunFrame>
  )
}

const leadOf = (shortage: ShortageRow): string =>
  foundByWeek(shortage)
    ? `${countWords(shortage.pupils, 'élève')} n’avaient à portée que ${countWords(shortage.seats, 'place')} pour toutes ces semaines ensemble. La plupart en ont trouvé semaine par semaine ; ${countWords(shortage.missing, 'élève')} ${plural(shortage.missing, 'reste', 'restent')} sans place.`
    : `${countWords(shortage.pupils, 'élève')} n’ont ensemble à portée que ${countWords(shortage.seats, 'place')}. Aucun échange n’y change rien : il faut d’autres places.`

/** Of `2026-W25:3|2026-W26:2`, what an offer has in these weeks: `3, 2`. */
const seatsIn = (seats: string, weeks: readonly string[]): string =>
  seats
    .split('|')
    .map((each) => each.split(':'))
    .filter(([week = '']) => weeks.includes(week))
    .map(([, count]) => count)
    .join(', ')
