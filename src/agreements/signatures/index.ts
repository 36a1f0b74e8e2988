/**
 * Who signs, how we know it was them, and what is kept of it. `move-agreement.ts` must not import this door (it is imported here): the
 * one thing that a transition calls is `openSigning`, by its own file.
 */
import './tables.ts'

export { openSigning } from './open-signing.ts'
export { type ExpectedSignatory, signatoriesFor } from './signatories-for.ts'
export { partyWords, signingDuties } from './signing-duties.ts'
export type { BoundBy, SigningResult } from './tables.ts'
