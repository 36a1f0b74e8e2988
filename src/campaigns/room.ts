import type { Context } from 'hono'
import { type DeskEntry, type Signed, weeksWords } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, holds, territoryOf } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory } from '#/territory/index.ts'
import { type CampaignHead, findCampaign } from './campaigns.ts'

/** What every page of a campaign stands on: where, which campaign, who reads, and what that person may do. */
export interface Room {
  readonly territoryId: string
  readonly campaign: CampaignHead
  /** Imports, runs, stops; sees pupils' names. */
  readonly mayAct: boolean
  readonly by: string
  /** For the frame of the page. */
  readonly frame: {
    readonly territory: string
    readonly campaign: { readonly id: string; readonly name: string; readonly dates: string }
    readonly signed: Signed
    readonly entries: readonly DeskEntry[]
  }
}

/** The room that a request's address names; undefined when its campaign does not exist. */
export async function roomOf({ db }: Pick<Services, 'db'>, context: Context<Env>): Promise<Room | undefined> {
  const territoryId = territoryOf(context)
  const account = accountOf(context)
  const campaign = await findCampaign(db, territoryId, context.req.param('campaign') ?? '')
  if (!campaign) return undefined
  const territory = await findTerritory(db, territoryId)
  return {
    territoryId,
    campaign,
    mayAct: holds(account, ['coordinator'], { territoryId }),
    by: account.id,
    frame: {
      territory: territory?.name ?? territoryId,
      campaign: { id: campaign.id, name: campaign.name, dates: datesOf(campaign) },
      signed: { name: account.name },
      entries: entriesOf(account, 'campaigns'),
    },
  }
}

/** « 15 au 26 juin », or that no weeks are known yet. */
export const datesOf = ({ weeks }: Pick<CampaignHead, 'weeks'>): string =>
  weeks.length > 0 ? weeksWords(weeks) : 'semaines à fixer'
