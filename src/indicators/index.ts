/** Where each pupil stands, and how many of them: the door of this feature. */
import './tables.ts'

export { weeklyMail } from './exports/mails/weekly.ts'
export { weeklyJob } from './exports/post-weekly.ts'
export { exportsWeb } from './exports/web.tsx'
export { type Figures, placed, pupilsOf, underWay, without } from './figures.ts'
export { foldChanges, indicatorsJob, openDay } from './keep-counts.ts'
export { type KeptStatus, statusesOf } from './kept-statuses.ts'
export { latestRun } from './latest-run.ts'
export { indicatorsTopic } from './live.ts'
export { liveStreams } from './live-stream.ts'
export { schemeWords } from './pages/board-frame.tsx'
export { moverWords } from './pages/board-school.tsx'
export { readSchoolCurves, type SchoolCurves } from './read-curves.ts'
export { type ClassFigures, figuresOfClasses, figuresOfStatuses } from './read-school.ts'
export {
  hasNothing,
  type StatusName,
  type Step,
  statuses,
  statusInWeek,
  statusNames,
  stepOf,
} from './status.ts'
export { saveTarget } from './targets.ts'
export { indicatorsWeb } from './web.tsx'
