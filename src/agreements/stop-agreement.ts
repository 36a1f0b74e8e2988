import { findApplication, freeConfirmed, lockApplication, lockPupil, plainText } from '#/applications/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Agreement } from './agreement.ts'
import { findAgreement } from './agreements.ts'
import { type Actor, type Moved, type MoveServices, moveAgreement } from './move-agreement.ts'
import { isDay } from './read-answers.ts'
import { isStopReason, reasonsFor } from './reasons.ts'
import type { AgreementState } from './tables.ts'
import { openTransitions, type TransitionName } from './transitions.ts'

export type Stopped = Moved | { readonly field: 'raison' | 'mots' | 'jour' }

const mostOfWords = 400

/** What stopping is called from a state, for this side; undefined where there is nothing to stop, or it is not theirs to. */
export const stopFrom = (state: AgreementState, who: Actor['kind']): TransitionName | undefined =>
  openTransitions(state, who).find((name) => name === 'refuse' || name === 'cancel' || name === 'interrupt')

/**
 * Ends an agreement before its time: abandoned before it is signed, cancelled before the first day, interrupted after. The seats of the
 * confirmed application are free again, unless the placement has begun. A second click finds it done.
 */
export async function stopAgreement(
  services: MoveServices,
  {
    agreementId,
    by,
    reason,
    words: given,
    lastDay,
  }: {
    readonly agreementId: string
    readonly by: Actor & { readonly kind: 'host' | 'school' | 'family' | 'pupil' }
    readonly reason: string
    readonly words: string
    /** ISO day; only asked of a placement that has begun. */
    readonly lastDay: string
  },
): Promise<Stopped> {
  const words = plainText(given)
  return services.db.transaction().execute(async (tx): Promise<Stopped> => {
    const found = await findAgreement(tx, agreementId)
    if (!found) return { why: 'unknown' }
    const application = found.amends === undefined ? await lockPlace(tx, found) : undefined
    const transition = stopFrom(found.state, by.kind)
    if (!transition) return { why: 'changed', agreement: found }
    if (!isStopReason(reason) || !reasonsFor[by.kind].includes(reason)) return { field: 'raison' }
    if (words.length > mostOfWords) return { field: 'mots' }
    const interrupts = transition === 'interrupt'
    if (interrupts && !(isDay(lastDay) && lastDay >= found.firstDay && lastDay <= found.lastDay))
      return { field: 'jour' }
    const moved = await moveAgreement(services, tx, {
      agreementId,
      transition,
      by,
      detail: { reason, ...(words === '' ? {} : { words }), ...(interrupts ? { lastDay } : {}) },
      set: { reason, ...(interrupts ? { lastDay } : {}) },
    })
    if ('agreement' in moved && !('why' in moved) && application && !interrupts)
      await freeConfirmed(services, tx, application, {
        by: { kind: by.kind === 'family' ? 'school' : by.kind, grounds: by.grounds },
        reason: 'other',
        words: '',
      })
    return moved
  })
}

/** The confirmed application that it came from, locked in the order that applications keep: the pupil, then the application. */
async function lockPlace(tx: Db, { applicationId }: Agreement) {
  if (applicationId === undefined) return undefined
  const found = await findApplication(tx, applicationId)
  if (!found) return undefined
  await lockPupil(tx, found)
  const application = await lockApplication(tx, applicationId)
  return application?.state === 'confirmed' ? application : undefined
}
