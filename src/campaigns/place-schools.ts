import './tables.ts'
import type { Db } from '#/platform/database.ts'
import {
  type Area,
  areaKinds,
  listAreas,
  listSchools,
  officialAreas,
  type School,
  saveAreas,
  saveSchools,
} from '#/territory/index.ts'
import type { Cells } from './tables.ts'

/**
 * Makes the territory know the schools that a campaign's pupils attend and that it did not know yet, with the areas that hold them,
 * so that coverage drills down to them. What the territory knows already stays as it is; an undo leaves it too, since it says nothing
 * of the campaign.
 */
export async function placeSchools(tx: Db, territoryId: string, campaignId: string): Promise<void> {
  const rows = await tx
    .selectFrom('campaign_schools as s')
    .select(['s.uai', 's.name', 's.lat', 's.lon', 's.cells'])
    .where('s.territory_id', '=', territoryId)
    .where('s.campaign_id', '=', campaignId)
    .where('s.uai', 'in', (on) =>
      on
        .selectFrom('campaign_pupils')
        .select('school')
        .where('territory_id', '=', territoryId)
        .where('campaign_id', '=', campaignId),
    )
    .execute()
  const known = new Set((await listSchools(tx, territoryId)).map(({ uai }) => uai))
  const areas = new Map<string, Area>()
  const schools = rows.flatMap(({ uai, name, lat, lon, cells }) =>
    known.has(uai) || lat === null || lon === null ? [] : [schoolOf({ uai, name, lat, lon }, cells, areas)],
  )
  if (schools.length === 0) return
  const there = new Set<string>()
  for (const kind of areaKinds)
    for (const { code } of await listAreas(tx, territoryId, kind)) there.add(`${kind} ${code}`)
  await saveAreas(
    tx,
    territoryId,
    [...areas].filter(([key]) => !there.has(key)).map(([, area]) => area),
  )
  await saveSchools(tx, territoryId, schools)
}

/** A school by the columns of the ministry's directory, as far as the file has them. */
function schoolOf(
  school: Pick<School, 'uai' | 'name' | 'lat' | 'lon'>,
  cells: Cells,
  areas: Map<string, Area>,
): School {
  const official = officialAreas()
  const commune = official.commune(cells.commune_code ?? '')
  const bassin = cells.bassin_code || undefined
  const within = { region: commune?.region, departement: commune?.departement, epci: commune?.epci }
  for (const kind of ['region', 'departement', 'epci'] as const) {
    const area = within[kind] === undefined ? undefined : official.area(kind, within[kind])
    if (area) areas.set(`${kind} ${area.code}`, area)
  }
  if (commune) areas.set(`commune ${commune.code}`, commune)
  if (bassin !== undefined)
    areas.set(`bassin ${bassin}`, {
      kind: 'bassin',
      code: bassin,
      name: cells.bassin || bassin,
      region: within.region,
      departement: within.departement,
      population: 0,
    })
  return {
    ...school,
    ...within,
    commune: commune?.code,
    bassin,
    priorityEducation: cells.priority || undefined,
    qpv: cells.qpv !== undefined && !['', '0', 'false', 'non'].includes(cells.qpv.toLowerCase()),
    rural: false,
    secondePupils: Math.max(0, Math.trunc(Number(cells.seconde_pupils) || 0)),
  }
}
