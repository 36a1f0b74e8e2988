import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFolder } from '#/platform/output-folder.ts'
import { writeRows } from './input-files.ts'
import type { Outline } from './outlines.ts'
import { writeInputs } from './raise-inputs.ts'
import { buildTerritory, type Territory, type TerritoryOptions } from './territory.ts'
import { zipFeed } from './timetable/index.ts'

/** Builds the territory and writes it as files.md's inputs: see `writeTerritory`. */
export async function buildDemoFiles(folder: string, options: TerritoryOptions): Promise<Territory> {
  const territory = await buildTerritory(options)
  await writeTerritory(folder, territory)
  return territory
}

/**
 * Writes campaign.json, pupils.csv, offers.csv, schools.csv, areas.csv, outlines.geojson and gtfs/horaires.zip into a folder,
 * whole or not at all. Same territory, same bytes.
 */
export async function writeTerritory(folder: string, territory: Territory): Promise<void> {
  await writeFolder(folder, (draft) => {
    const { weeks, name, seed, areas, outlines, schools, timetable } = territory
    writeInputs(draft, territory, `${name} ${weeks[0]?.slice(0, 4) ?? ''}, ${seed}`)
    writeSchools(draft, schools)
    const areaColumns = [
      'kind',
      'code',
      'name',
      'region',
      'departement',
      'epci',
      'bassin',
      'lat',
      'lon',
      'population',
      'approximate',
    ]
    writeRows(join(draft, 'areas.csv'), areaColumns, areas, (area) => [
      ...[
        area.kind,
        area.code,
        area.name,
        area.region,
        area.departement,
        area.epci,
        area.bassin,
        area.lat,
        area.lon,
        area.population,
      ],
      area.approximate ? 1 : 0,
    ])
    writeFileSync(join(draft, 'outlines.geojson'), outlinesFile(outlines))
    mkdirSync(join(draft, 'gtfs'))
    writeFileSync(join(draft, 'gtfs', 'horaires.zip'), zipFeed(timetable))
  })
}

const schoolColumns = [
  ...[
    'uai',
    'name',
    'type',
    'sector',
    'address',
    'postcode',
    'commune_code',
    'commune',
    'departement',
    'academie',
    'region',
  ],
  ...['general', 'technological', 'vocational', 'boarding', 'ulis', 'siret', 'pupils', 'latitude', 'longitude'],
  ...['bassin_code', 'bassin', 'qpv', 'seconde_pupils', 'seconde_source', 'priority'],
]

/** The columns of the ministry's directory, three-digit département included. */
function writeSchools(folder: string, schools: Territory['schools']): void {
  writeRows(join(folder, 'schools.csv'), schoolColumns, schools, (school) => [
    ...[
      school.uai,
      school.name,
      'Lycée',
      school.sector,
      school.address,
      school.postcode,
      school.communeCode,
      school.communeName,
    ],
    ...[school.departementCode.padStart(3, '0'), school.academie, school.regionName],
    ...[school.general, school.technological, school.vocational, school.boarding, false].map(Number),
    ...[school.siret, school.pupils, school.lat, school.lon, school.bassinCode, school.bassinName, school.qpv],
    ...[school.secondePupils, 'démonstration', school.priorityEducation ? 'REP' : ''],
  ])
}

/** A GeoJSON collection a line per area; rings of one area are polygons of their own. */
function outlinesFile(outlines: readonly Outline[]): string {
  const features = outlines.map(({ kind, code, rings }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { kind, code, note: 'contours approchés' },
      geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) },
    }),
  )
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}
