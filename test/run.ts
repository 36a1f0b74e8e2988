import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
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
const child = spawn(
  process.execPath,
  // Two cores: three processes keep them busy while one waits for a browser or a database.
  ['--import', './src/tsx.ts', '--test', '--test-concurrency=3', '--test-reporter=spec', ...files],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...enginesEnvironment(engines), CHROMIUM: browser } },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
const code = await new Promise<number>((done) => child.once('exit', (exit) => done(exit ?? 1)))
await engines.stop()
process.exitCode = code
