import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { eachEngine } from '../../test/engines.ts'
import { namingColumns, otherHashes } from './named-files.ts'
import { timeWords } from './purpose.ts'
import { purposes } from './purposes.ts'

/** Tables about a pupil that nothing here lets go by itself: each with the reason. */
const elsewhere: Readonly<Record<string, string>> = {
  journal: 'goes after JOURNAL_DAYS (src/journal/keep-journal.ts)',
  status_touched: 'is empty when a transaction ends',
}

test('each purpose says in words what, whose, from when, how long and why', () => {
  const names = purposes.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
  for (const purpose of purposes) {
    for (const words of [purpose.what, purpose.whose, purpose.from, purpose.why]) assert.ok(words.length > 3)
    assert.match(timeWords(purpose), /^\d+ (jours?|mois|ans?)$/)
  }
})

eachEngine('the table of purposes names columns that exist, and forgets none', async ({ db }) => {
  const { rows } = await sql<{ column: string; type: string }>`
    select c.table_name || '.' || c.column_name as column, c.data_type as type
    from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`.execute(db)
  const columns = new Set(rows.map(({ column }) => column))
  for (const { table, key, with: followers = [] } of purposes) {
    for (const column of Object.keys(key)) assert.ok(columns.has(`${table}.${column}`), `${table}.${column}`)
    for (const follower of followers)
      for (const column of Object.keys(follower.at))
        assert.ok(columns.has(`${follower.table}.${column}`), `${follower.table}.${column}`)
  }

  const looksLikeFile = [...columns].filter((column) => /(?:\.|_)sha256$|\.proofs?$|\.files$/.test(column))
  const decided = new Set([...Object.keys(namingColumns), ...otherHashes, 'keep_reports.files'])
  assert.deepEqual(
    looksLikeFile.filter((column) => !decided.has(column)),
    [],
    'columns that may name a file: say so in src/keeping/named-files.ts',
  )
  assert.deepEqual(
    [...decided].filter((column) => !columns.has(column)),
    [],
    'columns of src/keeping/named-files.ts that do not exist',
  )

  const held = new Set(purposes.flatMap(({ table, with: followers = [] }) => [table, ...followers.map((f) => f.table)]))
  const aboutPupils = rows.filter(({ column }) => column.endsWith('.pupil_id')).map(({ column }) => column.slice(0, -9))
  assert.deepEqual(
    aboutPupils.filter((table) => !held.has(table) && !Object.hasOwn(elsewhere, table)),
    [],
    'tables about a pupil: say how long they are kept in src/keeping',
  )
})
