import type { Problem } from '#/allocation/solver/index.ts'

export interface Instance {
  readonly pupils: number
  /** Candidates of each pupil: the nearest offers. */
  readonly candidates: number
  /** Unless given, a quarter as many as pupils. */
  readonly offers?: number
  readonly seatsPerPupil: number
  /** Homes and offers in towns of very unequal size, or spread evenly. */
  readonly clustered: boolean
  readonly seed: number
}

/** A synthetic territory: homes and offers in the plane, journeys by distance with a part of chance, wishes, a lottery. */
export function generate(instance: Instance): Problem {
  const random = randomOf(instance.seed)
  const { pupils } = instance
  const offers = instance.offers ?? Math.max(1, Math.round(pupils / 4))
  const side = Math.sqrt(pupils)
  const towns = Array.from({ length: Math.max(1, Math.round(pupils / 400)) }, () => ({
    x: random() * side,
    y: random() * side,
    size: random() ** -0.8,
  }))
  let total = 0
  const sizes = towns.map((town) => (total += town.size))
  const place = (spread: number): [number, number] => {
    if (!instance.clustered || random() < 0.2) return [random() * side, random() * side]
    const aim = random() * total
    let low = 0
    for (let high = sizes.length - 1; low < high; ) {
      const middle = (low + high) >> 1
      if (sizes[middle]! < aim) low = middle + 1
      else high = middle
    }
    const town = towns[low]!
    const angle = random() * 2 * Math.PI
    const radius = spread * Math.sqrt(town.size) * Math.sqrt(-2 * Math.log(1 - random()))
    return [town.x + radius * Math.cos(angle), town.y + radius * Math.sin(angle)]
  }
  const homes = Array.from({ length: pupils }, () => place(4))
  const sites = Array.from({ length: offers }, () => place(2.5))
  const seats = new Int32Array(offers)
  for (let left = Math.round(pupils * instance.seatsPerPupil); left > 0; left--) {
    seats[Math.floor(random() ** 1.5 * offers)]!++
  }
  const index = new Map<number, number[]>()
  const cell = 6
  const columns = Math.ceil((side * 3) / cell)
  const cellOf = (x: number, y: number) => Math.floor((x + side) / cell) + columns * Math.floor((y + side) / cell)
  sites.forEach(([x, y], o) => {
    const key = cellOf(x, y)
    const list = index.get(key)
    if (list) list.push(o)
    else index.set(key, [o])
  })
  const count = Math.min(instance.candidates, offers)
  const start = new Uint32Array(pupils + 1)
  const offer = new Uint32Array(pupils * count)
  const worstMinutes = new Uint16Array(pupils * count)
  const cost = new Uint16Array(pupils * count)
  // Minutes per unit of distance, such that candidates spread over the tiers.
  const pace = 16 / Math.sqrt(count / 40)
  for (let p = 0; p < pupils; p++) {
    const [x, y] = homes[p]!
    let near: { o: number; distance: number }[] = []
    if (count === offers) near = sites.map((site, o) => ({ o, distance: Math.hypot(site[0] - x, site[1] - y) }))
    let ring = 0
    while (near.length < count) {
      // Everything within `ring` cells is known once a ring more has been read.
      const reach = ring > columns ? Number.POSITIVE_INFINITY : ring * cell
      near = []
      for (let dy = -ring - 1; dy <= ring + 1; dy++) {
        for (let dx = -ring - 1; dx <= ring + 1; dx++) {
          for (const o of index.get(cellOf(x + dx * cell, y + dy * cell)) ?? []) {
            const distance = Math.hypot(sites[o]![0] - x, sites[o]![1] - y)
            if (distance <= reach) near.push({ o, distance })
          }
        }
      }
      ring++
    }
    near.sort((a, b) => a.distance - b.distance || a.o - b.o)
    const row = near.slice(0, count).sort((a, b) => a.o - b.o)
    let e = p * count
    const favourite = Math.floor(random() * 15)
    for (const { o, distance } of row) {
      const out = Math.min(200, Math.round(4 + pace * distance * (0.8 + 0.4 * random())))
      const back = Math.min(200, Math.round(4 + pace * distance * (0.8 + 0.4 * random())))
      const wish = (o * 7 + favourite) % 15
      offer[e] = o
      worstMinutes[e] = Math.max(out, back)
      cost[e] = out + back + (wish === 0 ? 0 : wish === 1 ? 15 : wish === 2 ? 30 : 60)
      e++
    }
    start[p + 1] = e
  }
  const standing = Uint32Array.from({ length: pupils }, (_, p) => p)
  for (let i = pupils - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const other = standing[i]!
    standing[i] = standing[j]!
    standing[j] = other
  }
  const key = () => Math.floor(random() * 2 ** 32)
  return {
    pupils,
    offers,
    seats,
    start,
    offer,
    worstMinutes,
    cost,
    standing,
    pupilKey: Uint32Array.from({ length: pupils }, key),
    offerKey: Uint32Array.from({ length: offers }, key),
  }
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
