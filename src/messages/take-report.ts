import './tables.ts'
import type { Services } from '#/platform/services.ts'
import { normalAddress, recordBounce } from './bounces.ts'
import { readReport } from './delivery-report.ts'

/** What became of a message that came back: refusals written down (0 when they were known), or why it says nothing. */
export type Taken =
  | { readonly kind: 'recorded'; readonly addresses: number }
  | { readonly kind: 'no-report' | 'no-failure' | 'not-ours' }

/**
 * Takes a delivery report. Believed only about a letter that we sent to that very address: anyone can write to the mailbox where
 * reports arrive, and must not be able to have an address passed over.
 */
export async function takeReport(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  message: Uint8Array,
): Promise<Taken> {
  const read = await readReport(message)
  if (!read) return { kind: 'no-report' }
  const failed = read.reports.filter(({ action }) => action === 'failed')
  if (failed.length === 0) return { kind: 'no-failure' }
  if (read.letterIds.length === 0) return { kind: 'not-ours' }
  return services.db.transaction().execute(async (tx): Promise<Taken> => {
    const letters = await tx
      .selectFrom('letters')
      .select(['territory_id', 'id', 'address'])
      .where('id', 'in', read.letterIds)
      .where('channel', '=', 'mail')
      .where('state', 'in', ['handed', 'sent', 'uncertain', 'refused'])
      .execute()
    let addresses = 0
    let known = false
    for (const { territory_id, id, address } of letters) {
      const report = failed.find((each) => address !== null && normalAddress(each.address) === normalAddress(address))
      if (!report || address === null) continue
      known = true
      const { status } = report
      const kind = status.startsWith('4.') ? 'temporary' : 'permanent'
      if (await recordBounce(services, tx, { address, kind, status, letterId: id, source: 'report' })) addresses++
      await tx
        .updateTable('letters')
        .set({ state: 'refused', why: 'refused_recipient', answer: status })
        .where('territory_id', '=', territory_id)
        .where('id', '=', id)
        .execute()
    }
    return known ? { kind: 'recorded', addresses } : { kind: 'not-ours' }
  })
}
