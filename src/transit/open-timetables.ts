import { InputProblems } from '#/platform/input-problems.ts'
import { type Progress, silent } from '#/platform/progress.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import type { Feed } from './feed.ts'
import { type FeedSource, openFeedPath, openFeedZip } from './feed-source.ts'
import type { Reach } from './index.ts'
import { releaseMemory } from './owned-memory.ts'
import { readFeed } from './read-feed.ts'
import { makeTimetableReach } from './timetable-reach.ts'

/**
 * Opens GTFS timetables, zip files or folders, any number together. Lesser defects are counted in each feed's report.
 * Rejects with InputProblems, those of all feeds at once, when one is not a timetable.
 */
export function openTimetables(paths: readonly string[], options: { progress?: Progress } = {}): Promise<Reach> {
  return openAll(
    paths.map((path) => () => openFeedPath(path)),
    options.progress ?? silent,
  )
}

/** The same from zip files' bytes: an upload, the database. */
export function openTimetableBytes(
  files: readonly NamedBytes[],
  options: { progress?: Progress } = {},
): Promise<Reach> {
  return openAll(
    files.map((file) => () => openFeedZip(file)),
    options.progress ?? silent,
  )
}

async function openAll(sources: readonly (() => FeedSource)[], progress: Progress): Promise<Reach> {
  const feeds: Feed[] = []
  const problems: InputProblems[] = []
  for (const [number, open] of sources.entries()) {
    progress({ stage: 'Lecture des horaires', done: number, total: sources.length })
    try {
      const source = open()
      feeds.push(readFeed(source))
      for (const bytes of source.tables.values()) releaseMemory(bytes)
    } catch (error) {
      if (!(error instanceof InputProblems)) throw error
      problems.push(error)
    }
  }
  if (problems.length > 0) throw new InputProblems(problems.flatMap((each) => each.problems))
  progress({ stage: 'Lecture des horaires', done: sources.length, total: sources.length })
  return makeTimetableReach(feeds)
}
