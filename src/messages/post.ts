import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { normalAddress } from './bounces.ts'
import type { MailDefinition } from './mail.ts'
import { dueAt } from './rhythm.ts'

/** Someone with an account, or an address and a name. */
export type Addressee =
  | { readonly accountId: string; readonly territoryId?: string }
  | { readonly email: string; readonly name: string; readonly territoryId: string }

export interface NewMessage<Data extends object> {
  readonly to: Addressee
  readonly data: Data
  /** Names the event and whom it is told to: `application:<id>:submitted:<account>`. Posting it again changes nothing. */
  readonly once: string
  /** Not before this moment: a reminder. It is written from what is true then. */
  readonly notBefore?: Temporal.Instant
}

/** The topic that wakes the sender. */
export const messageTopic = 'messages'

/**
 * Tells someone something, in the caller's transaction: nothing is told unless it commits, and never twice for the same `once`.
 * Returns whether it is new.
 */
export async function post<Data extends object>(
  { clock, newId, notifications, configuration }: Pick<Services, 'clock' | 'newId' | 'notifications' | 'configuration'>,
  tx: Db,
  mail: MailDefinition<Data>,
  { to, data, once, notBefore }: NewMessage<Data>,
): Promise<boolean> {
  const now = clock.now()
  const recipient = recipientOf(to)
  const from = notBefore && Temporal.Instant.compare(notBefore, now) > 0 ? notBefore : now
  const choice = mail.pace === 'now' ? undefined : await findChoice(tx, recipient, to.territoryId)
  const due = dueAt(mail, choice?.rhythm ?? 'daily', {
    from,
    hour: configuration.digestHour,
    timeZone: choice?.timeZone ?? 'Europe/Paris',
  })
  const inserted = await tx
    .insertInto('messages')
    .values({
      territory_id: to.territoryId ?? '*',
      id: newId(),
      once,
      mail: mail.name,
      data: JSON.stringify(mail.schema.parse(data)),
      recipient,
      name: 'name' in to ? to.name : '',
      pace: mail.pace,
      posted_at: now.toString(),
      ready_at: from.toString(),
      due_at: due.toString(),
      state: 'waiting',
    })
    .onConflict((on) => on.columns(['territory_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted && due === now) await notifications.notify(tx, messageTopic)
  return inserted !== undefined
}

/** How tables name a person: by account, or by address for those who have none. */
export const recipientOf = (to: { readonly accountId: string } | { readonly email: string }): string =>
  'accountId' in to ? `account:${to.accountId}` : `email:${normalAddress(to.email)}`

async function findChoice(db: Db, recipient: string, territoryId: string | undefined) {
  const chosen = await db
    .selectFrom('correspondents')
    .select('rhythm')
    .where('recipient', '=', recipient)
    .executeTakeFirst()
  const territory =
    territoryId === undefined
      ? undefined
      : await db.selectFrom('territories').select('time_zone').where('id', '=', territoryId).executeTakeFirst()
  return { rhythm: chosen?.rhythm, timeZone: territory?.time_zone }
}
