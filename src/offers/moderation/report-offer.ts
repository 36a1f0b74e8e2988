import './tables.ts'
import type { Grounds } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { moveOfferIn } from '../change-offer.ts'
import { lockOffer } from '../offers.ts'
import { lockOpenCase, type OfferCase } from './cases.ts'
import { type Reason, reasonOf } from './judge-offer.ts'
import { manyReports, type ReportReason, reportReasons } from './report-reasons.ts'

export interface ReportOffer {
  readonly offerId: string
  readonly reason: ReportReason
  readonly words: string
  /** The account, or the network address of a visitor. */
  readonly source: { readonly account: string } | { readonly address: string }
  /** How a trusted role over the territory speaks; undefined for everybody else. */
  readonly trusted: Grounds | undefined
}

export type Reported =
  /** `paused`: the offer no longer shows. */
  { readonly reported: true; readonly paused: boolean } | { readonly reported: false; readonly why: 'unknown' }

/** Sources kept for one case: a crowd says no more than this many people do. */
const mostReports = 50
/** How long a source that was heard on this offer is not counted again. */
const heardFor = { hours: 7 * 24 } as const

/**
 * Takes a report on a published offer. One puts it before the coordination, several independent ones before all others; however many,
 * they never take it away. Only a grave reason in the mouth of a trusted role pauses it at once. Saying it again changes nothing.
 */
export function reportOffer(
  services: Services,
  { offerId, reason, words, source, trusted }: ReportOffer,
): Promise<Reported> {
  const by = 'account' in source ? source.account : undefined
  const mark = 'account' in source ? `account:${source.account}` : services.key.mac('offer reports', source.address)
  return services.db.transaction().execute(async (tx): Promise<Reported> => {
    const offer = await lockOffer(tx, offerId)
    if (!offer || !['published', 'paused', 'waiting'].includes(offer.state)) return { reported: false, why: 'unknown' }
    const { territoryId } = offer
    if (offer.state === 'published' || offer.state === 'waiting') {
      const kept = await keepReport(services, tx, { territoryId, offerId, reason, words, mark, by })
      if (!kept) return { reported: true, paused: false }
    }
    if (offer.state !== 'published' || !trusted || !reportReasons[reason].grave)
      return { reported: true, paused: false }
    const moved = await moveOfferIn(services, tx, {
      ...{ territoryId, offerId, to: 'waiting', as: 'coordinator' },
      grounds: trusted,
      said: 'offer.paused',
    })
    if (!moved.changed) return { reported: true, paused: false }
    await tx
      .updateTable('offer_cases')
      .set({ priority: 2 })
      .where('territory_id', '=', territoryId)
      .where('offer_id', '=', offerId)
      .where('outcome', '=', 'open')
      .execute()
    return { reported: true, paused: true }
  })
}

interface Report {
  readonly territoryId: string
  readonly offerId: string
  readonly reason: ReportReason
  readonly words: string
  readonly mark: string
  readonly by: string | undefined
}

/** Writes the report into the offer's open case; false when this source was heard already, or enough were. */
async function keepReport(services: Services, tx: Db, report: Report): Promise<boolean> {
  const { territoryId, offerId, mark } = report
  const now = services.clock.now()
  const heard = await tx
    .selectFrom('offer_reports')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
    .where('source', '=', mark)
    .where('reported_at', '>', moment(now.subtract(heardFor)))
    .executeTakeFirst()
  if (heard) return false
  const open = (await lockOpenCase(tx, territoryId, offerId)) ?? (await openReported(services, tx, report))
  const count = await countReports(tx, open)
  if (count >= mostReports) return false
  await tx
    .insertInto('offer_reports')
    .values({
      territory_id: territoryId,
      id: services.newId(),
      offer_id: offerId,
      case_id: open.id,
      source: mark,
      account_id: report.by ?? null,
      reason: report.reason,
      words: report.words,
      reported_at: now.toString(),
    })
    .execute()
  await tellCase(tx, open, count + 1)
  return true
}

async function openReported(
  { newId, clock }: Pick<Services, 'newId' | 'clock'>,
  tx: Db,
  { territoryId, offerId }: Report,
): Promise<Pick<OfferCase, 'territoryId' | 'id' | 'reasons' | 'priority'>> {
  const id = newId()
  await tx
    .insertInto('offer_cases')
    .values({
      territory_id: territoryId,
      id,
      offer_id: offerId,
      opened_at: clock.now().toString(),
      reasons: '[]',
      decided_by: null,
      offer_version: null,
      state_before: null,
    })
    .execute()
  return { territoryId, id, reasons: [], priority: 0 }
}

async function countReports(tx: Db, { territoryId, id }: Pick<OfferCase, 'territoryId' | 'id'>): Promise<number> {
  const { count } = await tx
    .selectFrom('offer_reports')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('territory_id', '=', territoryId)
    .where('case_id', '=', id)
    .executeTakeFirstOrThrow()
  return count
}

async function tellCase(
  tx: Db,
  { territoryId, id, reasons, priority }: Pick<OfferCase, 'territoryId' | 'id' | 'reasons' | 'priority'>,
  count: number,
): Promise<void> {
  const said: Reason = reasonOf(
    'reported',
    count === 1 ? 'Une personne a signalé cette offre.' : `${count} personnes ont signalé cette offre.`,
  )
  await tx
    .updateTable('offer_cases')
    .set({
      reasons: JSON.stringify([said, ...reasons.filter(({ sign }) => sign !== 'reported')]),
      priority: Math.max(priority, count >= manyReports ? 1 : 0),
    })
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .execute()
}
