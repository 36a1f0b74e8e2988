import type { Db } from '#/platform/database.ts'
import type { Behind } from './alerts.ts'
import { latestRun } from './latest-run.ts'
import type { Board } from './read-board.ts'
import { hostsToCall, openSeats } from './seats.ts'

/** An area that is behind, with what there is to act on. */
export interface AreaNeed {
  readonly behind: Behind
  /** Seats still open there, over all weeks. */
  readonly seats: number
  /** Hosts there without a seat open. */
  readonly hosts: number
}

/** What stands open in the few areas that are behind, and whom one could ask; nothing about a past day. */
export async function readAlerts(db: Db, { behind, territory, scheme, view }: Board): Promise<AreaNeed[]> {
  if (view.day || behind.length === 0) return []
  const run = await latestRun(db, territory.id)
  const asked = { territoryId: territory.id, scheme, runId: run?.id }
  const needs: AreaNeed[] = []
  for (const each of behind) {
    const seats = await openSeats(db, asked, each.at)
    const { hosts } = await hostsToCall(db, asked, each.at)
    needs.push({ behind: each, seats: seats.reduce((sum, row) => sum + row.seats, 0), hosts: hosts.length })
  }
  return needs
}
