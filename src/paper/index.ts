/** Signed pages on paper: read by their codes, looked at by one person, counted like the others. The door of this feature. */
import './tables.ts'

export { countConfirmationsJob } from './count-confirmations.ts'
export { readBatchJob } from './read-batch.ts'
export { paperWeb } from './web.tsx'
