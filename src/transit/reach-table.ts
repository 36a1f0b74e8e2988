import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type Progress, silent } from '#/platform/progress.ts'
import type { ReachTable, WorkPlace } from './index.ts'
import { releaseMemory } from './owned-memory.ts'
import { makeSweep, type SweepJob, type SweepRows } from './reach-sweep.ts'

/** Places are handed out by so many: often enough for progress and stopping, rarely enough to cost nothing. */
const PLACES_AT_ONCE = 32

export interface SweepOptions {
  readonly progress?: Progress
  readonly signal?: AbortSignal
  readonly threads?: number
}

/** Sweeps all places of a job, here or on several threads, and joins their rows in the order of places. */
export async function sweepPlaces(job: SweepJob, options: SweepOptions): Promise<SweepRows[]> {
  const chunks = Math.ceil(job.placeLat.length / PLACES_AT_ONCE)
  const rows = new Array<SweepRows>(chunks)
  const progress = options.progress ?? silent
  let next = 0
  let done = 0
  const take = (): number | undefined => (next < chunks ? next++ : undefined)
  const put = (chunk: number, each: SweepRows): void => {
    rows[chunk] = each
    progress({ stage: 'Calcul des trajets', done: ++done, total: chunks })
  }
  const threads = Math.min(options.threads ?? 1, chunks)
  options.signal?.throwIfAborted()
  if (threads <= 1) {
    const sweep = makeSweep(job)
    for (let chunk = take(); chunk !== undefined; chunk = take()) {
      put(chunk, sweep(...boundsOf(chunk, job)))
      await nextTurn()
      options.signal?.throwIfAborted()
    }
  } else await Promise.all(Array.from({ length: threads }, () => runWorker(job, take, put, options.signal)))
  return rows
}

const boundsOf = (chunk: number, job: SweepJob): [number, number] => [
  chunk * PLACES_AT_ONCE,
  Math.min(job.placeLat.length, (chunk + 1) * PLACES_AT_ONCE),
]

/** Keeps one thread busy until nothing is left to take. */
async function runWorker(
  job: SweepJob,
  take: () => number | undefined,
  put: (chunk: number, rows: SweepRows) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const worker = new Worker(new URL('./reach-worker.ts', import.meta.url), { workerData: job })
  try {
    await new Promise<void>((resolve, reject) => {
      let chunk = take()
      const send = (): void => {
        if (chunk === undefined) resolve()
        else worker.postMessage(boundsOf(chunk, job))
      }
      worker.on('message', (rows: SweepRows) => {
        if (chunk !== undefined) put(chunk, rows)
        chunk = take()
        send()
      })
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('the reach thread ended early')))
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      send()
    })
  } finally {
    await worker.terminate()
  }
}

/** Work places that ask the same question, found once. */
export interface DistinctPlaces {
  readonly places: readonly WorkPlace[]
  /** The distinct place of each asked place. */
  readonly of: Int32Array
}

export function distinctPlaces(asked: readonly WorkPlace[]): DistinctPlaces {
  const numbers = new Map<string, number>()
  const places: WorkPlace[] = []
  const of = Int32Array.from(asked, (place) => {
    const key = `${place.lat} ${place.lon} ${place.arriveBySeconds} ${place.leaveAfterSeconds}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, places.length)
    return places.push(place) - 1
  })
  return { places, of }
}

/** Lays the rows of distinct places out for every asked place. The rows are let go as they are used, to spare memory. */
export function layOutTable(rows: SweepRows[], of: Int32Array, distinct: number): ReachTable {
  const countOf = new Uint32Array(distinct)
  const asking: number[][] = Array.from({ length: distinct }, () => [])
  let number = 0
  for (const { counts } of rows) {
    countOf.set(counts, number)
    number += counts.length
  }
  const start = new Uint32Array(of.length + 1)
  for (let place = 0; place < of.length; place++) {
    start[place + 1] = start[place]! + countOf[of[place]!]!
    asking[of[place]!]!.push(place)
  }
  const total = start[of.length]!
  const table = {
    start,
    home: new Uint32Array(total),
    minutesOut: new Uint16Array(total),
    minutesBack: new Uint16Array(total),
  }
  number = 0
  for (let chunk = rows.shift(); chunk !== undefined; chunk = rows.shift()) {
    let from = 0
    for (const count of chunk.counts) {
      for (const place of asking[number]!) {
        table.home.set(chunk.home.subarray(from, from + count), start[place])
        table.minutesOut.set(chunk.minutesOut.subarray(from, from + count), start[place])
        table.minutesBack.set(chunk.minutesBack.subarray(from, from + count), start[place])
      }
      from += count
      number++
    }
    for (const each of [chunk.home, chunk.minutesOut, chunk.minutesBack]) releaseMemory(each)
  }
  return table
}
