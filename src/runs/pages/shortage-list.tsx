import { addressOf } from '#/addresses.ts'
import { Bar, countWords, deWords, duringWords, numberWords, plural } from '#/design/index.ts'
import type { ShortageRow } from '../shortages.ts'
import { saySector } from '../words.ts'

interface ShortageListProps {
  readonly campaign: string
  readonly run: string
  readonly shortages: readonly ShortageRow[]
}

/** Where seats are missing and when, each leading to the people behind it. */
export function ShortageList({ campaign, run, shortages }: ShortageListProps) {
  return (
    <ol class="shortages">
      {shortages.map((shortage) => (
        <li key={shortage.id}>
          <a class="shortage-link" href={addressOf('runShortage', { campaign, run, shortage: shortage.id })}>
            <b class="need">{countWords(shortage.missing, 'place')}</b> {whereAndWhen(shortage)}
          </a>
          <span class="soft">{detailWords(shortage)}</span>
          <Bar
            total={shortage.pupils}
            parts={[{ label: 'ont une place', value: shortage.pupils - shortage.missing, tone: 'held' }]}
            height={6}
          />
        </li>
      ))}
    </ol>
  )
}

/** « 24 places manquent autour de Vire, du 15 au 19 juin ». */
export const missingWords = (shortage: ShortageRow): string =>
  `${countWords(shortage.missing, 'place')} ${whereAndWhen(shortage)}`

const whereAndWhen = ({ missing, place, weeks }: ShortageRow): string =>
  `${plural(missing, 'manque', 'manquent')} autour ${deWords(place)}, ${duringWords(weeks)}`

/** Of pupils short of a seat for several weeks together, some find one week by week: then `missing` is less than the difference. */
export const foundByWeek = ({ pupils, seats, missing }: ShortageRow): boolean => missing < pupils - seats

const detailWords = (shortage: ShortageRow): string => {
  const { pupils, seats, missing, sectors } = shortage
  const reach = foundByWeek(shortage)
    ? `sur ${countWords(pupils, 'élève')}, ${numberWords(missing)} sans place ; les autres en ont une semaine par semaine`
    : `${countWords(pupils, 'élève')} pour ${countWords(seats, 'place')} à portée`
  return [reach, sectors.slice(0, 2).map(saySector).join(', ')].filter(Boolean).join(' · ')
}
