/** Who read or changed what, and the second lock on what may be read: the door of this feature. */
import './tables.ts'

export type { Deed } from './deed.ts'
export { guarded } from './guarded.ts'
export type { JournalFilter, JournalLine } from './journal.ts'
export { journalJob } from './keep-journal.ts'
export {
  type AboutKind,
  type Grounds,
  groundsOf,
  type JournalEntry,
  platformGrounds,
  record,
  recordAll,
} from './record.ts'
export { journalWeb } from './web.tsx'
