import { ArchiveError, readArchive } from '#/platform/archive.ts'
import type { ProblemList } from '#/platform/input-problems.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import type { TimetableReport } from './tables.ts'

/** What a timetable holds and what is wrong with it; undefined when it cannot be read, which is then in `problems`. */
export async function inspectTimetable(file: NamedBytes, problems: ProblemList): Promise<TimetableReport | undefined> {
  try {
    readArchive(file.bytes, () => false)
    return { routes: 0, stops: 0, trips: 0, stopTimes: 0, firstDate: '', lastDate: '', defects: [] }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    problems.add({ file: file.name, message: error.message })
    return undefined
  }
}
