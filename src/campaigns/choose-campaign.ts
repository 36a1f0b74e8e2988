import { RefusedCommand } from '#/platform/command-line.ts'
import type { Db } from '#/platform/database.ts'
import { listTerritories } from '#/territory/index.ts'
import type { CampaignHead } from './campaigns.ts'

/** The territory named, or the only one. @throws RefusedCommand listing those there are. */
export async function chooseTerritory(db: Db, wanted: string | undefined): Promise<string> {
  const all = await listTerritories(db)
  const found = all.find(({ id }) => id === wanted) ?? (wanted === undefined && all.length === 1 ? all[0] : undefined)
  if (found) return found.id
  const list = all.map(({ id, name }) => `${id} (${name})`).join(', ')
  if (all.length === 0)
    throw new RefusedCommand(
      'Cette base n’a encore aucun territoire : ouvrez le compte de sa coordination avec « passerelle account add ».',
    )
  throw new RefusedCommand(
    wanted === undefined
      ? `Choisissez un territoire avec --territory : ${list}.`
      : `Aucun territoire ne s’appelle « ${wanted} ». Il y a : ${list}.`,
  )
}

/** By id or by name. @throws RefusedCommand when several have the name. */
export function findByName(campaigns: readonly CampaignHead[], wanted: string): CampaignHead | undefined {
  const named = campaigns.filter(({ id, name }) => id === wanted || name === wanted)
  if (named.length > 1)
    throw new RefusedCommand(
      `Plusieurs campagnes s’appellent « ${wanted} » ; donnez un identifiant : ${listOf(named)}.`,
    )
  return named[0]
}

/** The only campaign where none was named. @throws RefusedCommand listing those there are. */
export function chooseCampaign(campaigns: readonly CampaignHead[], wanted: string | undefined): CampaignHead {
  const [only] = campaigns
  if (only && campaigns.length === 1 && wanted === undefined) return only
  if (!only)
    throw new RefusedCommand(
      'Ce territoire n’a encore aucune campagne : créez-la avec « passerelle import campaign campaign.json --campaign NOM ».',
    )
  throw new RefusedCommand(
    wanted === undefined
      ? `Choisissez une campagne avec --campaign : ${listOf(campaigns)}.`
      : `Aucune campagne ne s’appelle « ${wanted} ». Il y a : ${listOf(campaigns)}.`,
  )
}

const listOf = (campaigns: readonly CampaignHead[]): string =>
  campaigns.map(({ id, name }) => `${name} (${id})`).join(', ')
