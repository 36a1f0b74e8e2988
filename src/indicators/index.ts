/** Where each pupil stands, and how many of them: the door of this feature. */
import './tables.ts'

export { indicatorsJob } from './keep-counts.ts'
export { indicatorsWeb } from './web.tsx'
