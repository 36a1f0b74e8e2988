import type { Db } from '#/platform/database.ts'
import type { Wave } from '#/proposals/index.ts'
import { findArea } from '#/territory/index.ts'
import { countHelped, type HelpQuery } from './help-list.ts'

/** A wave that someone may start, or the one that waits already: of a scheme, in a territory or one of its bassins. */
export interface Launch {
  readonly scheme: string
  /** Code; undefined for the whole territory. */
  readonly bassin: string | undefined
  readonly bassinName: string | undefined
  /** Who miss weeks that nobody proposes them yet. */
  readonly pupils: number
  /** Is being computed, or waits to be looked at. */
  readonly wave: Wave | undefined
}

/** The waves that an account may start in a territory: for all of it, or for each bassin it coordinates. Call it in `guarded`. */
export async function readLaunches(
  tx: Db,
  query: HelpQuery,
  { bassins, open }: { readonly bassins: readonly string[] | undefined; readonly open: readonly Wave[] },
): Promise<readonly Launch[]> {
  const { territoryId } = query
  const waves = open.filter(({ state }) => state !== 'failed')
  const launches: Launch[] = []
  for (const bassin of bassins ?? [undefined]) {
    const counts = await countHelped(tx, { ...query, bassin })
    const here = waves.filter((wave) => wave.bassin === bassin)
    const area = bassin === undefined ? undefined : await findArea(tx, territoryId, 'bassin', bassin)
    for (const scheme of new Set([...here, ...counts].map((each) => each.scheme))) {
      const pupils = counts
        .filter((each) => each.scheme === scheme && (each.standing === 'waiting' || each.standing === 'unreached'))
        .reduce((sum, count) => sum + count.pupils, 0)
      const wave = here.find((each) => each.scheme === scheme)
      if (pupils > 0 || wave) launches.push({ scheme, bassin, bassinName: area?.name ?? bassin, pupils, wave })
    }
  }
  return launches
}
