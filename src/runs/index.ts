/** Allocation runs, their results and pages: the door of this feature. */
import './tables.ts'

export type { PupilState, RunFigures, RunState } from './tables.ts'
