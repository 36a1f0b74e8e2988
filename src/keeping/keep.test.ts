import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { eachEngine } from '../../test/engines.ts'
import { memoryFiles } from '../../test/memory-files.ts'
import { countOver } from './counts.ts'
import { keep, keepAndReport } from './keep.ts'

const now = Temporal.Instant.from('2040-06-03T02:00:00Z')
const territory = 'bocage'
const ago = (days: number): Temporal.Instant => now.subtract({ hours: 24 * days })
const dayOf = (instant: Temporal.Instant): string => instant.toZonedDateTimeISO('UTC').toPlainDate().toString()
/** Days until a time is over, generously: a year has at most 366. */
const [month, year, twoYears] = [30, 365, 730]

let last = 0
const id = (): string => `00000000-0000-7000-8000-${(++last).toString(16).padStart(12, '0')}`

/** A row with what hangs on it, of some age in days; how long it stays; and whether it is there. */
interface Sample {
  readonly days: number
  readonly write: (db: Db, rowId: string, at: Temporal.Instant) => Promise<unknown>
  readonly table: string
  readonly still?: string
}

const application = (state: string) => (db: Db, rowId: string, at: Temporal.Instant) =>
  sql`with written as (
      insert into applications (territory_id, id, pupil_id, class_id, school, offer_id, host_id, scheme, weeks, state, answers, since, waits_since)
      values (${territory}, ${rowId}, ${rowId}, ${rowId}, 's', ${rowId}, ${rowId}, 'observation-2de', '{}', ${state}, '{}', ${at.toString()}, ${at.toString()}))
    insert into application_messages values (${territory}, ${rowId}, ${rowId}, 'pupil', null, 'Lina', 'Bonjour', ${at.toString()}, ${rowId})`.execute(
    db,
  )

const agreement = (state: string, archived: boolean) => async (db: Db, rowId: string, at: Temporal.Instant) => {
  const day = dayOf(at)
  await sql`insert into agreements (territory_id, id, pupil_id, school, scheme, source, state, since, content, weeks, first_day, last_day, code, created_at, archived_at)
    values (${territory}, ${rowId}, ${rowId}, 's', 'observation-2de', 'online', ${state}, ${at.toString()},
      '{"pupil": {"birthDate": "2000-01-01"}}', '{}', ${day}, ${day}, ${rowId}, ${at.toString()}, ${archived ? at.toString() : null})`.execute(
    db,
  )
  await sql`insert into agreement_events values (${territory}, ${rowId}, ${rowId}, ${at.toString()}, null, null, 'drafted')`.execute(
    db,
  )
}

/** With who answers for them; their agreement, if any, is in the archive. */
const beneficiary = async (db: Db, rowId: string, at: Temporal.Instant) => {
  await sql`insert into beneficiaries values (${territory}, ${rowId}, 'ml', 'Samira', 'Haddad', '1994-05-12', null, null, ${at.toString()})`.execute(
    db,
  )
  await sql`insert into representatives values (${territory}, ${rowId}, ${rowId}, 'Leïla Haddad')`.execute(db)
}

const samples: readonly Sample[] = [
  { days: twoYears, table: 'beneficiaries', write: beneficiary },
  {
    days: Number.POSITIVE_INFINITY,
    table: 'beneficiaries',
    async write(db, rowId, at) {
      await beneficiary(db, rowId, at)
      await agreement('running', false)(db, rowId, now)
    },
  },
  {
    days: twoYears,
    table: 'runs',
    async write(db, rowId, at) {
      await sql`insert into runs (territory_id, id, campaign_id, number, state, stage, done, total, asked_at, finished_at, attempts, stop_asked, inputs)
        values (${territory}, ${rowId}, ${rowId}, 1, 'done', 'done', 1, 1, ${at.toString()}, ${at.toString()}, 1, false, '[]')`.execute(
        db,
      )
      await sql`insert into run_pupils (territory_id, run_id, pupil, school, level, priority, state, why)
        values (${territory}, ${rowId}, 'e1', 's', '2de', 0, 'placed', '[]')`.execute(db)
    },
  },
  { days: twoYears, table: 'applications', write: application('refused') },
  { days: Number.POSITIVE_INFINITY, table: 'applications', write: application('submitted') },
  { days: year, table: 'agreements', write: agreement('draft', false) },
  // In the archive when its time in use is over: it is still there.
  { days: year, table: 'agreements', write: agreement('completed', false), still: 'archived_at is null' },
  { days: 3650, table: 'agreements', write: agreement('completed', true) },
  {
    days: year,
    table: 'bounces',
    write: (db, rowId, at) =>
      sql`insert into bounces values ('a@essai.example', ${rowId}, null, 'permanent', '5.1.1', 'smtp', ${at.toString()})`.execute(
        db,
      ),
  },
  {
    days: twoYears,
    table: 'help_requests',
    write: (db, rowId, at) =>
      sql`insert into help_requests (territory_id, id, pupil_id, consent, asked_at) values (${territory}, ${rowId}, ${rowId}, 'v1', ${at.toString()})`.execute(
        db,
      ),
  },
  {
    days: year,
    table: 'accounts',
    write: (db, rowId, at) =>
      sql`insert into accounts (id, name, created_at) values (${rowId}, 'Personne', ${at.toString()})`.execute(db),
  },
  {
    days: 7,
    table: 'sign_in_requests',
    write: (db, rowId, at) =>
      sql`insert into sign_in_requests (id, created_at, expires_at) values (${rowId}, ${at.toString()}, ${at.toString()})`.execute(
        db,
      ),
  },
  {
    days: 3 * month,
    table: 'paper_pages',
    write: async (db, rowId, at) => {
      await sql`insert into paper_batches (territory_id, id, school, made_at, state, stage) values (${territory}, ${rowId}, 's', ${at.toString()}, 'read', 'read')`.execute(
        db,
      )
      await sql`insert into paper_pages (territory_id, id, batch_id, file_id, school, position, state) values (${territory}, ${rowId}, ${rowId}, ${rowId}, 's', 1, 'unknown')`.execute(
        db,
      )
    },
  },
]

/** Within some days of its end a row may be on either side: months are not all alike. */
const blur = 8

eachEngine('nothing past its time is left, and nothing within its time has gone', async ({ db }) => {
  const services = { db, clock: { now: () => now }, newId: id, files: memoryFiles() }
  const running = new AbortController().signal
  const drawn = fc.record({
    which: fc.nat(samples.length - 1),
    // Around the end, or anywhere.
    beside: fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -3000, max: 3000 })),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 14 }), async (rows) => {
      const written: { readonly rowId: string; readonly sample: Sample; readonly age: number }[] = []
      for (const { which, beside } of rows) {
        const sample = samples[which]
        assert.ok(sample)
        const end = Number.isFinite(sample.days) ? sample.days : twoYears
        const age = Math.abs(beside) < blur ? end + (beside < 0 ? -blur : blur) : Math.max(0, end + beside)
        const rowId = id()
        await sample.write(db, rowId, ago(age))
        written.push({ rowId, sample, age })
      }
      await keep(services, running)
      for (const { rowId, sample, age } of written) {
        const { rows: found } = await sql`select from ${sql.table(sample.table)}
          where id = ${rowId} and ${sql.raw(sample.still ?? 'true')}`.execute(db)
        assert.equal(found.length, age < sample.days ? 1 : 0, `${sample.table}, ${age} days for ${sample.days}`)
      }
      assert.deepEqual(await countOver(db, now), {}, 'something is past its time')
      const { rows: orphans } = await sql`
        select from application_messages m where not exists (select from applications a where a.id = m.application_id)
        union all select from representatives p where not exists (select from beneficiaries b where b.id = p.pupil_id)
        union all select from run_pupils p where not exists (select from runs o where o.id = p.run_id)
        union all select from agreement_events e where not exists (select from agreements a where a.id = e.agreement_id)`.execute(
        db,
      )
      assert.equal(orphans.length, 0, 'what hung on it stayed')
      assert.deepEqual(await keep(services, running), { counts: {}, files: 0 }, 'a second round finds nothing')
    }),
    { numRuns: 4 },
  )
})

eachEngine('a file that no row names goes after two days, unless it was put again', async ({ db }) => {
  const files = memoryFiles()
  let at = now
  const services = { db, clock: { now: () => at }, newId: id, files }
  const running = new AbortController().signal
  const [named, lost, again] = await Promise.all(
    ['nommé', 'perdu', 'remis'].map((text) => files.put(Buffer.from(text))),
  )
  assert.ok(named && lost && again)
  await sql`insert into document_logos values (${territory}, '', ${named}, 'image/png', 'Logo', ${at.toString()})`.execute(
    db,
  )
  assert.equal((await keepAndReport(services, running)).files, 0, 'put a moment ago')
  at = at.add({ hours: 49 })
  await files.put(Buffer.from('remis'))
  assert.equal((await keepAndReport(services, running)).files, 1)
  assert.equal(await files.get(lost), undefined)
  assert.ok(await files.get(named))
  assert.ok(await files.get(again))
  at = at.add({ hours: 49 })
  assert.equal((await keepAndReport(services, running)).files, 1, 'and then nobody wanted it')
  const reports = await db.selectFrom('keep_reports').select(['day', 'files']).orderBy('day').execute()
  assert.deepEqual(
    reports.map(({ files: count }) => count),
    [0, 1, 1],
  )
})
