import type { Db } from '#/platform/database.ts'
import { type GoingRun, goingRun, latestRun } from './latest-run.ts'
import type { Ground } from './read-ground.ts'
import { communesWithinReach } from './read-reach.ts'
import { readWeeks, type WeekNeeds } from './read-weeks.ts'
import { type HostToCall, hostsToCall } from './seats.ts'

export interface Calls {
  readonly hosts: readonly HostToCall[]
  /** Of so many. */
  readonly count: number
}

/** Pupils against the seats within their reach, and whom to call; nobody is called about a past day. */
export async function readSeats(
  db: Db,
  ground: Ground,
): Promise<{ readonly needs: WeekNeeds; readonly calls: Calls | undefined; readonly going: GoingRun | undefined }> {
  const { territory, here, view } = ground
  const communes = here && (await communesWithinReach(db, territory.id, here.at))
  return {
    needs: await readWeeks(db, ground, communes),
    calls: view.day ? undefined : await readCalls(db, ground, communes),
    going: view.day ? undefined : await goingRun(db, territory.id),
  }
}

/** The hosts to call for an area: within reach of its schools, without a seat open. */
export async function readCalls(
  db: Db,
  { territory, here, scheme }: Ground,
  communes?: readonly string[],
): Promise<Calls> {
  const reach = communes ?? (here && (await communesWithinReach(db, territory.id, here.at)))
  const run = await latestRun(db, territory.id)
  return hostsToCall(db, { territoryId: territory.id, scheme, runId: run?.id }, reach)
}
