import './tables.ts'
import { takeSeats } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Application } from './application.ts'
import { applicationOf, confirmedWeeks, lockOpenApplications } from './applications.ts'
import { keepPlace } from './confirm-application.ts'
import { type MoveServices, platformActor } from './move-application.ts'

export interface PlacePupil
  extends Pick<Application, 'territoryId' | 'pupilId' | 'classId' | 'school' | 'offerId' | 'hostId' | 'scheme'> {
  readonly weeks: readonly string[]
  /** What stands where a pupil would say what draws them. */
  readonly draws: string
}

export type Placed =
  | { readonly application: Application }
  /** Nothing was taken: the seat is gone with its offer, or the pupil is placed elsewhere in these weeks. */
  | { readonly why: 'seat' | 'placed' }

/**
 * Gives a pupil a place to which they and the host agreed elsewhere, in the caller's transaction, which holds the pupil's lock
 * (`lockPupil`) and has given back the seat that was held for them. The pupil's own application for it becomes the place, or a new one.
 */
export async function placePupil(services: MoveServices, tx: Db, given: PlacePupil): Promise<Placed> {
  const { territoryId, pupilId, offerId, weeks: asked } = given
  const elsewhere = await confirmedWeeks(tx, { territoryId, pupilId, weeks: asked })
  if (elsewhere.length > 0) return { why: 'placed' }
  const open = await lockOpenApplications(tx, given)
  const seats = await takeSeats(tx, { territoryId, offerId, weeks: asked })
  if (!('taken' in seats)) return { why: 'seat' }
  const application = open.find((each) => each.offerId === offerId) ?? (await draftOf(services, tx, given, seats.weeks))
  const { application: placed } = await keepPlace(services, tx, application, {
    transition: 'place',
    by: platformActor,
    weeks: seats.weeks,
  })
  return { application: placed }
}

async function draftOf(
  { clock, newId }: MoveServices,
  tx: Db,
  { territoryId, pupilId, classId, school, offerId, hostId, scheme, draws }: PlacePupil,
  weeks: readonly string[],
): Promise<Application> {
  const now = clock.now().toString()
  const row = await tx
    .insertInto('applications')
    .values({
      territory_id: territoryId,
      id: newId(),
      pupil_id: pupilId,
      class_id: classId,
      school,
      offer_id: offerId,
      host_id: hostId,
      scheme,
      weeks: [...weeks],
      state: 'draft',
      answers: JSON.stringify({ draws }),
      submitted_at: now,
      since: now,
      waits_since: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return applicationOf(row)
}
