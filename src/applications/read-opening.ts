import { findOffer, type Offer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { type Pupil, periodsOfClass } from '#/pupils/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { confirmedWeeks } from './applications.ts'
import type { Opening } from './openness.ts'

/** All that says whether an offer is open to a pupil now; undefined when there is no such offer where the pupil lives. */
export async function readOpening(
  db: Db,
  { offerId, pupil, now }: { offerId: string; pupil: Pupil; now: Temporal.Instant },
): Promise<Opening | undefined> {
  const offer = await findOffer(db, offerId)
  return offer && openingOf(db, { offer, pupil, now })
}

export async function openingOf(
  db: Db,
  { offer, pupil, now }: { offer: Offer; pupil: Pupil; now: Temporal.Instant },
): Promise<Opening | undefined> {
  if (offer.territoryId !== pupil.territoryId) return undefined
  const { territoryId } = pupil
  const periods = await periodsOfClass(db, territoryId, pupil.classId)
  const weeks = offer.weeks.map(({ week }) => week)
  const held = await confirmedWeeks(db, { territoryId, pupilId: pupil.id, weeks })
  const timeZone = await timeZoneOf(db, territoryId)
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  return { offer, pupil, periods, held: held.map(({ week }) => week), today }
}
