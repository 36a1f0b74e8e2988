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

/**
 * Proposes who follows whom: those who are followed stay, the others go evenly to the class's teachers, at most `mostFollowed` each, and
 * pupils whose placements lie near each other to the same one, so that one journey visits several. Nobody is left out while someone has
 * room. A proposal only: a person accepts or changes it. Always the same for the same class.
 */
export function proposeReferents(
  pupils: readonly Followed[],
  teachers: readonly Follower[],
): ReadonlyMap<string, string> {
  const loads = new Map(teachers.map(({ accountId, load }) => [accountId, load]))
  const chosen = new Map<string, string>()
  for (const { pupilId, accountId } of pupils)
    if (accountId !== undefined) {
      chosen.set(pupilId, accountId)
      loads.set(accountId, (loads.get(accountId) ?? mostFollowed) + 1)
    }
  const waiting = pupils.filter(({ accountId }) => accountId === undefined)
  const quotas = shares(
    waiting.length,
    teachers.map(({ accountId }) => loads.get(accountId) ?? 0),
  )
  const placed = around(waiting)
  const elsewhere = waiting.filter(({ at }) => at === undefined)
  const [best] = placed
    .map((_, start) => cut([...placed.slice(start), ...placed.slice(0, start), ...elsewhere], quotas))
    .toSorted((a, b) => spread(a) - spread(b))
  for (const [index, group] of (best ?? cut(elsewhere, quotas)).entries())
    for (const { pupilId } of group) {
      const teacher = teachers[index]
      if (teacher) chosen.set(pupilId, teacher.accountId)
    }
  return chosen
}

/** How many more each takes, so that loads end as even as they can be and none passes the most. */
function shares(count: number, loads: readonly number[]): number[] {
  const quotas = loads.map(() => 0)
  for (let given = 0; given < count; given++) {
    let least = -1
    for (const [index, load] of loads.entries()) {
      const total = load + (quotas[index] ?? 0)
      if (total >= mostFollowed) continue
      if (least === -1 || total < (loads[least] ?? 0) + (quotas[least] ?? 0)) least = index
    }
    if (least === -1) break
    quotas[least] = (quotas[least] ?? 0) + 1
  }
  return quotas
}

/** Those whose place is known, in the order in which a circle round their middle meets them: neighbours stand side by side. */
function around(pupils: readonly Followed[]): Followed[] {
  const known = pupils.flatMap((pupil) => (pupil.at ? [{ pupil, ...pupil.at }] : []))
  const middle = {
    lat: known.reduce((sum, { lat }) => sum + lat, 0) / known.length,
    lon: known.reduce((sum, { lon }) => sum + lon, 0) / known.length,
  }
  const angle = ({ lat, lon }: { lat: number; lon: number }): number => Math.atan2(lat - middle.lat, lon - middle.lon)
  return known
    .toSorted((a, b) => angle(a) - angle(b) || (a.pupil.pupilId < b.pupil.pupilId ? -1 : 1))
    .map(({ pupil }) => pupil)
}

function cut(pupils: readonly Followed[], quotas: readonly number[]): Followed[][] {
  let start = 0
  return quotas.map((quota) => {
    const group = pupils.slice(start, start + quota)
    start += quota
    return group
  })
}

/** How far the groups spread, in squared degrees (a longitude shrunk as in France): only compared. */
function spread(groups: readonly (readonly Followed[])[]): number {
  let sum = 0
  for (const group of groups) {
    const known = group.flatMap(({ at }) => at ?? [])
    const lat = known.reduce((total, each) => total + each.lat, 0) / known.length
    const lon = known.reduce((total, each) => total + each.lon, 0) / known.length
    for (const each of known) sum += (each.lat - lat) ** 2 + ((each.lon - lon) * 0.68) ** 2
  }
  return sum
}
