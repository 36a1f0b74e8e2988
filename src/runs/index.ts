/** Allocation runs, their results and pages: the door of this feature. */
import './tables.ts'

export { sayObstacle } from './explain-words.ts'
export { summariseDays } from './keep-journeys.ts'
export { ShortageList } from './pages/shortage-list.tsx'
export { type RequestRefusal, requestRun } from './request-run.ts'
export { runJob } from './run-job.ts'
export { runProgress } from './run-progress.ts'
export { findRun, latestResult, listRuns, type RunHead } from './runs.ts'
export { listShortages, type ShortageRow } from './shortages.ts'
export type { PupilState, RunFigures, RunJourney, RunState, RunWay } from './tables.ts'
export { runsWeb } from './web.tsx'
export { sayCode } from './words.ts'
