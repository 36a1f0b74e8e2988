import './tables.ts'
import { findPupil } from '#/pupils/index.ts'
import { type Application, mostOpenApplications } from './application.ts'
import { countOpen, findApplication, lockApplication, lockPupil } from './applications.ts'
import { type Actor, hindrance, type MoveRefusal, type MoveServices, moveApplication } from './move-application.ts'
import { chosenScheme, type NotOpen, openWeeks } from './openness.ts'
import { readOpening } from './read-opening.ts'
import { findSettings } from './settings.ts'
import { callWaiting, unclaimedSeats } from './waiting-list.ts'

export type Submitted =
  | { readonly application: Application }
  | MoveRefusal
  | { readonly why: 'not_open'; readonly notOpen: NotOpen }
  /** The weeks of the draft are not offered any more. */
  | { readonly why: 'weeks' }
  | { readonly why: 'too_many'; readonly most: number }

/**
 * Sends a draft to the host; or puts it on the waiting list, when a week of it has no seat left or others wait for one.
 * The same request again finds it sent.
 */
export async function submitApplication(
  services: MoveServices,
  { applicationId, version, by }: { readonly applicationId: string; readonly version: number; readonly by: Actor },
): Promise<Submitted> {
  return services.db.transaction().execute(async (tx): Promise<Submitted> => {
    const now = services.clock.now()
    const found = await findApplication(tx, applicationId)
    if (!found) return { why: 'unknown' }
    await lockPupil(tx, found)
    const draft = await lockApplication(tx, applicationId)
    if (!draft) return { why: 'unknown' }
    const hindered = await hindrance(tx, draft, { transition: 'submit', by: by.kind, version })
    if (hindered) {
      const queued = await hindrance(tx, draft, { transition: 'queue', by: by.kind, version })
      if (hindered === 'already' || queued === 'already') return { application: draft }
      return hindered
    }
    const pupil = await findPupil(tx, draft.pupilId)
    const opening = pupil && (await readOpening(tx, { offerId: draft.offerId, pupil, now }))
    if (!opening) return { why: 'unknown' }
    const open = openWeeks(opening)
    if ('why' in open) return { why: 'not_open', notOpen: open }
    if (chosenScheme(opening.offer, open, draft.weeks) === undefined) return { why: 'weeks' }
    if ((await countOpen(tx, draft)) >= mostOpenApplications) return { why: 'too_many', most: mostOpenApplications }
    const { anonymousApplications } = await findSettings(tx, draft.territoryId)
    const free = await unclaimedSeats(tx, draft)
    const waits = draft.weeks.some((week) => (free.get(week) ?? 0) === 0) || (await someoneWaits(draft))
    const application = await moveApplication(services, tx, draft, {
      transition: waits ? 'queue' : 'submit',
      by,
      facts: { weeks: draft.weeks },
      set: { revealedAt: anonymousApplications ? undefined : now },
    })
    if (!waits) return { application }
    // Those before may have been waiting for a seat that the host added since.
    await callWaiting(services, tx, draft)
    return { application: (await findApplication(tx, applicationId)) ?? application }

    async function someoneWaits({ territoryId, offerId, weeks }: Application): Promise<boolean> {
      const waiting = await tx
        .selectFrom('applications')
        .select('weeks')
        .where('territory_id', '=', territoryId)
        .where('offer_id', '=', offerId)
        .where('state', '=', 'waiting')
        .execute()
      return waiting.some((row) => row.weeks.some((week) => weeks.includes(week)))
    }
  })
}
