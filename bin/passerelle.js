#!/usr/bin/env node
// Runs the command line on the Node that the repository pins, whatever Node started this file.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const pinned = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', 'node')
const runtime = existsSync(pinned) ? pinned : process.execPath
const child = spawn(
  runtime,
  ['--import', join(root, 'src', 'tsx.ts'), join(root, 'src', 'cli.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0)
})
