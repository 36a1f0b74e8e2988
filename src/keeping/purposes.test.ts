import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { eachEngine } from '../../test/engines.ts'
import { namingColumns, otherHashes } from './named-files.ts'
import { timeWords } from './purpose.ts'
import { purposes } from './purposes.ts'

/** Tables that no purpose lets go: each with the reason. A table that is in neither list fails the test until somebody decides. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'nothing about people: places, texts, counts, what the server keeps for itself': [
    ...['areas', 'territories', 'territory_settings', 'schools', 'organisations', 'classes', 'periods', 'pupil_groups'],
    ...[
      'indicator_days',
      'open_seats',
      'open_seat_days',
      'coverage_targets',
      'open_data',
      'help_settings',
      'keep_reports',
      'migrations',
      'server_keys',
    ],
    ...['platform_certificates', 'unnamed_files', 'document_logos', 'school_annexes', 'agreement_texts'],
    ...['register_answers', 'table_columns', 'search_words', 'search_spots'],
  ],
  'counts of pupils without names': ['status_changes', 'status_counts', 'status_days', 'status_slice_days'],
  'empty when a transaction ends': ['status_touched'],
  'the directory and the offers: kept while the structure takes part, its contacts changed by its own people': [
    ...['hosts', 'sites', 'host_principles', 'host_duplicates', 'host_merges', 'host_merge_moves'],
    ...['offers', 'offer_weeks', 'offer_index', 'offer_fingerprints', 'offer_images', 'offer_changes', 'offer_cases'],
  ],
  'let go by their own work: src/offers/jobs.ts, src/agreements/signatures/sweep-signings.ts, src/campaigns/expire-imports.ts':
    [...['offer_proposals', 'offer_drafts', 'signing_requests', 'stored_files']],
  'minutes old at most: src/identity/budgets.ts, src/identity/provider-journeys.ts': ['attempts', 'provider_journeys'],
  'goes after JOURNAL_DAYS: src/journal/keep-journal.ts': ['journal'],
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
  const { rows: hanging } = await sql<{ one: string; on: string }>`
    select conrelid::regclass::text as one, confrelid::regclass::text as on from pg_constraint
    where contype = 'f' and confdeltype = 'c'`.execute(db)
  for (let more = true; more; ) {
    const found = hanging.filter(({ one, on }) => held.has(on) && !held.has(one))
    for (const { one } of found) held.add(one)
    more = found.length > 0
  }
  const tables = new Set(rows.map(({ column }) => column.slice(0, column.indexOf('.'))))
  const listed = new Set(Object.values(elsewhere).flat())
  assert.deepEqual(
    [...tables].filter((table) => !held.has(table) && !listed.has(table)).toSorted(),
    [],
    'tables without an end of keeping: a purpose of src/keeping, or a reason above',
  )
  assert.deepEqual(
    [...listed].filter((table) => !tables.has(table) || held.has(table)),
    [],
    'reasons that serve no more',
  )

  // Whatever names a person by a key or in words is under a purpose, or its reason says who lets it go.
  const personal = /\.(pupil_id|beneficiary_id|account_id|by_account|first_name|last_name|birth_date|email|phone)$/
  const nameless = Object.entries(elsewhere).flatMap(([why, names]) => (why.startsWith('nothing about') ? names : []))
  assert.deepEqual(
    [...columns].filter((column) => personal.test(column) && nameless.includes(column.slice(0, column.indexOf('.')))),
    // Who of the staff chose the text or the columns of a file: an act of office.
    ['school_annexes.by_account', 'table_columns.by_account'],
  )
})
