import './tables.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { knownCorrespondent } from './correspondents.ts'
import type { Channel } from './letter.ts'
import type { AnyMail } from './mail.ts'

type Tools = Pick<Services, 'db' | 'clock' | 'newId' | 'configuration'>

/** As many items in one transaction, as many people in one look. */
const batch = 100

/** Puts every item that is due in a letter: what someone waits for alone, the rest together with what else waits for the same person. */
export async function gather(services: Tools, mails: ReadonlyMap<string, AnyMail>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await gatherOnes(services, mails))) {}
  for (let after = ''; !signal.aborted; ) {
    const recipients = await recipientsDue(services, after)
    for (const recipient of recipients) await gatherDigest(services, recipient)
    const last = recipients.at(-1)
    if (last === undefined) return
    after = last
  }
}

/** Whether there may be more. */
function gatherOnes(services: Tools, mails: ReadonlyMap<string, AnyMail>): Promise<boolean> {
  return services.db.transaction().execute(async (tx) => {
    const items = await dueItems(tx, services)
      .where('pace', '=', 'now')
      .orderBy('due_at')
      .orderBy('id')
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const item of items) {
      await enclose(services, tx, [item], 'mail')
      if (mails.get(item.mail)?.texts && services.configuration.sms) {
        const { phone } = await knownCorrespondent(services, tx, item)
        if (phone !== undefined) await enclose(services, tx, [item], 'sms')
      }
    }
    return items.length === batch
  })
}

async function recipientsDue({ db, clock }: Tools, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom('messages')
    .select('recipient')
    .where('state', '=', 'waiting')
    .where('pace', '=', 'digest')
    .where('due_at', '<=', moment(clock.now()))
    .where('recipient', '>', after)
    .groupBy('recipient')
    .orderBy('recipient')
    .limit(batch)
    .execute()
  return rows.map(({ recipient }) => recipient)
}

function gatherDigest(services: Tools, recipient: string): Promise<void> {
  return services.db.transaction().execute(async (tx) => {
    await knownCorrespondent(services, tx, { recipient })
    // Whoever holds the person's row gathers alone: two workers would make two digests.
    const mine = await tx
      .selectFrom('correspondents')
      .select('id')
      .where('recipient', '=', recipient)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!mine) return
    const items = await dueItems(tx, services)
      .where('pace', '=', 'digest')
      .where('recipient', '=', recipient)
      .orderBy('posted_at')
      .orderBy('id')
      .forUpdate()
      .execute()
    if (items.length > 0) await enclose(services, tx, items, 'mail')
  })
}

const dueItems = (db: Db, { clock }: Pick<Services, 'clock'>) =>
  db
    .selectFrom('messages')
    .select(['territory_id', 'id', 'mail', 'recipient', 'name'])
    .where('state', '=', 'waiting')
    .where('due_at', '<=', moment(clock.now()))

interface Item {
  readonly territory_id: string
  readonly id: string
  readonly mail: string
  readonly recipient: string
  readonly name: string
}

/** Makes the letter that holds the items, all for one person. */
async function enclose({ clock, newId }: Tools, tx: Db, items: readonly Item[], channel: Channel): Promise<void> {
  const [first, ...others] = items
  if (!first) return
  const letterId = newId()
  const now = clock.now().toString()
  const territoryId = others.every(({ territory_id }) => territory_id === first.territory_id) ? first.territory_id : '*'
  await tx
    .insertInto('letters')
    .values({
      territory_id: territoryId,
      id: letterId,
      channel,
      recipient: first.recipient,
      name: first.name,
      mail: others.length === 0 ? first.mail : 'digest',
      state: 'due',
      made_at: now,
      due_at: now,
    })
    .execute()
  await tx
    .insertInto('enclosures')
    .values(
      items.map(({ territory_id, id }) => ({
        territory_id: territoryId,
        letter_id: letterId,
        message_territory_id: territory_id,
        message_id: id,
      })),
    )
    .execute()
  for (const [territory, ids] of Map.groupBy(items, ({ territory_id }) => territory_id))
    await tx
      .updateTable('messages')
      .set({ state: 'enclosed' })
      .where('territory_id', '=', territory)
      .where(
        'id',
        'in',
        ids.map(({ id }) => id),
      )
      .execute()
}
