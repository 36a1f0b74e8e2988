import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { FolderInUse, lockFolder } from './folder-lock.ts'

function scratch(t: { after(done: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-lock-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const holder = `
  import { lockFolder } from '${join(import.meta.dirname, 'folder-lock.ts')}'
  lockFolder(process.argv[1]); console.log('held'); setInterval(() => {}, 1000)`

test('a folder held by another process is refused, and taken over once that process was killed', async (t) => {
  const folder = scratch(t)
  const other = spawn(process.execPath, ['--input-type=module-typescript', '-e', holder, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((done) => other.stdout.once('data', done))
  assert.throws(
    () => lockFolder(folder),
    (error) => error instanceof FolderInUse && error.pid === other.pid,
  )
  const exited = new Promise((done) => other.once('exit', done))
  other.kill('SIGKILL')
  await exited
  lockFolder(folder)()
})

test('a lock left by a number that another program has since is stale', (t) => {
  const folder = scratch(t)
  // Process 1 is alive on every system, but did not start at tick 7.
  writeFileSync(join(folder, 'passerelle.lock'), '1 7\n')
  lockFolder(folder)()
})

test('a folder given back can be taken again', (t) => {
  const folder = scratch(t)
  for (let times = 0; times < 2; times++) lockFolder(folder)()
})
