import { parentPort, workerData } from 'node:worker_threads'
import { makeSweep, type SweepJob } from './reach-sweep.ts'

// The other end is `runWorker` of reach-table.ts, which sends a job, then bounds of places.
const sweep = makeSweep(workerData as SweepJob)

parentPort?.on('message', ([from, to]: [number, number]) => {
  const rows = sweep(from, to)
  parentPort?.postMessage(rows, [
    rows.counts.buffer as ArrayBuffer,
    rows.home.buffer as ArrayBuffer,
    rows.minutesOut.buffer as ArrayBuffer,
    rows.minutesBack.buffer as ArrayBuffer,
  ])
})
