import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import { countWords, deWords, EmptyState, LinkButton, numberWords, Title } from '#/design/index.ts'
import type { RunHead } from '../runs.ts'
import type { ShortageRow } from '../shortages.ts'
import { RunFrame } from './run-frame.tsx'
import { ShortageList } from './shortage-list.tsx'

interface ShortagesPageProps {
  readonly room: Room
  readonly run: RunHead
  readonly shortages: readonly ShortageRow[]
  /** The one place asked for. */
  readonly place: string | undefined
  /** How many shortages the run has, shown or not. */
  readonly total: number
}

/** Where places are missing, as a list of calls to make. */
export function ShortagesPage({ room, run, shortages, place, total }: ShortagesPageProps) {
  const keys = { campaign: room.campaign.id, run: run.id }
  const missing = shortages.reduce((sum, each) => sum + each.missing, 0)
  const all = addressOf('runShortages', keys)
  const title =
    shortages.length === 0
      ? 'Aucun manque de places'
      : place === undefined
        ? `Il manque ${countWords(run.figures?.seatsMissing ?? missing, 'place')}, en ${countWords(total, 'groupe')} d’élèves`
        : `Il manque ${countWords(missing, 'place')} autour ${deWords(place)}`
  return (
    <RunFrame
      room={room}
      run={run}
      title={title}
      steps={place === undefined ? [{ label: 'Manques' }] : [{ label: 'Manques', href: all }, { label: place }]}
    >
      <Title lead="Les élèves d’un groupe n’ont ensemble pas assez de places à portée. Une place de plus place un élève de plus : ouvrez un groupe pour voir qui appeler.">
        {title}
      </Title>
      {shortages.length === 0 ? (
        <EmptyState
          title="Toutes les places nécessaires existent à portée"
          action={
            place !== undefined && (
              <LinkButton look="plain" href={all}>
                Voir tous les manques
              </LinkButton>
            )
          }
        />
      ) : (
        <div class="narrow">
          <ShortageList {...keys} shortages={shortages} />
        </div>
      )}
      {place === undefined && shortages.length < total && (
        <p class="soft after-list">
          Les {numberWords(shortages.length)} plus grands ; les autres sont dans certificate.json.
        </p>
      )}
    </RunFrame>
  )
}
