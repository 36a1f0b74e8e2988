/** What is kept about people, for how long, and what they may ask of it: the door of this feature. */
import './tables.ts'

export { keepingJob } from './jobs.ts'
