import type { CandidateGraph } from './candidate-graph.ts'
import type { MaximumMatching } from './maximum-matching.ts'
import type { Problem, Shortage, Solution } from './problem.ts'

/**
 * A smallest vertex cover (König): the pupils outside the over-demanded part and the offers inside it. Every pair has an end
 * in it, and its weight in pupils and seats is the number placed, so nobody more can be.
 */
export function vertexCover(graph: CandidateGraph, matching: MaximumMatching): Solution['cover'] {
  return {
    pupils: numbers(graph.pupilAt, matching.overDemandedPupil, 0),
    offers: numbers(graph.offerAt, matching.overDemandedOffer, 1),
  }
}

/** The over-demanded part split into its connected components: groups of pupils who together can only reach so many seats. */
export function shortagesOf(problem: Problem, graph: CandidateGraph, matching: MaximumMatching): Shortage[] {
  const { pupils, offers, start, offer } = graph
  const { overDemandedPupil } = matching
  const leader = new Int32Array(offers).map((_, o) => o)
  for (let p = 0; p < pupils; p++) {
    if (overDemandedPupil[p] === 0) continue
    for (let e = start[p]! + 1; e < start[p + 1]!; e++) join(offer[start[p]!]!, offer[e]!)
  }
  const groups = new Map<number, { pupils: number[]; offers: number[] }>()
  const alone: Shortage[] = []
  for (let p = 0; p < pupils; p++) {
    if (overDemandedPupil[p] === 0) continue
    const number = graph.pupilAt[p]!
    if (start[p] === start[p + 1]) {
      alone.push({ pupils: Int32Array.of(number), offers: new Int32Array(0), seats: 0 })
      continue
    }
    groupOf(find(offer[start[p]!]!)).pupils.push(number)
  }
  for (let o = 0; o < offers; o++) {
    if (matching.overDemandedOffer[o] !== 0) groupOf(find(o)).offers.push(graph.offerAt[o]!)
  }
  const shared = [...groups.values()].map((group) => ({
    pupils: Int32Array.from(group.pupils).sort(),
    offers: Int32Array.from(group.offers).sort(),
    seats: group.offers.reduce((sum, o) => sum + problem.seats[o]!, 0),
  }))
  return [...shared, ...alone].sort((a, b) => a.pupils[0]! - b.pupils[0]!)

  function find(o: number): number {
    let root = o
    while (leader[root] !== root) {
      leader[root] = leader[leader[root]!]!
      root = leader[root]!
    }
    return root
  }
  function join(a: number, b: number): void {
    const [x, y] = [find(a), find(b)]
    if (x < y) leader[y] = x
    else leader[x] = y
  }
  function groupOf(root: number): { pupils: number[]; offers: number[] } {
    let group = groups.get(root)
    if (!group) {
      group = { pupils: [], offers: [] }
      groups.set(root, group)
    }
    return group
  }
}

/** The problem's numbers of the marked ones, ascending. */
function numbers(numberAt: Int32Array, mark: Uint8Array, wanted: number): Int32Array {
  return numberAt.filter((_, i) => mark[i] === wanted).sort()
}
