import { addressOf } from '#/addresses.ts'
import { Bar, countWords, deWords, weeksWords } from '#/design/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import type { ShortageHead } from '../top-shortages.ts'

interface ShortageListProps {
  readonly campaign: string
  readonly run: string
  readonly shortages: readonly ShortageHead[]
}

/** Where seats are missing, the largest shortage first, each leading to the people behind it. */
export function ShortageList({ campaign, run, shortages }: ShortageListProps) {
  return (
    <ol class="shortages">
      {shortages.map((shortage) => (
        <li key={shortage.id}>
          <a class="shortage-link" href={addressOf('runShortage', { campaign, run, shortage: shortage.id })}>
            <b class="need">{countWords(shortage.missing, 'place')}</b> {shortage.missing > 1 ? 'manquent' : 'manque'}{' '}
            autour {deWords(shortage.place)}
          </a>
          <span class="soft">{detailOf(shortage)}</span>
          <Bar
            total={shortage.pupils}
            parts={[{ label: 'places à portée', value: shortage.seats, tone: 'held' }]}
            height={6}
          />
        </li>
      ))}
    </ol>
  )
}

function detailOf({ pupils, seats, weeks, sectors }: ShortageHead): string {
  const wishes = sectors
    .slice(0, 2)
    .map((sector) => sectorLabels.get(sector)?.toLowerCase())
    .filter((label) => label !== undefined)
  const reach = `${countWords(pupils, 'élève')}, ${countWords(seats, 'place')} à portée`
  return [reach, weeksWords(weeks), wishes.join(', ')].filter(Boolean).join(' · ')
}
