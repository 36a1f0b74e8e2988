import type { Reaction } from '#/platform/events.ts'

/** Who reacts to what: run in the transaction of what happened. */
export const reactions: readonly Reaction[] = []
