import { InputProblems, type ProblemList } from '#/platform/input-problems.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import { openTimetableBytes } from '#/transit/index.ts'
import type { TimetableReport } from './tables.ts'

/** What a timetable holds and what is wrong with it; undefined when it cannot be read, which is then in `problems`. */
export async function inspectTimetable(file: NamedBytes, problems: ProblemList): Promise<TimetableReport | undefined> {
  try {
    const [report] = (await openTimetableBytes([file])).feeds
    if (!report) return undefined
    const { routes, stops, trips, stopTimes, firstDate, lastDate, defects } = report
    return { routes, stops, trips, stopTimes, firstDate, lastDate, defects }
  } catch (error) {
    if (!(error instanceof InputProblems)) throw error
    problems.problems.push(...error.problems)
    return undefined
  }
}
