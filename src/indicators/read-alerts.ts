import type { Db } from '#/platform/database.ts'
import type { Behind } from './alerts.ts'
import { latestRun } from './latest-run.ts'
import type { Board } from './read-board.ts'
import { communesWithinReach } from './read-reach.ts'
import { hostsToCall, openSeats } from './seats.ts'
import { figuresOfSlices } from './slices.ts'

/** An area that is behind, with what there is to act on. */
export interface AreaNeed {
  readonly behind: Behind
  /** Seats open within reach of its schools, in the week with most of those to come that its pupils need. */
  readonly seats: number
  /** Hosts within reach without a seat open: those that the page of calls lists. */
  readonly hosts: number
}

/** What stands open within reach of the few areas that are behind, and whom one could ask; nothing about a past day. */
export async function readAlerts(db: Db, { behind, territory, scheme, view, today }: Board): Promise<AreaNeed[]> {
  if (view.day || behind.length === 0) return []
  const run = await latestRun(db, territory.id)
  const asked = { territoryId: territory.id, scheme, day: undefined }
  const thisWeek = `${today.yearOfWeek}-W${String(today.weekOfYear).padStart(2, '0')}`
  const needs: AreaNeed[] = []
  for (const each of behind) {
    const communes = await communesWithinReach(db, territory.id, each.at)
    const needed = await figuresOfSlices(db, asked, each.at, 'weeks')
    const byWeek = new Map<string, number>()
    for (const { week, seats } of await openSeats(db, asked, communes))
      if (week >= thisWeek && needed.has(`week:${week}`)) byWeek.set(week, (byWeek.get(week) ?? 0) + seats)
    const { hosts } = await hostsToCall(db, { ...asked, runId: run?.id }, communes)
    needs.push({ behind: each, seats: Math.max(0, ...byWeek.values()), hosts: hosts.length })
  }
  return needs
}
