import type { Account } from '#/identity/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { post } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { lockRequest } from './data-requests.ts'
import { dataAnsweredMail } from './mails/data-answered.ts'
import { erasePupilData, type OfPupil } from './pupil-data.ts'

export type Answered = 'answered' | 'already' | 'unknown'

/** Answers a family's request: erases what may be where that was asked, keeps the answer, and writes to whoever asked. */
export async function answerRequest(
  services: Services,
  {
    of,
    requestId,
    answer,
    account,
    grounds,
  }: {
    readonly of: OfPupil
    readonly requestId: string
    readonly answer: string
    readonly account: Account
    readonly grounds: Grounds
  },
): Promise<Answered> {
  const { db, clock } = services
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    const request = await lockRequest(tx, of, requestId)
    if (!request) return 'unknown'
    if (request.answeredAt) return 'already'
    const about = { kind: 'pupil', id: of.pupilId } as const
    const line = { ...grounds, territoryId: of.territoryId, about }
    if (request.kind === 'erase') {
      await erasePupilData(tx, of, now)
      await record(services, tx, { ...line, what: 'pupil-data.erased' })
    }
    await tx
      .updateTable('data_requests')
      .set({ answered_at: now.toString(), answered_by: account.id, answer })
      .where('territory_id', '=', of.territoryId)
      .where('id', '=', requestId)
      .execute()
    await record(services, tx, { ...line, what: 'pupil-data.answered' })
    if (request.askedBy !== undefined)
      await post(services, tx, dataAnsweredMail, {
        to: { accountId: request.askedBy, territoryId: of.territoryId },
        data: { territoryId: of.territoryId, request: requestId },
        once: `data-request:${requestId}:answered`,
      })
    return 'answered'
  })
}
