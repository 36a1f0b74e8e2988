import './tables.ts'
import { freeSeats } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { type Application, weeksAtStake } from './application.ts'
import { plainText } from './application-form.ts'
import { findApplication, lockApplication, lockPupil } from './applications.ts'
import { applicationCancelled } from './events.ts'
import { type Actor, hindrance, type MoveRefusal, type MoveServices, moveApplication } from './move-application.ts'
import { isCancellationReason } from './reasons.ts'
import { callWaiting } from './waiting-list.ts'

interface Leaving {
  readonly applicationId: string
  readonly version: number
  readonly by: Actor
}

/** The pupil takes an open application back. */
export const withdrawApplication = (
  services: MoveServices,
  leaving: Leaving,
): Promise<{ readonly application: Application } | MoveRefusal> => leave(services, leaving, 'withdraw')

/** The pupil waits for a seat, when the last one went to someone else before they confirmed. */
export const queueApplication = (
  services: MoveServices,
  leaving: Leaving,
): Promise<{ readonly application: Application } | MoveRefusal> => leave(services, leaving, 'queue')

async function leave(
  services: MoveServices,
  { applicationId, version, by }: Leaving,
  transition: 'withdraw' | 'queue',
): Promise<{ readonly application: Application } | MoveRefusal> {
  return services.db.transaction().execute(async (tx) => {
    const found = await findApplication(tx, applicationId)
    if (!found) return { why: 'unknown' } as const
    await lockPupil(tx, found)
    const application = await lockApplication(tx, applicationId)
    if (!application) return { why: 'unknown' } as const
    const hindered = await hindrance(tx, application, { transition, by: by.kind, version })
    if (hindered === 'already') return { application }
    if (hindered) return hindered
    const wasCalled = application.calledAt !== undefined
    const accepted = application.state === 'accepted' || application.state === 'countered'
    const left = await moveApplication(services, tx, application, {
      transition,
      by,
      set:
        transition === 'withdraw'
          ? {}
          : {
              weeks: weeksAtStake(application),
              proposedWeeks: undefined,
              calledAt: undefined,
              ...(accepted ? { acceptedAt: application.acceptedAt ?? services.clock.now() } : {}),
            },
    })
    // The seat that was kept for it goes to the next; a seat that came free meanwhile goes to the first, which may be this one.
    if (wasCalled || transition === 'queue') await callWaiting(services, tx, left)
    return { application: (await findApplication(tx, applicationId)) ?? left }
  })
}

export type Cancelled =
  | { readonly application: Application }
  | MoveRefusal
  /** Which field of the form is to be mended. */
  | { readonly field: 'reason' | 'words' }

const mostOfWords = 400

/** Gives a confirmed place back: its seats are free, the pupil's weeks too, and the next of the waiting list is called. */
export async function cancelApplication(
  services: MoveServices,
  { applicationId, version, by, reason, words: given }: Leaving & { readonly reason: string; readonly words: string },
): Promise<Cancelled> {
  const words = plainText(given)
  return services.db.transaction().execute(async (tx): Promise<Cancelled> => {
    const found = await findApplication(tx, applicationId)
    if (!found) return { why: 'unknown' }
    await lockPupil(tx, found)
    const application = await lockApplication(tx, applicationId)
    if (!application) return { why: 'unknown' }
    const hindered = await hindrance(tx, application, { transition: 'cancel', by: by.kind, version })
    if (hindered === 'already') return { application }
    if (hindered) return hindered
    if (by.kind === 'system' || !isCancellationReason(by.kind, reason)) return { field: 'reason' }
    if (words.length > mostOfWords) return { field: 'words' }
    return { application: await freeConfirmed(services, tx, application, { by, reason, words }) }
  })
}

/**
 * Gives a confirmed place back in the caller's transaction, which holds the pupil and the application locked: `cancelApplication` without
 * its questions, for what follows from something else (an agreement that is abandoned).
 */
export async function freeConfirmed(
  services: MoveServices,
  tx: Db,
  application: Application,
  { by, reason, words }: { readonly by: Actor; readonly reason: string; readonly words: string },
): Promise<Application> {
  const { territoryId, offerId, weeks, id: applicationId } = application
  await tx
    .deleteFrom('confirmed_weeks')
    .where('territory_id', '=', territoryId)
    .where('application_id', '=', applicationId)
    .execute()
  await freeSeats(tx, { territoryId, offerId, weeks })
  const cancelled = await moveApplication(services, tx, application, {
    transition: 'cancel',
    by,
    facts: { weeks, reason, ...(words ? { words } : {}) },
    set: { reason },
  })
  await callWaiting(services, tx, cancelled)
  await services.announce(tx, applicationCancelled, { territoryId, applicationId })
  return cancelled
}
