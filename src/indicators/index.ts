/** Where each pupil stands, and how many of them: the door of this feature. */
import './tables.ts'

export { indicatorsJob } from './keep-counts.ts'
export {
  type Mover,
  type PupilStatus,
  type Source,
  type StatusName,
  type Step,
  sourceWords,
  statuses,
  statusNames,
  stepOf,
} from './status.ts'
export { statusesOfClass, statusesOfPupil } from './statuses.ts'
export { indicatorsWeb } from './web.tsx'
