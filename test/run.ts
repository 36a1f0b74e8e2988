import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { buildAssets } from '#/design/build.ts'
import { findBrowser } from './browser.ts'
import { enginesEnvironment, startEngines } from './engines.ts'

/**
 * `npm test`: the whole suite, on the embedded database and on a real PostgreSQL, both started once here.
 * `npm test -- identity web` runs only the files whose path holds one of the words.
 */
const root = join(import.meta.dirname, '..')
const words = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const files = globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'], { cwd: root })
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  // The journeys are the longest, and wait more than they work: what starts last ends the run.
  .toSorted((a, b) => Number(b.includes('journeys')) - Number(a.includes('journeys')) || (a < b ? -1 : 1))

if (files.length === 0) {
  process.stderr.write(words.length > 0 ? `No test file matches ${words.join(' ')}\n` : 'No test file was found\n')
  process.exit(1)
}

const browser = findBrowser()
const [engines] = await Promise.all([startEngines(), buildAssets()])
process.stdout.write(
  `${files.length} test files; PostgreSQL at ${new URL(engines.server.url).host}, browser ${relative(root, browser).startsWith('..') ? browser : relative(root, browser)}\n`,
)
Object.assign(process.env, enginesEnvironment(engines), { CHROMIUM: browser })
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
// Two cores: three processes keep them busy while one waits for a browser or a database.
const results = run({
  cwd: root,
  files: files.map((file) => join(root, file)),
  concurrency: 3,
  execArgv: ['--import', './src/tsx.ts'],
  signal: stopping.signal,
})
results.on('test:fail', ({ todo, skip }) => {
  if (todo === undefined && skip === undefined) process.exitCode = 1
})
results.on('test:summary', ({ success }) => {
  if (!success) process.exitCode = 1
})
await pipeline(results, new spec(), process.stdout, { end: false })
if (stopping.signal.aborted) process.exitCode = 1
await engines.stop()
