import { writeArchive } from '#/platform/archive.ts'
import type { Random } from '../random.ts'
import type { Settlements } from '../settlements.ts'
import { raiseCoaches } from './coaches.ts'
import { type Feed, type FeedSize, writeFeed } from './feed.ts'
import { raiseRail } from './rail.ts'
import { StopBook } from './stop-book.ts'
import { raiseTownBuses } from './town-buses.ts'

export type { Feed, FeedSize } from './feed.ts'

/** A generated timetable of trains, coaches and town buses, valid over the campaign's weeks and the seven before. */
export function buildTimetable(
  settlements: Settlements,
  days: { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate },
  random: Random,
): { readonly feed: Feed; readonly size: FeedSize } {
  const stops = new StopBook('A')
  const lines = [
    ...raiseRail(settlements, stops, random.fork('rail')),
    ...raiseCoaches(settlements, stops, random.fork('coaches')),
    ...raiseTownBuses(settlements, stops, random.fork('buses')),
  ]
  return writeFeed(lines, stops.stops, { first: days.first.subtract({ weeks: 7 }), last: days.last.add({ weeks: 1 }) })
}

/** The feed as the zip that publishers give. */
export function zipFeed(feed: Feed): Uint8Array {
  const encoder = new TextEncoder()
  return writeArchive([...feed].map(([name, text]) => [name, encoder.encode(text)] as const))
}
