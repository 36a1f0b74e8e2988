import type { Rows } from './cheapest-seating.ts'
import type { Seating } from './seating.ts'

/**
 * The strongly connected components of the moves that the rows allow: from the offer where a pupil sits to each other offer
 * of the row, from an offer that may lose a pupil to any seat that may gain one. A pupil can sit elsewhere in another
 * seating of the same kind only if the move lies within a component (it is part of a rotation). Tarjan (1972), no recursion.
 */
export function rotationComponents(rows: Rows, seating: Seating, mustStayFull: (o: number) => boolean): Int32Array {
  const { offers, start, offer, seats } = rows
  const { slotStart, taken, pupilIn } = seating
  // Node `offers` stands for all free seats.
  const free = offers
  const gives: number[] = []
  for (let o = 0; o < offers; o++) if (taken[o]! > 0 && !mustStayFull(o)) gives.push(o)

  const component = new Int32Array(offers + 1).fill(-1)
  const low = new Int32Array(offers + 1)
  const index = new Int32Array(offers + 1)
  const stack = new Int32Array(offers + 1)
  const calls = new Int32Array(offers + 1)
  const atSlot = new Uint32Array(offers + 1)
  const atPair = new Uint32Array(offers + 1)
  let stacked = 0
  let visited = 0
  let components = 0

  for (let root = 0; root < offers; root++) {
    if (index[root] !== 0) continue
    let depth = 0
    enter(root)
    calls[0] = root
    while (depth >= 0) {
      const node = calls[depth]!
      const to = nextMove(node)
      if (to >= 0) {
        if (index[to] === 0) {
          enter(to)
          calls[++depth] = to
        } else if (component[to]! < 0) low[node] = Math.min(low[node]!, index[to]!)
        continue
      }
      if (low[node] === index[node]) {
        let member = -1
        do {
          member = stack[--stacked]!
          component[member] = components
        } while (member !== node)
        components++
      }
      depth--
      if (depth >= 0) low[calls[depth]!] = Math.min(low[calls[depth]!]!, low[node]!)
    }
  }
  return component

  function enter(node: number): void {
    index[node] = ++visited
    low[node] = visited
    stack[stacked++] = node
    atSlot[node] = node === free ? 0 : slotStart[node]!
    atPair[node] = node !== free && taken[node]! > 0 ? start[pupilIn[slotStart[node]!]!]! : 0
  }

  /** The next move out of a node, -1 after the last. */
  function nextMove(node: number): number {
    if (node === free) return atSlot[node]! < gives.length ? gives[atSlot[node]!++]! : -1
    const end = slotStart[node]! + taken[node]!
    while (atSlot[node]! < end) {
      const p = pupilIn[atSlot[node]!]!
      while (atPair[node]! < start[p + 1]!) {
        const to = offer[atPair[node]!++]!
        if (to !== node) return to
      }
      atSlot[node]!++
      if (atSlot[node]! < end) atPair[node] = start[pupilIn[atSlot[node]!]!]!
    }
    // Once: a free seat can take somebody from any offer that may lose one.
    if (atSlot[node] === end && taken[node]! < seats[node]!) {
      atSlot[node] = end + 1
      return free
    }
    return -1
  }
}
