import assert from 'node:assert/strict'
import { randomId } from '#/platform/identifiers.ts'
import { eachEngine } from '../../test/engines.ts'
import { guarded } from './guarded.ts'

const clock = { now: () => Temporal.Instant.from('2026-06-03T08:42:00Z') }

eachEngine('someone without a role sees no pupil, even without any where', async ({ db }) => {
  for (const table of ['pupils', 'applications', 'representatives'] as const) {
    const rows = await guarded({ db, clock }, { id: randomId() }, (tx) => tx.selectFrom(table).selectAll().execute())
    assert.deepEqual(rows, [])
  }
})
