import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Application } from './application.ts'

/** A message between host and pupil, as it stands in the conversation. */
export interface ApplicationMessage {
  readonly id: string
  readonly by: 'pupil' | 'host'
  readonly byName: string
  readonly body: string
  readonly at: Temporal.Instant
}

export interface NewApplicationMessage {
  readonly by: 'pupil' | 'host'
  readonly byAccount: string | undefined
  readonly byName: string
  readonly body: string
  /** Of the form: the same key again adds nothing. */
  readonly formKey: string
}

/** Enough to agree on a week; a conversation that needs more needs a telephone call through the school. */
export const mostMessages = 40

export async function listMessages(
  db: Db,
  { territoryId, id }: Pick<Application, 'territoryId' | 'id'>,
): Promise<ApplicationMessage[]> {
  const rows = await db
    .selectFrom('application_messages')
    .select(['id', 'by_kind as by', 'by_name as byName', 'body', 'at'])
    .where('territory_id', '=', territoryId)
    .where('application_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .limit(2 * mostMessages)
    .execute()
  return rows
}

export async function countMessages(
  db: Db,
  { territoryId, id }: Pick<Application, 'territoryId' | 'id'>,
  by: 'pupil' | 'host',
): Promise<number> {
  const { count } = await db
    .selectFrom('application_messages')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('territory_id', '=', territoryId)
    .where('application_id', '=', id)
    .where('by_kind', '=', by)
    .executeTakeFirstOrThrow()
  return count
}

/** Adds a message; undefined when the same form sent it already. */
export async function addMessage(
  tx: Db,
  { territoryId, id: applicationId }: Pick<Application, 'territoryId' | 'id'>,
  { by, byAccount, byName, body, formKey }: NewApplicationMessage,
  { id, now }: { readonly id: string; readonly now: Temporal.Instant },
): Promise<string | undefined> {
  const inserted = await tx
    .insertInto('application_messages')
    .values({
      territory_id: territoryId,
      id,
      application_id: applicationId,
      by_kind: by,
      by_account: byAccount ?? null,
      by_name: byName,
      body,
      at: now.toString(),
      form_key: formKey,
    })
    .onConflict((on) => on.columns(['territory_id', 'application_id', 'form_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id
}
