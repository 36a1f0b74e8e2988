/** Signed pages on paper: read by their codes, looked at by one person, counted like the others. The door of this feature. */
import './tables.ts'

export type { BatchState, ConfirmationState, PageState } from './tables.ts'
