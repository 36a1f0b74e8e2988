import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { post } from '#/messages/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import type { Pupil } from '#/pupils/index.ts'
import { adviceMail } from './mails/advice.ts'

/** What someone of the school advises a pupil. */
export interface Advice {
  readonly id: string
  readonly by: string
  readonly body: string
  readonly at: Temporal.Instant
}

export const mostOfAdvice = 600

/** The last words of advice to a pupil, the newest first. */
export async function advicesOf(
  db: Db,
  { territoryId, pupilId, limit }: { territoryId: string; pupilId: string; limit: number },
): Promise<readonly Advice[]> {
  const rows = await db
    .selectFrom('pupil_advices')
    .select(['id', 'by_name', 'body', 'at'])
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .where('removed_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, by_name, body, at }) => ({ id, by: by_name, body, at }))
}

export interface GiveAdvice {
  readonly pupil: Pupil
  readonly name: string
  readonly body: string
  /** Of the form: sent twice, it is given once. */
  readonly key: string
  readonly grounds: Grounds
}

/** Writes a word of advice on the pupil's own page, and tells them when they have an account. */
export async function giveAdvice(
  services: Services,
  { pupil, name, body, key, grounds }: GiveAdvice,
): Promise<{ readonly given: string } | { readonly why: 'empty' | 'long' }> {
  const text = body.replaceAll('\r\n', '\n').replaceAll('\0', '').trim()
  if (text === '') return { why: 'empty' }
  if (text.length > mostOfAdvice) return { why: 'long' }
  const { db, clock, newId } = services
  const { territoryId, id: pupilId, accountId } = pupil
  const id = isId(key) ? key : newId()
  await db.transaction().execute(async (tx) => {
    const at = clock.now().toString()
    const made = await tx
      .insertInto('pupil_advices')
      .values({
        territory_id: territoryId,
        id,
        pupil_id: pupilId,
        by_account: grounds.by ?? null,
        by_name: name,
        body: text,
        at,
      })
      .onConflict((on) => on.columns(['territory_id', 'id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return
    await record(services, tx, {
      ...grounds,
      territoryId,
      what: 'pupil.advised',
      about: { kind: 'pupil', id: pupilId },
    })
    if (accountId !== undefined)
      await post(services, tx, adviceMail, {
        to: { accountId, territoryId },
        data: { territoryId, advice: id },
        once: `advice:${id}`,
      })
  })
  return { given: id }
}
