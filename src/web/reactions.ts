import { agreementSigned, applyAmendment, draftAgreement, dropAgreement, followPupils } from '#/agreements/index.ts'
import { applicationCancelled, applicationConfirmed, callWaiting, followClasses } from '#/applications/index.ts'
import { seatsOpened } from '#/offers/index.ts'
import { type Reaction, reactTo } from '#/platform/events.ts'
import { pupilsMoved } from '#/pupils/index.ts'
import { identityReactions } from './identity-mails.ts'

/** Who reacts to what: run in the transaction of what happened. */
export const reactions: readonly Reaction[] = [
  ...identityReactions,
  // Seats that a host opens go to whoever waits for them, first of all.
  reactTo(seatsOpened, async (services, tx, offer) => {
    await callWaiting(services, tx, offer)
  }),
  // A confirmed place has its agreement at once, and loses it when it is given back.
  reactTo(applicationConfirmed, async (services, tx, application) => {
    await draftAgreement(services, tx, application)
  }),
  reactTo(applicationCancelled, dropAgreement),
  // What all those concerned have signed is what the amended agreement says from now on.
  reactTo(agreementSigned, applyAmendment),
  // What a pupil asked for and was agreed follows to the new class, and is seen by those who work there.
  reactTo(pupilsMoved, async (_, tx, moved) => {
    await followClasses(tx, moved)
    await followPupils(tx, moved)
  }),
]
