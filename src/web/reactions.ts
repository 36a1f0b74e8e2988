import type { Reaction } from '#/platform/events.ts'
import { identityReactions } from './identity-mails.ts'

/** Who reacts to what: run in the transaction of what happened. */
export const reactions: readonly Reaction[] = [...identityReactions]
