/** Where each pupil stands, and how many of them: the door of this feature. */
import './tables.ts'

export { groundOf, readerOf } from './board-reader.ts'
export { type At, type Level, queryOf, readView, readWithin, withinOf } from './board-view.ts'
export { type FeedOf, findFeed, removeFeed, renewFeed } from './exports/calendar-feeds.ts'
export { weeklyMail } from './exports/mails/weekly.ts'
export { publishOpenData } from './exports/open-data-sets.ts'
export { FeedAddress } from './exports/pages/feed-address.tsx'
export { weeklyJob } from './exports/post-weekly.ts'
export { staffWithin } from './exports/staff-calendar.ts'
export { exportsWeb } from './exports/web.tsx'
export { addFigures, type Figures, placed, pupilsOf, underWay, without } from './figures.ts'
export { boardRoles, follows } from './follow.ts'
export { foldChanges, indicatorsJob, openDay } from './keep-counts.ts'
export { keepPastDays, type PastDay } from './keep-past-days.ts'
export { type KeptStatus, statusesOf } from './kept-statuses.ts'
export { latestRun } from './latest-run.ts'
export { indicatorsTopic } from './live.ts'
export { liveStreams } from './live-stream.ts'
export { BoardFrame, type Reader, schemeWords } from './pages/board-frame.tsx'
export { moverWords } from './pages/board-school.tsx'
export { areasBelow } from './read-board.ts'
export { readSchoolCurves, type SchoolCurves } from './read-curves.ts'
export { countedSchemes, figuresBy } from './read-figures.ts'
export { type Ground, liesIn, nameOf } from './read-ground.ts'
export { type ClassFigures, figuresOfClasses, figuresOfStatuses } from './read-school.ts'
export {
  hasNothing,
  type Source,
  type StatusName,
  type Step,
  statuses,
  statusInWeek,
  statusNames,
  stepOf,
} from './status.ts'
export { saveTarget } from './targets.ts'
export { indicatorsWeb } from './web.tsx'
