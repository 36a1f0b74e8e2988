/**
 * Fills the blank times of a trip in place, in proportion to the crow's distance between stops, or evenly where that is
 * unknown. `-1` is blank; the first and the last call must have times. Returns how many calls were filled.
 */
export function interpolateTimes(arrive: number[], depart: number[], metresToNext: (call: number) => number): number {
  let filled = 0
  let known = 0
  for (let call = 1; call < arrive.length; call++) {
    if (arrive[call]! < 0) continue
    if (call > known + 1) {
      const steps = lengths(known, call, metresToNext)
      const total = steps.reduce((sum, step) => sum + step, 0)
      const leaves = depart[known]!
      const lasts = arrive[call]! - leaves
      let gone = 0
      for (let blank = known + 1; blank < call; blank++) {
        gone += steps[blank - known - 1]!
        const time = leaves + Math.round((lasts * gone) / total)
        arrive[blank] = time
        depart[blank] = time
        filled++
      }
    }
    known = call
  }
  return filled
}

function lengths(from: number, to: number, metresToNext: (call: number) => number): number[] {
  const steps = Array.from({ length: to - from }, (_, index) => metresToNext(from + index))
  const total = steps.reduce((sum, step) => sum + step, 0)
  return total > 0 ? steps : steps.map(() => 1)
}
