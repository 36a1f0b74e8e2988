import { callWaiting } from '#/applications/index.ts'
import { seatsOpened } from '#/offers/index.ts'
import { type Reaction, reactTo } from '#/platform/events.ts'
import { identityReactions } from './identity-mails.ts'

/** Who reacts to what: run in the transaction of what happened. */
export const reactions: readonly Reaction[] = [
  ...identityReactions,
  // Seats that a host opens go to whoever waits for them, first of all.
  reactTo(seatsOpened, async (services, tx, offer) => {
    await callWaiting(services, tx, offer)
  }),
]
