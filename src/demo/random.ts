/** A repeatable source of chance: the same seed gives the same draws on any machine. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  below(count: number): number
  /** From `low` to `high`, both included. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  /** About a bell curve of mean 0 and deviation 1 (sum of uniforms, exact on any machine: no transcendental function). */
  bell(): number
  pick<T>(items: readonly T[]): T
  /** An index drawn by the weights given as running totals. */
  pickRunning(totals: ArrayLike<number>): number
  shuffle<T>(items: T[]): T[]
  /** An independent source: drawing more from one never shifts another. */
  fork(name: string): Random
}

/** sfc32 (Doty-Humphrey) seeded by a 32-bit FNV-1a of the text in four variants. */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = [hash(seed, 1), hash(seed, 2), hash(seed, 3), hash(seed, 4)]
  const next = (): number => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }
  for (let round = 0; round < 15; round++) next()
  const below = (count: number): number => Math.floor(next() * count)
  return {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => next() < probability,
    bell: () => (next() + next() + next() + next() - 2) * 1.7320508,
    pick: (items) => items[below(items.length)]!,
    pickRunning: (totals) => firstAbove(totals, next() * (totals[totals.length - 1] ?? 0)),
    shuffle: (items) => {
      for (let last = items.length - 1; last > 0; last--) {
        const other = below(last + 1)
        const kept = items[last]!
        items[last] = items[other]!
        items[other] = kept
      }
      return items
    },
    fork: (name) => seededRandom(`${seed}/${name}`),
  }
}

/** Running totals of weights, for `pickRunning`. */
export function runningTotals(weights: Iterable<number>): Float64Array {
  const totals = Float64Array.from(weights)
  for (let index = 1; index < totals.length; index++) totals[index]! += totals[index - 1]!
  return totals
}

/** Shares `total` whole things by weights (largest remainder), so that the parts add up to the total. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum <= 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (weight / sum) * total)
  const parts = exact.map(Math.floor)
  const left = total - parts.reduce((all, part) => all + part, 0)
  const order = exact
    .map((value, index) => ({ rest: value - Math.floor(value), index }))
    .sort((one, other) => other.rest - one.rest || one.index - other.index)
  for (const { index } of order.slice(0, left)) parts[index]! += 1
  return parts
}

function firstAbove(totals: ArrayLike<number>, wanted: number): number {
  let low = 0
  let high = totals.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (totals[middle]! > wanted) high = middle
    else low = middle + 1
  }
  return low
}

function hash(text: string, variant: number): number {
  let value = (2166136261 ^ Math.imul(variant, 0x9e3779b1)) | 0
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 16777619)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  return value ^ (value >>> 13)
}
