import { createHash } from 'node:crypto'
import { resourceUsage } from 'node:process'
import { parentPort, workerData } from 'node:worker_threads'
import {
  type AllocationInputs,
  allocate,
  type ObservedProblem,
  outputFiles,
  readInputs,
  softwareVersions,
  stopwatch,
  verify,
} from '#/allocation/index.ts'
import { InputProblems } from '#/platform/input-problems.ts'
import type { Progress } from '#/platform/progress.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import { openEstimate, openTimetableBytes, type Reach } from '#/transit/index.ts'
import { candidateExplainer } from './explain-candidates.ts'
import { explainDistances } from './explain-distance.ts'
import { journeyKeeper } from './keep-journeys.ts'
import { type ResultRow, type ResultTable, resultRows, runFigures } from './result-rows.ts'
import type { RunFigures } from './tables.ts'

/** What the thread is given: the files to read. */
export interface ThreadInput {
  readonly campaign: NamedBytes
  readonly pupils: NamedBytes
  readonly offers: NamedBytes
  readonly schools: NamedBytes | undefined
  readonly timetables: readonly NamedBytes[]
}

/** What the thread tells, in this order: progress, rows of the result, then how it ended. */
export type ThreadMessage =
  | { readonly kind: 'progress'; readonly stage: string; readonly done: number; readonly total: number }
  /** `rows` is a JSON array, so that it goes to the database as it is. */
  | { readonly kind: 'rows'; readonly table: ResultTable; readonly rows: string }
  | {
      readonly kind: 'done'
      readonly figures: RunFigures
      readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: Uint8Array }[]
      readonly verification: { readonly ok: boolean; readonly messages: readonly string[] }
    }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }

const rowsPerMessage = 1000

if (parentPort) {
  const port = parentPort
  // The thread is started by run-thread.ts alone, with this very input.
  await work(workerData as ThreadInput, (message) => port.postMessage(message))
}

/** The pipeline of the command line, on the same files, with explanations and the independent check. */
async function work(input: ThreadInput, tell: (message: ThreadMessage) => void): Promise<void> {
  const watch = stopwatch()
  const started = performance.now()
  const progress: Progress = (step) => tell({ kind: 'progress', ...step })
  try {
    progress({ stage: 'Lecture des fichiers et des horaires', done: 0, total: 1 })
    const { inputs, reach } = await watch.timeAsync('Lecture', () => openFiles(input, progress))
    const candidates = candidateExplainer(inputs)
    const journeys = journeyKeeper()
    const observed: ObservedProblem[] = []
    const result = await allocate(inputs, reach, {
      progress,
      observer: {
        problem(facts) {
          candidates.observe(facts)
          observed.push(facts)
        },
        journeys: (pair, days) => journeys.keep(pair, days),
      },
    })
    progress({ stage: 'Explications', done: 0, total: 1 })
    const beyond = await explainDistances(result, observed, reach, { progress })
    progress({ stage: 'Écriture du rapport', done: 0, total: 1 })
    const files = outputFiles(result, {
      versions: softwareVersions(),
      seconds: [...watch.stages(), ...result.seconds],
      peakMegabytes: Math.round(resourceUsage().maxRSS / 1000),
    })
    const written = [...files].map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }))
    const verification = await check(inputs, reach, written, progress)
    const rows = resultRows(result, {
      problemsOf: candidates.explain(result),
      beyondOf: (pupil) => beyond.get(pupil) ?? [],
      journeyOf: (pupil, offer, week) => journeys.journeyOf(pupil, offer, week),
    })
    tellRows(rows, tell)
    tell({
      kind: 'done',
      figures: runFigures(result, (performance.now() - started) / 1000),
      files: [...written, ...inputFilesOf(input)].map((file) => ({
        ...file,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
      })),
      verification,
    })
  } catch (error) {
    if (!(error instanceof InputProblems)) throw error
    tell({ kind: 'refused', problems: error.message.split('\n') })
  }
}

async function openFiles({ campaign, pupils, offers, schools, timetables }: ThreadInput, progress: Progress) {
  const inputs = readInputs({ campaign, pupils, offers, schools })
  return { inputs, reach: timetables.length > 0 ? await openTimetableBytes(timetables, { progress }) : openEstimate() }
}

/** What `passerelle verify` says of the files as they were written: code that shares nothing with the solver. */
async function check(
  inputs: AllocationInputs,
  reach: Reach,
  files: readonly NamedBytes[],
  progress: Progress,
): Promise<{ readonly ok: boolean; readonly messages: readonly string[] }> {
  const found = await verify(inputs, reach, new Map(files.map(({ name, bytes }) => [name, bytes])), progress)
  return { ok: found.count === 0, messages: found.reasons }
}

/** What the run read, kept beside its outputs so that anyone allowed can replay it. Timetables stay with the campaign. */
function inputFilesOf({ campaign, pupils, offers, schools }: ThreadInput): NamedBytes[] {
  return [campaign, pupils, offers, ...(schools ? [schools] : [])]
}

function tellRows(rows: Iterable<readonly [ResultTable, ResultRow]>, tell: (message: ThreadMessage) => void): void {
  const waiting = new Map<ResultTable, ResultRow[]>()
  const send = (table: ResultTable, chunk: readonly ResultRow[]) =>
    tell({ kind: 'rows', table, rows: JSON.stringify(chunk) })
  for (const [table, row] of rows) {
    const chunk = waiting.get(table) ?? []
    waiting.set(table, chunk)
    if (chunk.push(row) < rowsPerMessage) continue
    send(table, chunk)
    chunk.length = 0
  }
  for (const [table, chunk] of waiting) if (chunk.length > 0) send(table, chunk)
}
