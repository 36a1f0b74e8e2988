import { createCampaign, listCampaigns, storedFiles } from '#/campaigns/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import { type SchemeId, schemes } from '#/rules/index.ts'
import { findArea } from '#/territory/index.ts'

/** Where the waves of a scheme are computed, and what a new wave brings beside the bank. */
export interface HelpCampaign {
  readonly id: string
  /** campaign.json for these weeks, and the timetables that it has not yet. */
  readonly files: readonly NamedBytes[]
}

/** The limits of a campaign of which nobody chose any: those of the allocation (docs/file-formats.md). */
const usual = { arriveBy: '09:00', leaveAfter: '16:30', maxMinutes: 75, maxWalkMinutes: 30, maxTransfers: 2 }

/**
 * The campaign of the waves of a scheme, in the territory or in a bassin: that of the wave before, else a new one. Each has its own, so that
 * the files of one wave are not replaced while another is computed. Its limits and its timetables are those of the territory's
 * latest campaign of the scheme, so that a wave reaches as far as the main allocation did. `lottery` fixes the draw of this wave.
 */
export async function helpCampaign(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  {
    territoryId,
    scheme,
    bassin,
    weeks,
    lottery,
    by,
  }: {
    readonly territoryId: string
    readonly scheme: SchemeId
    readonly bassin: string | undefined
    readonly weeks: readonly string[]
    readonly lottery: string
    readonly by: string | undefined
  },
): Promise<HelpCampaign> {
  const { db } = services
  const campaigns = await listCampaigns(db, territoryId)
  const before = await formerCampaign(db, territoryId, scheme, bassin)
  const former = campaigns.find(({ id }) => id === before)?.id
  const ofWaves = new Set(await waveCampaigns(db, territoryId))
  const own = campaigns.filter(({ id }) => !ofWaves.has(id))
  const model = own.find((campaign) => campaign.scheme === scheme) ?? own[0]
  const given = model && (await storedFiles(db, territoryId, model.id))
  const kept = given?.campaign && JSON.parse(new TextDecoder().decode(given.campaign.bytes))
  const settings = {
    name: 'campaign.json',
    bytes: new TextEncoder().encode(JSON.stringify({ ...usual, ...limitsOf(kept), scheme, weeks, lottery })),
  }
  const id =
    former ??
    (await createCampaign(services, {
      ...{ territoryId, by, settings },
      name: `Aide : ${schemes[scheme].name}${bassin === undefined ? '' : `, ${await areaName(db, territoryId, bassin)}`}`,
    }))
  const files = campaigns.find((campaign) => campaign.id === id)?.files ?? []
  const known = new Set(files.filter(({ kind }) => kind === 'timetable').map(({ name }) => name))
  return { id, files: [settings, ...(given?.timetables ?? []).filter(({ name }) => !known.has(name))] }
}

const areaName = async (db: Db, territoryId: string, bassin: string): Promise<string> =>
  (await findArea(db, territoryId, 'bassin', bassin))?.name ?? bassin

/** Those in which waves are computed: no wave is modelled on another. */
async function waveCampaigns(db: Db, territoryId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('help_waves')
    .select('campaign_id')
    .distinct()
    .where('territory_id', '=', territoryId)
    .execute()
  return rows.map(({ campaign_id }) => campaign_id)
}

async function formerCampaign(
  db: Db,
  territoryId: string,
  scheme: string,
  bassin: string | undefined,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('help_waves')
    .select('campaign_id')
    .where('territory_id', '=', territoryId)
    .where('scheme', '=', scheme)
    .where('bassin', bassin === undefined ? 'is' : '=', bassin ?? null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.campaign_id
}

/** What a campaign.json says of reach; whatever else it holds stays there. */
function limitsOf(settings: unknown): Readonly<Record<string, unknown>> {
  const given: Readonly<Record<string, unknown>> = Object(settings)
  return Object.fromEntries(
    Object.keys(usual).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  )
}
