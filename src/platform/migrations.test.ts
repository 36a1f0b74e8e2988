import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { eachEngine } from '../../test/engines.ts'
import { openEmbedded } from './database.ts'
import { type Migration, MigrationError, migrate, readMigrations } from './migrations.ts'

const step = (name: string, text: string, sha256 = text): Migration => ({ name, sql: text, sha256 })

test('the steps of the repository are numbered without a gap in their order', () => {
  const names = readMigrations().map(({ name }) => name)
  assert.ok(names.length >= 2)
  assert.deepEqual(names, names.toSorted())
  const numbers = names.map((name) => name.slice(0, 4))
  assert.equal(new Set(numbers).size, numbers.length, 'two steps share a number')
})

eachEngine('the repository’s steps are applied once', async ({ db }) => {
  assert.deepEqual(await migrate(db), [])
})

test('steps are applied in order, each whole or not at all, and history cannot be rewritten', async (t) => {
  const database = await openEmbedded()
  t.after(() => database.close())
  const { db } = database
  const first = step('0001_first', 'create table a (n int); insert into a values (1);')
  const second = step('0002_second', 'create table b (n int); insert into nowhere values (1);')
  await assert.rejects(migrate(db, [first, second]))
  assert.deepEqual((await sql`select n from a`.execute(db)).rows, [{ n: 1 }])
  await assert.rejects(sql`select n from b`.execute(db), /does not exist/)
  assert.deepEqual(await migrate(db, [first, step('0002_second', 'create table b (n int)')]), ['0002_second'])
  await assert.rejects(migrate(db, [step('0001_first', 'create table a (n text)')]), MigrationError)
  await assert.rejects(
    migrate(db, [{ ...first, sha256: 'edited' }, step('0002_second', 'create table b (n int)')]),
    /0001_first\.sql a changé/,
  )
  await assert.rejects(migrate(db, [first]), /0002_second, que cette version ne connaît pas/)
})
