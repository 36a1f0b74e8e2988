/**
 * One instance of the solver's benchmark, in a process of its own so that its peak memory is its own:
 * `generate FILE JSON` writes a problem, `solve FILE [REFERENCE]` solves it, prints figures as JSON and writes what the
 * reference program reads.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { type Problem, type Solution, solve } from '#/allocation/solver/index.ts'
import { generate, type Instance } from './generate-problem.ts'

/** What a run tells about itself. `composite` is what the reference minimizes for the same pupils. */
export interface Figures {
  readonly placed: number
  readonly over60: number
  readonly over45: number
  readonly over30: number
  readonly totalCost: number
  readonly seconds: number
  /** Seconds of processor time, which other programs of a busy machine do not lengthen. */
  readonly processor: number
  readonly stages: Record<string, number>
  readonly megabytes: number
  readonly composite: string
}

const WEIGHTS = [2n ** 39n, 2n ** 32n, 2n ** 25n] as const

const [action, file = '', extra] = process.argv.slice(2)
if (action === 'generate') {
  const instance: Instance = JSON.parse(extra ?? '{}')
  write(file, [...arraysOf(generate(instance))])
} else if (action === 'solve') {
  const problem = readProblem(file)
  const stages: Record<string, number> = {}
  const before = process.cpuUsage()
  const begin = performance.now()
  let since = begin
  let current = ''
  const solution = solve(problem, {
    onProgress: (share, stage) => {
      if (stage === current && share < 1) return
      const now = performance.now()
      if (current !== '') stages[current] = (now - since) / 1000
      since = now
      current = stage
    },
  })
  const seconds = (performance.now() - begin) / 1000
  const used = process.cpuUsage(before)
  const processor = (used.user + used.system) / 1e6
  const megabytes = process.resourceUsage().maxRSS / 1024
  const { placed, over60, over45, over30, totalCost } = solution
  const composite =
    WEIGHTS[0] * BigInt(over60) + WEIGHTS[1] * BigInt(over45) + WEIGHTS[2] * BigInt(over30) + BigInt(totalCost)
  const figures: Figures = {
    ...{ placed, over60, over45, over30, totalCost },
    ...{ seconds, processor, stages, megabytes, composite: String(composite) },
  }
  process.stdout.write(JSON.stringify(figures))
  if (extra) writeReference(extra, problem, solution)
}

function arraysOf(problem: Problem): (Int32Array | Uint32Array | Uint16Array)[] {
  const { seats, start, offer, worstMinutes, cost, standing, pupilKey, offerKey } = problem
  return [seats, start, offer, worstMinutes, cost, standing, pupilKey, offerKey]
}

function write(path: string, arrays: readonly NodeJS.ArrayBufferView[]): void {
  const out = openSync(path, 'w')
  for (const array of arrays) {
    const length = new Float64Array([array.byteLength])
    for (const part of [length, array]) {
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
      for (let at = 0; at < bytes.length; ) at += writeSync(out, bytes, at, Math.min(bytes.length - at, 2 ** 28))
    }
  }
  closeSync(out)
}

function readProblem(path: string): Problem {
  const bytes = readFileSync(path)
  let at = 0
  const next = (): ArrayBuffer => {
    const length = bytes.readDoubleLE(at)
    at += 8 + length
    return new Uint8Array(bytes.subarray(at - length, at)).buffer
  }
  const seats = new Int32Array(next())
  const start = new Uint32Array(next())
  return {
    pupils: start.length - 1,
    offers: seats.length,
    seats,
    start,
    offer: new Uint32Array(next()),
    worstMinutes: new Uint16Array(next()),
    cost: new Uint16Array(next()),
    standing: new Uint32Array(next()),
    pupilKey: new Uint32Array(next()),
    offerKey: new Uint32Array(next()),
  }
}

/** The pupils placed and all their candidates, for the reference: same pupils, same composite. */
function writeReference(path: string, problem: Problem, solution: Solution): void {
  const placed = Array.from({ length: problem.pupils }, (_, p) => p).filter((p) => solution.offerOf[p]! >= 0)
  const start = new Int32Array(placed.length + 1)
  placed.forEach((p, i) => {
    start[i + 1] = start[i]! + problem.start[p + 1]! - problem.start[p]!
  })
  const pairs = start[placed.length]!
  const offer = new Int32Array(pairs)
  const cost = new BigInt64Array(pairs)
  placed.forEach((p, i) => {
    for (let e = problem.start[p]!, to = start[i]!; e < problem.start[p + 1]!; e++, to++) {
      const minutes = problem.worstMinutes[e]!
      offer[to] = problem.offer[e]!
      cost[to] =
        (minutes > 60 ? WEIGHTS[0] : 0n) +
        (minutes > 45 ? WEIGHTS[1] : 0n) +
        (minutes > 30 ? WEIGHTS[2] : 0n) +
        BigInt(problem.cost[e]!)
    }
  })
  const out = openSync(path, 'w')
  const header = Int32Array.of(placed.length, problem.offers, pairs)
  for (const part of [header, problem.seats, start, offer, cost]) {
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
    for (let at = 0; at < bytes.length; ) at += writeSync(out, bytes, at, Math.min(bytes.length - at, 2 ** 28))
  }
  closeSync(out)
}
