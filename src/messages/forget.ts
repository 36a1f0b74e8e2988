import './tables.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { closedStates } from './letter.ts'

/** Letters in one transaction. */
const batch = 500

/**
 * After the set time, forgets whom and what: addresses, names, texts, data. What stays says that something was told, so that it is not
 * told again.
 */
export async function forget({
  db,
  clock,
  configuration,
}: Pick<Services, 'db' | 'clock' | 'configuration'>): Promise<void> {
  const until = clock.now().subtract({ hours: configuration.mailRetentionDays * 24 })
  while ((await db.transaction().execute((tx) => forgetSome(tx, until))) === batch) {}
}

async function forgetSome(tx: Db, until: Temporal.Instant): Promise<number> {
  const old = await tx
    .selectFrom('letters')
    .select(['territory_id', 'id'])
    .where('made_at', '<', moment(until))
    .where('recipient', '<>', '')
    .where('state', 'in', closedStates)
    .limit(batch)
    .forUpdate()
    .skipLocked()
    .execute()
  if (old.length === 0) return 0
  const ids = old.map(({ id }) => id)
  const territories = [...new Set(old.map(({ territory_id }) => territory_id))]
  await tx
    .updateTable('letters')
    .set({ text: null, html: null, subject: '', name: '', address: null, recipient: '' })
    .where('territory_id', 'in', territories)
    .where('id', 'in', ids)
    .execute()
  await tx
    .updateTable('messages')
    .set({ data: '{}', name: '', recipient: '' })
    .where((on) =>
      on(
        on.refTuple('territory_id', 'id'),
        'in',
        on
          .selectFrom('enclosures')
          .select(['message_territory_id', 'message_id'])
          .where('territory_id', 'in', territories)
          .where('letter_id', 'in', ids)
          .$asTuple('message_territory_id', 'message_id'),
      ),
    )
    .execute()
  return old.length
}
