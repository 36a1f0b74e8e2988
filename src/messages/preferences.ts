import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Correspondent } from './correspondents.ts'
import type { AnyMail } from './mail.ts'
import { messageTopic } from './post.ts'
import { dueAt, type Rhythm } from './rhythm.ts'

type Tools = Pick<Services, 'db' | 'clock' | 'newId' | 'configuration' | 'notifications'>

export interface Choice {
  readonly rhythm: Rhythm
  readonly declined: readonly string[]
}

/** Keeps what a person chose; what already waits for them takes the new rhythm. */
export function choose(
  services: Tools,
  correspondentId: string,
  { rhythm, declined }: Choice,
  mails: ReadonlyMap<string, AnyMail>,
): Promise<void> {
  const { db, clock } = services
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('correspondents')
      .set({ rhythm, declined: [...declined], changed_at: clock.now().toString() })
      .where('id', '=', correspondentId)
      .returning('recipient')
      .executeTakeFirst()
    if (row) await reschedule(services, tx, row.recipient, rhythm, mails)
  })
}

/** Declines one kind, or with `*` all that may be declined; what must be told stays. */
export async function decline(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  correspondentId: string,
  what: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('correspondents')
      .select('declined')
      .where('id', '=', correspondentId)
      .forUpdate()
      .executeTakeFirst()
    if (!row || row.declined.includes(what)) return
    await tx
      .updateTable('correspondents')
      .set({ declined: [...row.declined, what], changed_at: clock.now().toString() })
      .where('id', '=', correspondentId)
      .execute()
  })
}

async function reschedule(
  { clock, configuration, notifications }: Tools,
  tx: Db,
  recipient: string,
  rhythm: Rhythm,
  mails: ReadonlyMap<string, AnyMail>,
): Promise<void> {
  const now = clock.now()
  const waiting = await tx
    .selectFrom('messages as m')
    .leftJoin('territories as t', 't.id', 'm.territory_id')
    .select(['m.territory_id', 'm.id', 'm.mail', 'm.ready_at', 't.time_zone'])
    .where('m.recipient', '=', recipient)
    .where('m.state', '=', 'waiting')
    .where('m.pace', '=', 'digest')
    .execute()
  for (const { territory_id, id, mail, ready_at, time_zone } of waiting) {
    const from = Temporal.Instant.compare(ready_at, now) > 0 ? ready_at : now
    const due = dueAt({ duty: mails.get(mail)?.duty ?? 'must', pace: 'digest' }, rhythm, {
      from,
      hour: configuration.digestHour,
      timeZone: time_zone ?? 'Europe/Paris',
    })
    await tx
      .updateTable('messages')
      .set({ due_at: due.toString() })
      .where('territory_id', '=', territory_id)
      .where('id', '=', id)
      .execute()
  }
  if (waiting.length > 0) await notifications.notify(tx, messageTopic)
}

/** The kinds of mail that someone was ever sent: what their page of preferences speaks of. */
export async function kindsFor(
  db: Db,
  { recipient }: Pick<Correspondent, 'recipient'>,
  mails: ReadonlyMap<string, AnyMail>,
): Promise<AnyMail[]> {
  const rows = await db
    .selectFrom('messages')
    .select('mail')
    .distinct()
    .where('recipient', '=', recipient)
    .orderBy('mail')
    .execute()
  return rows.flatMap(({ mail }) => mails.get(mail) ?? [])
}
