import type { Beneficiary } from '#/agreements/index.ts'
import type { Account } from '#/identity/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { post } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { dataAnsweredMail } from './mails/data-answered.ts'
import { erasePupilData } from './pupil-data.ts'
import type { RequestKind } from './tables.ts'

/**
 * What someone whom an organisation accompanies asked of it by word or letter, noted and answered in one transaction: erases what may be,
 * keeps the request and its answer as proof, and writes to them where an address is known. `formId` comes from the form: sent twice, it is
 * answered once.
 */
export async function answerPerson(
  services: Services,
  {
    person,
    formId,
    kind,
    words,
    answer,
    account,
    grounds,
  }: {
    readonly person: Beneficiary
    readonly formId: string
    readonly kind: RequestKind
    readonly words: string
    readonly answer: string
    readonly account: Account
    readonly grounds: Grounds
  },
): Promise<void> {
  const { db, clock } = services
  const { territoryId, id: pupilId, email } = person
  const now = clock.now()
  const name = `${person.firstName} ${person.lastName}`
  await db.transaction().execute(async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('data_requests')
      .values({
        ...{ territory_id: territoryId, id: formId, pupil_id: pupilId, school: '', kind, words },
        ...{ asked_by: null, asked_name: name, asked_at: now.toString() },
        due_on: now.toZonedDateTimeISO('Europe/Paris').toPlainDate().add({ months: 1 }).toString(),
        ...{ answered_at: now.toString(), answered_by: account.id, answer },
      })
      .onConflict((on) => on.columns(['territory_id', 'id']).doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) return
    const line = { ...grounds, territoryId, about: { kind: 'pupil', id: pupilId } } as const
    if (kind === 'erase') {
      await erasePupilData(tx, { territoryId, pupilId }, now)
      await record(services, tx, { ...line, what: 'pupil-data.erased' })
    }
    await record(services, tx, { ...line, what: 'pupil-data.answered' })
    if (email !== undefined)
      await post(services, tx, dataAnsweredMail, {
        to: { email, name, territoryId },
        data: { territoryId, request: formId },
        once: `data-request:${formId}:answered`,
      })
  })
}
