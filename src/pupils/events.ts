import { defineEvent } from '#/platform/events.ts'

/** Pupils changed class within their school. */
export const pupilsMoved = defineEvent<{
  readonly territoryId: string
  readonly school: string
  readonly moves: readonly { readonly pupilId: string; readonly classId: string }[]
}>('pupils.moved')
