import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { eachEngine } from '../../test/engines.ts'
import { moment, openDatabase } from './database.ts'

eachEngine('columns come back as instants, ISO dates, numbers and data', async ({ db }) => {
  const at = Temporal.Instant.from('2026-06-15T06:07:08.123456Z')
  const { rows } = await sql<Record<string, unknown>>`
    select ${moment(at)} as at, date '2026-06-15' as day, 5000000000::bigint as big, '{"a":[1]}'::jsonb as data,
      array['x', 'y'] as list, ${moment(Temporal.Instant.from('2026-01-01T00:00:00Z'))} < ${moment(at)} as before`.execute(
    db,
  )
  const { at: read, ...others } = rows[0]!
  assert.ok(read instanceof Temporal.Instant && read.equals(at))
  assert.deepEqual(others, { day: '2026-06-15', big: 5_000_000_000, data: { a: [1] }, list: ['x', 'y'], before: true })
})

eachEngine('a transaction that fails leaves nothing, and the connection usable', async ({ db }) => {
  await sql`create table tries (n int primary key)`.execute(db)
  await assert.rejects(
    db.transaction().execute(async (tx) => {
      await sql`insert into tries values (1)`.execute(tx)
      await sql`insert into tries values (1)`.execute(tx)
    }),
  )
  const { rows } = await sql`select n from tries`.execute(db)
  assert.deepEqual(rows, [])
  await sql`drop table tries`.execute(db)
})

const writer = `
  import { sql } from 'kysely'
  import { openDatabase } from '${join(import.meta.dirname, 'database.ts')}'
  const { db } = await openDatabase({ databaseUrl: undefined, dataDir: process.argv[1] })
  await sql\`create table kept (n int)\`.execute(db)
  for (let n = 0; ; n++) {
    await db.transaction().execute(async (tx) => { await sql\`insert into kept select \${n} from generate_series(1, 50)\`.execute(tx) })
    console.log(n)
  }`

test('what was committed before a kill -9 is there when the embedded database opens again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-killed-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', writer, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise((done) => child.once('exit', done))
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    // In the midst of writing, at no quiet moment.
    if (said.split('\n').length > 40) child.kill('SIGKILL')
  })
  await exited
  const committed = said.split('\n').length - 1
  assert.ok(committed >= 40)
  const database = await openDatabase({ databaseUrl: undefined, dataDir: folder })
  t.after(() => database.close())
  const { rows } = await sql<{ n: number; count: number }>`select n, count(*) from kept group by n order by n`.execute(
    database.db,
  )
  assert.ok(rows.length >= committed, `${committed} transactions were confirmed, ${rows.length} are there`)
  assert.ok(
    rows.every(({ n, count }, index) => n === index && count === 50),
    'each whole, none missing',
  )
})
