import { countWords, type MapOutline, shareWords, TerritoryMap } from '#/design/index.ts'
import type { Configuration } from '#/platform/configuration.ts'
import { type AreaCoverage, type Level, withoutPlace } from '../area-coverage.ts'
import { placed, shareOf } from '../counts.ts'
import { areaHref, levelWords } from '../links.ts'

interface AreaMapProps {
  readonly campaign: string
  readonly below: Level
  readonly areas: readonly AreaCoverage[]
  readonly outlines: readonly MapOutline[]
  readonly tiles: Configuration['tiles']
}

const LABELS = 4

/** « Flers » for « Bassin de Flers »: the map says elsewhere what its circles are. */
const shortName = (name: string): string =>
  name
    .replace(/^Bassin (de |d’)/, '')
    .replace(/^Bassin du /, 'Le ')
    .replace(/^Bassin des /, 'Les ')

/** A circle an area: its size its pupils, its colour the share placed; the worst are named on the map. */
export function AreaMap({ campaign, below, areas, outlines, tiles }: AreaMapProps) {
  const worst = new Set(
    areas
      .filter((area) => withoutPlace(area) > 0)
      .toSorted((a, b) => (shareOf(a) ?? 1) - (shareOf(b) ?? 1) || b.pupils - a.pupils)
      .slice(0, LABELS),
  )
  const circles = areas.flatMap((area) => {
    const { code, name, lat, lon, pupils } = area
    if (lat === undefined || lon === undefined) return []
    const share = shareOf(area)
    const words = shareWords(placed(area), pupils)
    return {
      id: code,
      name,
      lat,
      lon,
      size: pupils,
      href: areaHref(campaign, area),
      title: `${name} : ${words} placés, ${countWords(withoutPlace(area), 'élève')} sans place`,
      ...(share === undefined ? {} : { share }),
      ...(worst.has(area) ? { label: `${shortName(name)} · ${words}` } : {}),
    }
  })
  return (
    <TerritoryMap
      label={`Part d’élèves placés, ${levelWords[below].by.toLowerCase()}`}
      outlines={outlines}
      circles={circles}
      words={`Un rond est ${levelWords[below].circle}\u202f; sa taille, ses élèves.`}
      scaleWords="placés"
      tableHref="#tableau"
      tiles={tiles}
    />
  )
}
