import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applicationStates } from '#/applications/index.ts'
import { listAccounts } from '#/identity/index.ts'
import { statusNames } from '#/indicators/index.ts'
import { recount } from '#/indicators/recount.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import type { Database } from '#/platform/database.ts'
import { silent } from '#/platform/progress.ts'
import type { Services } from '#/platform/services.ts'
import { classOfCode } from '#/pupils/index.ts'
import { demonstrationPeople } from '#/web/demonstration-people.ts'
import { servicesOn } from '#/web/open-services.ts'
import { eachEngine } from '../../../test/engines.ts'
import { fillDemonstration, isDemonstrationFilled } from '../index.ts'

/** June is far enough for pupils to apply. */
const now = Temporal.Instant.from('2026-02-11T10:00:00Z')

eachEngine(
  'the demonstration has people and applications in every state, and is the same filled twice',
  async (database, t) => {
    const folder = mkdtempSync(join(tmpdir(), 'passerelle-people-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const { services, close } = await servicesOn(
      { ...database, close: async () => {} },
      readConfiguration({ DATA_DIR: folder, LOG_LEVEL: 'silent' }),
      { clock: { now: () => now } },
    )
    t.after(close)
    const { db } = services
    const fill = () => fillDemonstration(services, { territory: 'normandie', size: 300, folder, progress: silent })
    await fill()
    assert.ok(await isDemonstrationFilled(services))
    await tellsAYear(services, database.pool)
    const count = async () => {
      const { rows } = await database.pool.query<Record<string, number>>(`select
      (select count(*)::int from applications) applications, (select count(*)::int from application_events) events,
      (select count(*)::int from confirmed_weeks) weeks, (select sum(taken)::int from offer_weeks) taken,
      (select count(*)::int from messages) messages, (select count(*)::int from offer_reports) reports,
      (select count(*)::int from host_contacts) contacts, (select count(*)::int from accounts) accounts,
      (select count(*)::int from application_messages) said, (select count(*)::int from desk_tasks) tasks,
      (select coalesce(sum(cardinality(weeks)), 0)::int from proposals where state in ('proposed', 'accepted')) held`)
      return rows[0] ?? {}
    }
    const first = await count()
    // A seat is taken by who is placed, or held for whom it is proposed.
    assert.equal((first.weeks ?? 0) + (first.held ?? 0), first.taken)
    assert.ok((first.held ?? 0) > 0 && (first.tasks ?? 0) > 0)

    const states = await db.selectFrom('applications').select('state').distinct().execute()
    assert.deepEqual(new Set(states.map(({ state }) => state)), new Set(Object.keys(applicationStates)))
    const offers = await db.selectFrom('offers').select('state').distinct().execute()
    assert.ok(offers.length >= 6, offers.map(({ state }) => state).join())
    for (const [table, column] of [
      ['applications', 'since'],
      ['application_events', 'at'],
      ['application_messages', 'at'],
      ['journal', 'at'],
      ['offers', 'changed_at'],
      ['messages', 'posted_at'],
    ]) {
      const { rows } = await database.pool.query(`select 1 from ${table} where ${column} > $1 limit 1`, [
        now.toString(),
      ])
      assert.equal(rows.length, 0, `${table} knows the future`)
    }
    const told = await db.selectFrom('applications').select('id').where('expires_at', '<=', now).execute()
    assert.equal(told.length, 0, 'nothing waits past its day')

    const people = await demonstrationPeople(services)
    assert.deepEqual(
      people.map(({ role }) => role),
      [
        'pupil',
        'pupil',
        'representative',
        'host',
        'teacher',
        'head',
        'counsellor',
        'coordinator',
        'observer',
        'operator',
      ],
    )
    const codes = people[1]?.codes
    assert.ok(codes && (await classOfCode(db, codes.class)))
    assert.match(codes.personal, /^[2-9B-Z]{5}-[2-9B-Z]{5}$/)

    await fill()
    assert.deepEqual(await count(), first)
    assert.deepEqual(await recount(db, 'normandie'), [])
    assert.equal((await listAccounts(db, { demonstration: true })).length, people.length)
  },
)

/** What the dashboards have to show: counts that add up, somebody in each status, and figures that grew over the days. */
async function tellsAYear(services: Services, pool: Database['pool']): Promise<void> {
  assert.deepEqual(await recount(services.db, 'normandie'), [])

  const { rows: counts } = await pool.query<{ status: string; source: string; pupils: number }>(
    `select status, source, sum(pupils)::int pupils from status_counts where slice = '' group by status, source`,
  )
  for (const status of statusNames)
    assert.ok(
      counts.some((count) => count.status === status && count.pupils > 0),
      `nobody is ${status}`,
    )
  for (const source of ['online', 'paper', 'outside'])
    assert.ok(
      counts.some((count) => count.status === 'placed' && count.source === source),
      `nobody is placed ${source}`,
    )
  // Gaps have both sides to compare, and a list of hosts says where they are.
  const { rows: groups } = await pool.query<{ slice: string; share: number }>(
    `select slice, sum(pupils)::float8 / (select sum(pupils) from status_counts where slice = '' and scheme = 'observation-2de') share
    from status_counts where scheme = 'observation-2de' group by slice`,
  )
  for (const [slice, least, most] of [
    ['sex:f', 0.4, 0.6],
    ['sex:m', 0.4, 0.6],
    ['boarder:1', 0.02, 0.4],
  ] as const) {
    const share = groups.find((group) => group.slice === slice)?.share ?? 0
    assert.ok(share > least && share < most, `${slice}: ${share}`)
  }
  const { rows: lost } = await pool.query(
    'select 1 from sites s join hosts h on h.territory_id = s.territory_id and h.id = s.host_id where s.city in (h.name, s.name, s.commune) limit 1',
  )
  assert.equal(lost.length, 0, 'a town is called as the host there')

  const { rows: agreements } = await pool.query<{ state: string }>('select distinct state from agreements')
  for (const state of ['draft', 'filled', 'signing', 'signed', 'completed'])
    assert.ok(
      agreements.some((agreement) => agreement.state === state),
      `no agreement is ${state}`,
    )

  const { rows: days } = await pool.query<{ day: string; placed: number; pupils: number }>(
    `select day::text, coalesce(sum(pupils) filter (where status = 'placed'), 0)::int placed, sum(pupils)::int pupils
    from status_days where school = '' and scheme = 'observation-2de' group by day order by day`,
  )
  const [last, present] = [days.filter(({ day }) => day < '2025-09-03'), days.filter(({ day }) => day >= '2025-09-03')]
  assert.equal(present[0]?.day, '2025-09-03')
  assert.ok(
    (present[0]?.pupils ?? 0) > 0 && present.slice(1).every(({ pupils }) => pupils === 0),
    'everybody is there from the first day',
  )
  assert.ok(days.every(({ day }) => day <= '2026-02-11'))
  assert.ok(present.filter(({ placed }) => placed > 0).length >= 10, 'places come over many days')
  const before = (day: string, of = days) =>
    of.filter((each) => each.day <= day).reduce((sum, { placed }) => sum + placed, 0)
  assert.ok(before('2025-10-01') < before('2025-12-01') && before('2025-12-01') < before('2026-02-11'))

  // The year before is whole, and nobody of it is left.
  assert.equal(last[0]?.day, '2024-09-03')
  assert.ok(last.filter(({ placed }) => placed > 0).length >= 40)
  const pupils = last[0]?.pupils ?? 0
  assert.ok(before('2024-12-01', last) < 0.15 * pupils && before('2025-02-11', last) < 0.4 * pupils)
  assert.ok(before('2025-07-01', last) > 0.85 * pupils)
  assert.equal(before('2025-09-01', last), 0)
  assert.equal(
    last.reduce((sum, each) => sum + each.pupils, 0),
    0,
  )
}
