import { type CampaignHead, previewImport } from '#/campaigns/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { type Bank, bankFiles, openSeats } from './bank-files.ts'
import { type BankAsked, readBank } from './read-bank.ts'

/** What taking the bank would bring, in figures. */
export interface BankFigures {
  /** Pupils who asked for help and still miss weeks. */
  readonly helped: number
  /** Places that are confirmed already. */
  readonly held: number
  /** Seats that the allocation may give, summed over weeks. */
  readonly seats: number
  readonly offers: number
}

export const figuresOf = ({ pupils, offers, weeks }: Bank): BankFigures => {
  const open = offers.map((each) => weeks.reduce((sum, week) => sum + openSeats(each, week), 0))
  return {
    helped: pupils.filter(({ missing }) => missing.length > 0).length,
    held: pupils.reduce((sum, { held }) => sum + held.length, 0),
    seats: open.reduce((sum, count) => sum + count, 0),
    offers: open.filter((count) => count > 0).length,
  }
}

export interface TakeBank {
  readonly territoryId: string
  readonly campaign: CampaignHead
  readonly grounds: Grounds
}

/** The bank as it stands, in one state of everything. */
export const bankNow = ({ db, clock }: Pick<Services, 'db' | 'clock'>, asked: BankAsked): Promise<Bank> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => readBank(tx, { ...asked, now: clock.now() }))

/**
 * Brings the bank to the import preview of a campaign, as if its files had been dropped there: nothing changes until the import is
 * applied, and it can be undone. `nobody`: no pupil who asked for help misses a week of this campaign.
 */
export async function takeBank(
  services: Services,
  { territoryId, campaign, grounds }: TakeBank,
): Promise<{ readonly importId: string } | { readonly why: 'nobody' | 'unknown' }> {
  const bank = await bankNow(services, { territoryId, campaign })
  if (figuresOf(bank).helped === 0) return { why: 'nobody' }
  const previewed = await previewImport(services, {
    territoryId,
    campaignId: campaign.id,
    by: grounds.by,
    files: bankFiles(bank),
  })
  if (!previewed) return { why: 'unknown' }
  await record(services, services.db, {
    ...grounds,
    territoryId,
    what: 'bank.taken',
    about: { kind: 'campaign', id: campaign.id },
  })
  return { importId: previewed.importId }
}
