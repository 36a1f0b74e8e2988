/** Campaigns and their input files: the door of this feature. */
import './tables.ts'

export type { Cells, FileKind, ImportState } from './tables.ts'
