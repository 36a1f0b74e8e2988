import type { CandidateGraph } from './candidate-graph.ts'

/** The pupils of each offer: those who have it among their candidates, ascending. */
export interface ReversePairs {
  readonly start: Uint32Array
  readonly pupil: Int32Array
}

export function reversePairs(graph: CandidateGraph): ReversePairs {
  const { pupils, offers, offer } = graph
  const start = new Uint32Array(offers + 2)
  const pairs = graph.start[pupils]!
  for (let e = 0; e < pairs; e++) start[offer[e]! + 2]!++
  for (let o = 2; o < offers + 2; o++) start[o]! += start[o - 1]!
  const pupil = new Int32Array(pairs)
  for (let p = 0; p < pupils; p++) {
    for (let e = graph.start[p]!, last = graph.start[p + 1]!; e < last; e++) pupil[start[offer[e]! + 1]!++] = p
  }
  return { start: start.subarray(0, offers + 1), pupil }
}
