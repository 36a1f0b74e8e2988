/** A pupil to be followed; `at`: where the placement is, as far as it is known. */
export interface Followed {
  readonly pupilId: string
  readonly at: { readonly lat: number; readonly lon: number } | undefined
  /** Who follows already: stays. */
  readonly accountId: string | undefined
}

/** A teacher of the class; `load`: pupils of other classes already followed. */
export interface Follower {
  readonly accountId: string
  readonly load: number
}

/** No teacher follows more (circulaire 2016-053 leaves the number to the school; visits of more cannot be made in the weeks there are). */
export const mostFollowed = 16

const mostStarts = 8

/**
 * Proposes who follows whom: those who are followed stay, the others go evenly to the class's teachers, at most `mostFollowed` each, and
 * pupils whose placements lie near each other to the same one, near those whom they follow already, so that one journey visits several: no
 * two pupils could be exchanged to shorten the journeys. Nobody is left out while someone has room. A proposal only: a person accepts or
 * changes it. Always the same for the same class.
 */
export function proposeReferents(
  pupils: readonly Followed[],
  teachers: readonly Follower[],
): ReadonlyMap<string, string> {
  const groups = teachers.map(({ accountId, load }): Group => {
    const own = pupils.filter((pupil) => pupil.accountId === accountId)
    return { load: load + own.length, taken: 0, points: own.flatMap(({ at }) => (at ? [flat(at)] : [])), chosen: [] }
  })
  const waiting = pupils.filter(({ accountId }) => accountId === undefined)
  shareOut(groups, waiting.length)
  const known = around(waiting.flatMap(({ pupilId, at }) => (at ? [{ pupilId, ...flat(at) }] : [])))
  // Each beginning of the round gives another start; the first of the best is kept.
  const starts = Array.from({ length: Math.max(1, Math.min(mostStarts, known.length)) }, (_, index) =>
    Math.floor((index * known.length) / Math.min(mostStarts, known.length)),
  )
  const [best] = starts
    .map((start) => [...known.slice(start), ...known.slice(0, start)])
    .map((round) => exchange(cut(round, groups)))
    .map((dealt) => ({ dealt, cost: dealt.reduce((sum, group) => sum + spread(group), 0) }))
    .toSorted((a, b) => a.cost - b.cost)
  const left = waiting.filter(({ at }) => at === undefined).map(({ pupilId }) => pupilId)
  const chosen = new Map(
    pupils.flatMap(({ pupilId, accountId }): [string, string][] =>
      accountId === undefined ? [] : [[pupilId, accountId]],
    ),
  )
  for (const [index, { accountId }] of teachers.entries()) {
    const group = best?.dealt[index]
    const placed = group?.chosen.map(({ pupilId }) => pupilId) ?? []
    for (const pupilId of [...placed, ...left.splice(0, (group?.taken ?? 0) - placed.length)])
      chosen.set(pupilId, accountId)
  }
  return chosen
}

interface Point {
  /** In units of a degree of latitude. */
  readonly x: number
  readonly y: number
}
type Stop = Point & { readonly pupilId: string }

interface Group {
  /** With those whom the teacher follows already. */
  readonly load: number
  /** How many more come. */
  taken: number
  /** Where those followed already are. */
  readonly points: readonly Point[]
  readonly chosen: readonly Stop[]
}

/** A longitude shrunk as in France: only compared. */
const flat = ({ lat, lon }: { readonly lat: number; readonly lon: number }): Point => ({ x: lon * 0.68, y: lat })

/** How many more each takes, so that loads end as even as they can be and none passes the most. */
function shareOut(groups: readonly Group[], count: number): void {
  for (let given = 0; given < count; given++) {
    const [least] = groups
      .filter(({ load, taken }) => load + taken < mostFollowed)
      .toSorted((a, b) => a.load + a.taken - (b.load + b.taken))
    if (!least) return
    least.taken++
  }
}

/** In the order in which a circle round their middle meets them: a first guess at who are neighbours. */
function around(stops: readonly Stop[]): Stop[] {
  const middle = centreOf(stops)
  const angle = ({ x, y }: Point): number => Math.atan2(y - middle.y, x - middle.x)
  return stops.toSorted((a, b) => angle(a) - angle(b) || (a.pupilId < b.pupilId ? -1 : 1))
}

function cut(stops: readonly Stop[], groups: readonly Group[]): Group[] {
  let start = 0
  return groups.map((group) => {
    const chosen = stops.slice(start, start + group.taken)
    start += group.taken
    return { ...group, chosen }
  })
}

/** Exchanges two pupils of two teachers, or gives one to whom a pupil of no known place would go, as long as it brings them nearer. */
function exchange(groups: readonly Group[]): Group[] {
  const now = [...groups]
  for (let better = true; better; ) {
    better = false
    for (const [a, b] of pairsOf(now.length))
      for (let i = -1; i < (now[a]?.chosen.length ?? 0); i++)
        for (let j = i < 0 ? 0 : -1; j < (now[b]?.chosen.length ?? 0); j++) {
          const [one, two] = [now[a], now[b]]
          if (!one || !two) continue
          const [first, second] = [one.chosen[i], two.chosen[j]]
          const [newOne, newTwo] = [swapped(one, first, second), swapped(two, second, first)]
          if (newOne.chosen.length > newOne.taken || newTwo.chosen.length > newTwo.taken) continue
          // More than what arithmetic rounds.
          if (spread(newOne) + spread(newTwo) > spread(one) + spread(two) - 1e-9) continue
          now[a] = newOne
          now[b] = newTwo
          better = true
        }
  }
  return now
}

const swapped = (group: Group, out: Stop | undefined, into: Stop | undefined): Group => ({
  ...group,
  chosen: [...group.chosen.filter((each) => each !== out), ...(into ? [into] : [])],
})

function pairsOf(count: number): (readonly [number, number])[] {
  const indices = Array.from({ length: count }, (_, index) => index)
  return indices.flatMap((a) => indices.slice(a + 1).map((b) => [a, b] as const))
}

/** How far a group spreads. */
function spread({ points, chosen }: Group): number {
  const all = [...points, ...chosen]
  const { x, y } = centreOf(all)
  return all.reduce((sum, each) => sum + (each.x - x) ** 2 + (each.y - y) ** 2, 0)
}

const centreOf = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
})
