import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { eachEngine } from '../../test/engines.ts'
import { latestRun } from './latest-run.ts'

eachEngine('the latest allocation is one of everybody, not a wave for those who asked for help', async ({ db }) => {
  assert.equal(await latestRun(db, 'bocage'), undefined)
  for (const [id, campaign, state, finished] of [
    ['first', 'all', 'done', '2026-05-01T10:00:00Z'],
    ['second', 'all', 'done', '2026-05-02T10:00:00Z'],
    ['wave', 'help', 'done', '2026-05-03T10:00:00Z'],
    ['cut', 'all', 'failed', '2026-05-04T10:00:00Z'],
  ])
    await sql`insert into runs
        (territory_id, id, campaign_id, number, state, stage, done, total, asked_at, finished_at, attempts, stop_asked, inputs)
      values ('bocage', ${id}, ${campaign}, 1, ${state}, '', 0, 0, ${finished}, ${finished}, 1, false, '[]')`.execute(
      db,
    )
  await sql`insert into help_waves (territory_id, id, scheme, number, campaign_id, run_id, weeks, started_at)
    values ('bocage', '01980000-0000-7000-8000-0000000000aa', 'observation-2de', 1, 'help', 'wave', '{}', '2026-05-03T10:00:00Z')`.execute(
    db,
  )
  assert.equal((await latestRun(db, 'bocage'))?.id, 'second')
})
