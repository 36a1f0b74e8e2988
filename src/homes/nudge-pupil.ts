import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { post } from '#/messages/index.ts'
import { moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Pupil } from '#/pupils/index.ts'
import { nudgeMail } from './mails/nudge.ts'

/** A pupil is not nudged again sooner, whoever does it. */
export const daysBetweenNudges = 7

export type Nudged =
  | { readonly nudged: true }
  /** Nobody can write to this pupil: say it aloud, or leave a word of advice. */
  | { readonly why: 'no_address' }
  | { readonly why: 'too_soon'; readonly from: Temporal.Instant }

/** Writes to a pupil who is stuck, once a week at most: two who press at the same moment send one mail. */
export function nudgePupil(
  services: Services,
  { pupil, grounds }: { readonly pupil: Pupil; readonly grounds: Grounds },
): Promise<Nudged> {
  const { db, clock, newId } = services
  const { territoryId, id: pupilId, email, accountId, firstName, lastName } = pupil
  return db.transaction().execute(async (tx): Promise<Nudged> => {
    if (email === undefined) return { why: 'no_address' }
    await tx.selectFrom('pupils').select('id').where('id', '=', pupilId).forUpdate().executeTakeFirst()
    const now = clock.now()
    const since = now.subtract({ hours: 24 * daysBetweenNudges })
    const recent = await tx
      .selectFrom('pupil_nudges')
      .select('at')
      .where('territory_id', '=', territoryId)
      .where('pupil_id', '=', pupilId)
      .where('at', '>', moment(since))
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (recent) return { why: 'too_soon', from: recent.at.add({ hours: 24 * daysBetweenNudges }) }
    const id = newId()
    await tx
      .insertInto('pupil_nudges')
      .values({ territory_id: territoryId, id, pupil_id: pupilId, by_account: grounds.by ?? null, at: now.toString() })
      .execute()
    await record(services, tx, { ...grounds, territoryId, what: 'pupil.nudged', about: { kind: 'pupil', id: pupilId } })
    await post(services, tx, nudgeMail, {
      to:
        accountId === undefined ? { email, name: `${firstName} ${lastName}`, territoryId } : { accountId, territoryId },
      data: { pupil: pupilId },
      once: `nudge:${id}`,
    })
    return { nudged: true }
  })
}
