import type { Account } from '#/identity/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { post } from '#/messages/index.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Pupil } from '#/pupils/index.ts'
import { dataAskedMail } from './mails/data-asked.ts'
import type { RequestKind } from './tables.ts'

/** A family asks its school; asked twice, it is the same request until it is answered. */
export async function askData(
  services: Services,
  {
    pupil,
    account,
    grounds,
    kind,
    words,
  }: {
    readonly pupil: Pupil
    readonly account: Account
    readonly grounds: Grounds
    readonly kind: RequestKind
    readonly words: string
  },
): Promise<void> {
  const { db, clock, newId } = services
  const now = clock.now()
  const { territoryId, id: pupilId, school } = pupil
  await db.transaction().execute(async (tx) => {
    const id = newId()
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('data_requests')
      .values({
        territory_id: territoryId,
        id,
        pupil_id: pupilId,
        school,
        kind,
        words,
        asked_by: account.id,
        asked_name: account.name,
        asked_at: now.toString(),
        due_on: now.toZonedDateTimeISO('Europe/Paris').toPlainDate().add({ months: 1 }).toString(),
      })
      .onConflict((on) => on.columns(['territory_id', 'pupil_id', 'kind']).where('answered_at', 'is', null).doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) return
    await record(services, tx, {
      ...grounds,
      territoryId,
      what: 'pupil-data.asked',
      about: { kind: 'pupil', id: pupilId },
    })
    for (const accountId of await officeOf(tx, territoryId, school, now))
      await post(services, tx, dataAskedMail, {
        to: { accountId, territoryId },
        data: { territoryId, request: id },
        once: `data-request:${id}:${accountId}`,
      })
  })
}

/** Those who answer at the school. */
async function officeOf(tx: Db, territoryId: string, school: string, now: Temporal.Instant): Promise<string[]> {
  const rows = await tx
    .selectFrom('grants')
    .select('account_id')
    .distinct()
    .where('territory_id', '=', territoryId)
    .where('scope_kind', '=', 'school')
    .where('scope_id', '=', school)
    .where('role', 'in', ['head', 'secretary'])
    .where('ended_at', 'is', null)
    .where((on) => on.or([on('starts_at', 'is', null), on('starts_at', '<=', moment(now))]))
    .where((on) => on.or([on('ends_at', 'is', null), on('ends_at', '>', moment(now))]))
    .limit(20)
    .execute()
  return rows.map(({ account_id }) => account_id)
}
