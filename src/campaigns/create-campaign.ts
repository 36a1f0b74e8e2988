import './tables.ts'
import { readCampaign } from '#/allocation/index.ts'
import { ProblemList } from '#/platform/input-problems.ts'
import type { Services } from '#/platform/services.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import { importFiles } from './import-files.ts'

export interface CreateCampaign {
  readonly territoryId: string
  readonly name: string
  readonly by: string | undefined
  /** campaign.json. */
  readonly settings: NamedBytes
}

/**
 * Makes a campaign from its settings, which become its first import. Returns its id.
 * @throws InputProblems when the settings do not read; nothing was written.
 */
export async function createCampaign(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  { territoryId, name, by, settings }: CreateCampaign,
): Promise<string> {
  const problems = new ProblemList()
  readCampaign(settings, problems)
  problems.check()
  const id = services.newId()
  await services.db
    .insertInto('campaigns')
    .values({
      territory_id: territoryId,
      id,
      name,
      version: 0,
      created_by: by ?? null,
      created_at: services.clock.now().toString(),
    })
    .execute()
  await importFiles(services, { territoryId, campaignId: id, by, files: [settings] })
  return id
}
