import './tables.ts'
import { takeSeats } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { type Application, weeksAtStake } from './application.ts'
import { confirmedWeeks, findApplication, lockApplication, lockOpenApplications, lockPupil } from './applications.ts'
import { applicationConfirmed } from './events.ts'
import {
  type Actor,
  hindrance,
  type MoveRefusal,
  type MoveServices,
  moveApplication,
  platformActor,
} from './move-application.ts'

export type Confirmed =
  | { readonly application: Application; readonly withdrawn: readonly Application[] }
  | MoveRefusal
  /** Nothing was taken: somebody else had the last seat, the host closed the week, or the offer is gone. One may wait for a full week. */
  | { readonly why: 'full' | 'closed' | 'not_offered' | 'withdrawn'; readonly weeks: readonly string[] }
  /** The pupil is placed elsewhere in these weeks. */
  | { readonly why: 'placed'; readonly weeks: readonly string[] }

/**
 * Takes the seat: offer, application, the pupil's weeks, the pupil's other applications for the same weeks, and the words to the hosts, all
 * together or not at all. The same request again finds it confirmed.
 */
export async function confirmApplication(
  services: MoveServices,
  { applicationId, version, by }: { readonly applicationId: string; readonly version: number; readonly by: Actor },
): Promise<Confirmed> {
  return services.db.transaction().execute(async (tx): Promise<Confirmed> => {
    const found = await findApplication(tx, applicationId)
    if (!found) return { why: 'unknown' }
    await lockPupil(tx, found)
    const application = await lockApplication(tx, applicationId)
    if (!application) return { why: 'unknown' }
    const hindered = await hindrance(tx, application, { transition: 'confirm', by: by.kind, version })
    if (hindered === 'already') return { application, withdrawn: [] }
    if (hindered) return hindered
    const { territoryId, offerId, pupilId } = application
    const asked = weeksAtStake(application)
    const placed = await confirmedWeeks(tx, { territoryId, pupilId, weeks: asked })
    if (placed.length > 0) return { why: 'placed', weeks: placed.map(({ week }) => week) }
    const seats = await takeSeats(tx, { territoryId, offerId, weeks: asked })
    if (!('taken' in seats)) return { why: seats.why, weeks: seats.full }
    return keepPlace(services, tx, application, { transition: 'confirm', by, weeks: seats.weeks })
  })
}

/**
 * What follows once the seat was taken: the pupil's weeks, the state, the pupil's other applications, and whoever reacts to a place
 * that is confirmed. The pupil and the application are locked.
 */
export async function keepPlace(
  services: MoveServices,
  tx: Db,
  application: Application,
  {
    transition,
    by,
    weeks,
  }: { readonly transition: 'confirm' | 'place'; readonly by: Actor; readonly weeks: readonly string[] },
): Promise<{ readonly application: Application; readonly withdrawn: readonly Application[] }> {
  const { territoryId, id: applicationId, pupilId } = application
  await tx
    .insertInto('confirmed_weeks')
    .values(
      weeks.map((week) => ({ territory_id: territoryId, pupil_id: pupilId, week, application_id: applicationId })),
    )
    .execute()
  const confirmed = await moveApplication(services, tx, application, {
    transition,
    by,
    facts: { weeks },
    set: { weeks, proposedWeeks: undefined, revealedAt: application.revealedAt ?? services.clock.now() },
  })
  const withdrawn = await withdrawOverlaps(services, tx, confirmed)
  await services.announce(tx, applicationConfirmed, { territoryId, applicationId })
  return { application: confirmed, withdrawn }
}

/** The pupil's other applications for one of these weeks go away, with a word to their hosts. */
async function withdrawOverlaps(
  services: MoveServices,
  tx: Db,
  confirmed: Application,
): Promise<readonly Application[]> {
  const withdrawn: Application[] = []
  for (const other of await lockOpenApplications(tx, confirmed)) {
    if (!weeksAtStake(other).some((week) => confirmed.weeks.includes(week))) continue
    withdrawn.push(
      await moveApplication(services, tx, other, {
        transition: 'overlap',
        by: platformActor,
        facts: { weeks: confirmed.weeks },
      }),
    )
  }
  return withdrawn
}
