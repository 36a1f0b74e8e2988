import { type CampaignHead, findCampaign } from '#/campaigns/index.ts'
import type { MapOutline } from '#/design/index.ts'
import type { Db } from '#/platform/database.ts'
import { latestResult, listRuns, listShortages, type RunHead, type ShortageRow } from '#/runs/index.ts'
import { findArea, findTerritory, listAreas, listOutlines, listSchools } from '#/territory/index.ts'
import {
  type AreaCoverage,
  coverageBy,
  type Level,
  levelsBelow,
  type SchoolCoverage,
  schoolsWithin,
  sortAreas,
  UNKNOWN_AREA,
} from './area-coverage.ts'
import { addCounts, type Counts } from './counts.ts'
import type { View } from './links.ts'
import { type NextStep, nextStep } from './next-step.ts'
import { schoolCounts } from './school-counts.ts'
import { shortagesNear } from './shortages-near.ts'

export interface Area {
  readonly level: Level
  readonly code: string
  readonly name: string
}

/** What a coverage page shows, of the whole territory or of an area. */
export interface Coverage {
  readonly territory: string
  readonly campaign: CampaignHead
  /** Undefined for the whole territory. */
  readonly here: Area | undefined
  /** From the widest area to the one above `here`. */
  readonly above: readonly Area[]
  readonly counts: Counts
  /** Levels that the table may show here. */
  readonly choices: readonly Level[]
  readonly view: View
  readonly areas: readonly AreaCoverage[]
  readonly outlines: readonly MapOutline[]
  readonly step: NextStep
  /** The last finished run. */
  readonly result: RunHead | undefined
  /** The largest first; of an area, those nearest to its schools. */
  readonly shortages: readonly ShortageRow[]
}

interface Asked {
  readonly territoryId: string
  readonly campaignId: string
  readonly at: { readonly level: Level; readonly code: string } | undefined
  readonly view: { readonly below: Level | undefined; readonly sort: View['sort'] }
}

const SHORTAGES_SHOWN = 4
const SHORTAGES_READ = 400

/** Reads a coverage page in a handful of queries, whatever the size; undefined when there is no such campaign or area. */
export async function readCoverage(db: Db, asked: Asked): Promise<Coverage | undefined> {
  const { territoryId, campaignId, at } = asked
  const campaign = await findCampaign(db, territoryId, campaignId)
  const territory = await findTerritory(db, territoryId)
  if (!campaign || !territory) return undefined
  const result = await latestResult(db, territoryId, campaignId)
  const [last] = await listRuns(db, { territoryId, campaignId, limit: 1 })
  const going = last && (last.state === 'queued' || last.state === 'running') ? last : undefined
  const all = await schoolsOf(db, asked, campaign.version, result?.id)
  const within = at ? schoolsWithin(at.level, at.code, all) : all
  const found = at && (await findHere(db, territoryId, at, within))
  if (at && !found) return undefined
  const choices = levelsBelow[at?.level ?? 'region'].filter(
    (level) => level === 'etablissement' || within.some(({ areas }) => areas[level] !== undefined),
  )
  const below = choices.find((level) => level === asked.view.below) ?? choices[0]
  const shortages = result ? await listShortages(db, { territoryId, campaignId, runId: result.id }, SHORTAGES_READ) : []
  return {
    territory: territory.name,
    campaign,
    here: found?.here,
    above: found?.above ?? [],
    counts: addCounts(within),
    choices,
    view: { below: below ?? 'etablissement', sort: asked.view.sort },
    areas: below ? sortAreas(await areasBelow(db, territoryId, below, within), asked.view.sort) : [],
    outlines: below ? await outlinesOf(db, territoryId, at) : [],
    step: nextStep(campaign, going, result),
    result,
    shortages: (at ? shortagesNear(shortages, all, new Set(within)) : shortages).slice(0, SHORTAGES_SHOWN),
  }
}

/** Counts by school of the campaign, with the areas that the territory's list says hold it. */
async function schoolsOf(
  db: Db,
  { territoryId, campaignId }: Asked,
  version: number,
  runId: string | undefined,
): Promise<SchoolCoverage[]> {
  const counts = await schoolCounts(db, { territoryId, campaignId, version, runId })
  const known = new Map((await listSchools(db, territoryId)).map((school) => [school.uai, school]))
  return counts.map((school) => {
    const place = known.get(school.uai)
    const { region, departement, epci, bassin } = place ?? {}
    return {
      ...school,
      name: school.name === school.uai ? (place?.name ?? school.uai) : school.name,
      lat: school.lat ?? place?.lat,
      lon: school.lon ?? place?.lon,
      areas: {
        ...(region === undefined ? {} : { region }),
        ...(departement === undefined ? {} : { departement }),
        ...(epci === undefined ? {} : { epci }),
        ...(bassin === undefined ? {} : { bassin }),
      },
    }
  })
}

async function areasBelow(db: Db, territoryId: string, level: Level, schools: readonly SchoolCoverage[]) {
  const named = level === 'etablissement' ? [] : await listAreas(db, territoryId, level)
  const names = new Map(named.map(({ code, name }) => [code, name]))
  return coverageBy(level, schools, (_, code) => names.get(code))
}

async function findHere(
  db: Db,
  territoryId: string,
  { level, code }: { level: Level; code: string },
  within: readonly SchoolCoverage[],
): Promise<{ here: Area; above: Area[] } | undefined> {
  if (level === 'etablissement') {
    const [school] = within
    if (!school) return undefined
    const above: Area[] = []
    for (const wider of ['departement', 'bassin'] as const)
      above.push(...(await areaNamed(db, territoryId, wider, school.areas[wider])))
    return { here: { level, code, name: school.name }, above }
  }
  if (code === UNKNOWN_AREA)
    return within.length > 0 ? { here: { level, code, name: 'Hors du territoire connu' }, above: [] } : undefined
  const area = await findArea(db, territoryId, level, code)
  if (!area) return undefined
  const wider = level === 'epci' || level === 'bassin' ? area.departement : undefined
  return { here: { level, code, name: area.name }, above: await areaNamed(db, territoryId, 'departement', wider) }
}

async function areaNamed(
  db: Db,
  territoryId: string,
  level: 'departement' | 'bassin',
  code: string | undefined,
): Promise<Area[]> {
  const area = code === undefined ? undefined : await findArea(db, territoryId, level, code)
  return area ? [{ level, code: area.code, name: area.name }] : []
}

/** The départements of the whole territory, or the area alone. */
async function outlinesOf(db: Db, territoryId: string, at: Asked['at']): Promise<MapOutline[]> {
  if (at?.level === 'etablissement') return []
  const kind = at?.level ?? 'departement'
  const outlines = await listOutlines(db, territoryId, kind)
  return [...outlines]
    .filter(([code]) => !at || code === at.code)
    .map(([code, polygons]) => ({ id: code, name: code, rings: polygons.flat() }))
}
