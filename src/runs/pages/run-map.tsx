import { addressOf } from '#/addresses.ts'
import {
  Chips,
  countWords,
  type MapCircle,
  type MapOutline,
  numberWords,
  plural,
  shareWords,
  TerritoryMap,
} from '#/design/index.ts'
import type { Configuration } from '#/platform/configuration.ts'
import type { SchoolRow } from '../results.ts'
import type { ShortageRow } from '../shortages.ts'
import { missingWords } from './shortage-list.tsx'

/** What the circles are: places where seats are missing, or schools. */
export type MapView = 'shortages' | 'schools'

interface RunMapProps {
  readonly keys: { readonly campaign: string; readonly run: string }
  readonly view: MapView
  readonly shortages: readonly ShortageRow[]
  readonly schools: readonly SchoolRow[]
  readonly outlines: readonly MapOutline[]
  readonly tiles: Configuration['tiles']
}

const named = 8

/** One thing at a time on the map, chosen in the address. */
export function RunMap({ keys, view, shortages, schools, outlines, tiles }: RunMapProps) {
  const drawn = { outlines, tiles }
  return (
    <section aria-label="Carte">
      <Chips
        label="Ce que montre la carte"
        chips={[
          { label: 'Manques', href: addressOf('run', keys), current: view === 'shortages' },
          {
            label: 'Établissements',
            href: addressOf('run', keys, { carte: 'etablissements' }),
            current: view === 'schools',
          },
        ]}
      />
      {view === 'shortages' ? (
        <TerritoryMap
          {...drawn}
          label="Places qui manquent, par endroit"
          circles={placeCircles(keys, shortages)}
          words={'Un rond est un endroit où des places manquent\u202f; sa taille, leur nombre.'}
          tableHref={addressOf('runShortages', keys)}
        />
      ) : (
        <TerritoryMap
          {...drawn}
          label="Part d’élèves placés, par établissement"
          circles={schoolCircles(keys, schools)}
          words={'Un rond est un établissement\u202f; sa taille, ses élèves.'}
          scaleWords="placés"
          tableHref={addressOf('runSchools', keys)}
        />
      )}
    </section>
  )
}

/** Shortages of the same place in several weeks are one circle. */
function placeCircles(keys: RunMapProps['keys'], shortages: readonly ShortageRow[]): MapCircle[] {
  const places = [...Map.groupBy(shortages, ({ place }) => place)].map(([place, same]) => ({
    place,
    same,
    missing: same.reduce((sum, { missing }) => sum + missing, 0),
  }))
  return places
    .toSorted((a, b) => b.missing - a.missing)
    .flatMap(({ place, same, missing }, index) => {
      const [first] = same
      if (!first) return []
      const words = `${place} · ${numberWords(missing)}`
      return {
        id: place,
        name: place,
        lat: first.lat,
        lon: first.lon,
        size: missing,
        need: true,
        href:
          same.length === 1
            ? addressOf('runShortage', { ...keys, shortage: first.id })
            : addressOf('runShortages', keys, { lieu: place }),
        title:
          same.length === 1
            ? missingWords(first)
            : `${place} : ${countWords(missing, 'place')} ${plural(missing, 'manque', 'manquent')} en tout`,
        ...(index < named ? { label: words } : {}),
      }
    })
}

function schoolCircles(keys: RunMapProps['keys'], schools: readonly SchoolRow[]): MapCircle[] {
  const worst = new Set(
    schools
      .filter(({ placed, pupils }) => placed < pupils)
      .toSorted((a, b) => a.placed / Math.max(1, a.pupils) - b.placed / Math.max(1, b.pupils))
      .slice(0, named),
  )
  return schools.flatMap((school) => {
    const { lat, lon, name, pupils, placed, partly, unplaced } = school
    if (lat === undefined || lon === undefined) return []
    return {
      id: school.school,
      name,
      lat,
      lon,
      size: pupils,
      share: placed / Math.max(1, pupils),
      href: addressOf('runPupils', keys, { etablissement: school.school }),
      title: `${name} : ${shareWords(placed, pupils)} placés, ${countWords(partly + unplaced, 'élève')} sans place`,
      ...(worst.has(school) ? { label: `${name} · ${shareWords(placed, pupils)}` } : {}),
    }
  })
}
