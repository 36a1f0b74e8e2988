import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { buildAssets } from '#/design/build.ts'
import { findBrowser } from './browser.ts'
import { enginesEnvironment, startEngines } from './engines.ts'
import { reportTo } from './report.ts'

/**
 * `npm test`: the whole suite, on the embedded database and on a real PostgreSQL, both started once here.
 * `npm test -- identity web` runs only the files whose path holds one of the words.
 */
const root = join(import.meta.dirname, '..')
const words = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const files = globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'], { cwd: root })
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .toSorted()

if (files.length === 0) {
  process.stderr.write(words.length > 0 ? `No test file matches ${words.join(' ')}\n` : 'No test file was found\n')
  process.exit(1)
}

// Two cores: three processes keep them busy while one waits for a browser or a database.
const lanes = 3
// The journeys are the longest, and wait more than they work: what starts last ends the run.
const journeys = files.filter((file) => file.includes('journeys'))
const others = files.filter((file) => !file.includes('journeys'))
// Each process loads the application and an embedded database, some four seconds: a dozen files share them.
const size = Math.min(12, Math.ceil(others.length / lanes))
const units = [...journeys.map((file) => [file]), ...inGroups(others, size)]

process.stdout.write(
  `${files.length} test files on both databases, a file at a time as it ends; what failed is told at the end.\n${words.length === 0 ? 'The whole takes 5 to 10 minutes on two cores; `npm test -- offers` runs only the files whose path holds “offers”.\n' : ''}`,
)
const browser = findBrowser()
const [engines] = await Promise.all([startEngines(), buildAssets()])
process.stdout.write(
  `PostgreSQL at ${new URL(engines.server.url).host}, browser ${relative(root, browser).startsWith('..') ? browser : relative(root, browser)}\n`,
)
Object.assign(process.env, enginesEnvironment(engines), { CHROMIUM: browser })
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
const report = reportTo(process.stdout, files.length)

async function work(): Promise<void> {
  for (let unit = units.shift(); unit !== undefined && !stopping.signal.aborted; unit = units.shift()) {
    await report.follow(
      unit,
      run({
        cwd: root,
        files: [join(import.meta.dirname, 'batch.ts')],
        argv: unit,
        concurrency: 1,
        execArgv: ['--import', './src/tsx.ts'],
        signal: stopping.signal,
      }),
    )
  }
}
await Promise.all(Array.from({ length: lanes }, work))
if (!(await report.end()) || stopping.signal.aborted) process.exitCode = 1
await engines.stop()

function inGroups<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, at) => all.slice(at * most, (at + 1) * most))
}
