import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { eachEngine } from '../../test/engines.ts'
import { deriveByHand, type Facts } from './derive-by-hand.ts'
import { foldChanges, keepOpenSeats, openDay } from './keep-counts.ts'
import { mendCounts, recount } from './recount.ts'
import { openSeats, seatsSince } from './seats.ts'

const territory = 'bocage'
const uuid = (kind: string, number: number) => `00000000-0000-7000-8000-${kind}${String(number).padStart(8, '0')}`
const [classA, classB] = [uuid('000c', 1), uuid('000c', 2)]
const [w25, w26] = ['2026-W25', '2026-W26']

const agreementStates = [
  'draft',
  'filled',
  'checked',
  'signing',
  'signed',
  'running',
  'completed',
  'refused',
  'cancelled',
]
const applicationStates = [
  ...['draft', 'submitted', 'read', 'asked', 'countered', 'accepted', 'waiting', 'confirmed'],
  ...['refused', 'withdrawn', 'expired', 'cancelled'],
]
const proposalStates = ['proposed', 'accepted', 'confirmed', 'refused', 'expired', 'withdrawn']

const kinds = [
  ...([
    'agreement',
    'agreement',
    'agreement',
    'application',
    'application',
    'proposal',
    'help',
    'exempt',
    'sign',
  ] as const),
  ...(['move', 'leave', 'group', 'period', 'add', 'day', 'fold', 'rollback'] as const),
]
const step = fc.record({
  what: fc.constantFrom(...kinds),
  pupil: fc.nat(3),
  number: fc.nat(2),
  value: fc.nat(11),
  weeks: fc.constantFrom([w25], [w26], [w25, w26], ['2026-W03']),
  scheme: fc.constantFrom('observation-2de', 'observation-2de', 'pfmp'),
  day: fc.integer({ min: 1, max: 28 }),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

async function begin(db: Db): Promise<void> {
  await sql`delete from pupils`.execute(db)
  await sql`delete from periods`.execute(db)
  for (const name of [
    'agreements',
    'applications',
    'proposals',
    'help_requests',
    'exemptions',
    'pupil_signs',
    'classes',
  ])
    await sql`delete from ${sql.table(name)}`.execute(db)
  await sql`delete from indicator_days`.execute(db)
  for (const [id, school, name] of [
    [classA, 'A', '2A'],
    [classB, 'B', '2B'],
  ] as const)
    await sql`insert into classes (territory_id, id, school, name, level, school_year, sign_in_code)
      values (${territory}, ${id}, ${school}, ${name}, '2de', 2025, ${name})`.execute(db)
  await addPeriod(db, 1, classA, 'observation-2de', [w25, w26])
  await addPeriod(db, 2, classB, 'observation-2de', [w25])
  for (const number of [0, 1, 2]) await addPupil(db, number, number === 2 ? classB : classA)
}

const addPeriod = (db: Db, number: number, classId: string, scheme: string, weeks: readonly string[]) =>
  sql`insert into periods (territory_id, id, school, class_id, scheme, name, weeks)
    values (${territory}, ${uuid('000d', number)}, ${classId === classA ? 'A' : 'B'}, ${classId}, ${scheme}, 'Juin', ${weeks})
    on conflict do nothing`.execute(db)

const addPupil = (db: Db, number: number, classId: string) =>
  sql`insert into pupils (territory_id, id, school, class_id, first_name, last_name, birth_date, level)
    values (${territory}, ${uuid('000a', number)}, ${classId === classA ? 'A' : 'B'}, ${classId}, 'Zoé', 'Essai', '2010-01-01', '2de')
    on conflict do nothing`.execute(db)

async function change(db: Db, each: Step): Promise<void> {
  const { what, number, value, weeks, scheme } = each
  const pupil = uuid('000a', each.pupil)
  const at = `2026-05-${String(each.day).padStart(2, '0')}T10:00:00Z`
  const id = uuid(`b00${each.pupil}`, number)
  const other = uuid('000e', 1)
  if (what === 'agreement')
    await sql`insert into agreements as a (territory_id, id, pupil_id, class_id, school, scheme, source, state, since, content, weeks,
        first_day, last_day, code, created_at, amends)
      values (${territory}, ${id}, ${pupil}, ${classA}, 'A', ${scheme}, ${['online', 'paper', 'outside'][number]},
        ${agreementStates[value % 9]}, ${at}, '{}', ${weeks}, '2026-06-15', '2026-06-26', ${id}, ${at}, ${value === 11 ? other : null})
      on conflict (territory_id, id) do update set state = excluded.state, since = excluded.since`.execute(db)
  if (what === 'application')
    await sql`insert into applications (territory_id, id, pupil_id, class_id, school, offer_id, host_id, scheme, weeks, state, answers,
        since, waits_since)
      values (${territory}, ${id}, ${pupil}, ${classA}, 'A', ${id}, ${other}, ${scheme}, ${weeks}, ${applicationStates[value]}, '{}',
        ${at}, ${at})
      on conflict (territory_id, id) do update set state = excluded.state, since = excluded.since`.execute(db)
  if (what === 'proposal')
    await sql`insert into proposals (territory_id, id, wave_id, pupil_id, class_id, school, offer_id, host_id, scheme, weeks, state, expires_at,
        since, created_at)
      values (${territory}, ${id}, ${other}, ${pupil}, ${classA}, 'A', ${id}, ${other}, ${scheme}, ${weeks}, ${proposalStates[value % 6]}, ${at}, ${at},
        ${at})
      on conflict (territory_id, id) do update set state = excluded.state, since = excluded.since`.execute(db)
  if (what === 'help' && value % 2 === 0)
    await sql`insert into help_requests (territory_id, id, pupil_id, consent, asked_at)
      values (${territory}, ${id}, ${pupil}, '1', ${at}) on conflict do nothing`.execute(db)
  if (what === 'help' && value % 2 === 1)
    await sql`update help_requests set withdrawn_at = ${at} where pupil_id = ${pupil}`.execute(db)
  if (what === 'exempt' && value % 2 === 0)
    await sql`insert into exemptions (territory_id, id, pupil_id, period_id, reason, since)
      values (${territory}, ${id}, ${pupil}, ${uuid('000d', 1 + number)}, 'mobility', ${at}) on conflict do nothing`.execute(
      db,
    )
  if (what === 'exempt' && value % 2 === 1)
    await sql`update exemptions set ended_at = ${at} where pupil_id = ${pupil}`.execute(db)
  if (what === 'sign')
    await sql`insert into pupil_signs (territory_id, pupil_id, at) values (${territory}, ${pupil}, ${at})
      on conflict (territory_id, pupil_id) do update set at = excluded.at`.execute(db)
  if (what === 'move') await sql`update pupils set class_id = ${classB}, school = 'B' where id = ${pupil}`.execute(db)
  if (what === 'leave')
    await sql`update pupils set left_at = ${value % 3 === 0 ? at : null} where id = ${pupil}`.execute(db)
  if (what === 'group')
    await sql`update pupils set sex = ${value % 2 === 0 ? 'f' : 'm'}, qpv = ${value > 6}, boarder = ${value % 3 === 0} where id = ${pupil}`.execute(
      db,
    )
  if (what === 'period') {
    if (value < 4) await sql`delete from periods where id = ${uuid('000d', 1 + number)}`.execute(db)
    else if (value < 8)
      await sql`update periods set weeks = ${weeks} where id = ${uuid('000d', 1 + number)}`.execute(db)
    else await addPeriod(db, 1 + number, number === 0 ? classA : classB, scheme, [w25, w26])
  }
  if (what === 'add') {
    await addPupil(db, each.pupil, value % 2 === 0 ? classA : classB)
    if (value > 8) await sql`delete from pupils where id = ${pupil}`.execute(db)
  }
  const day = Temporal.PlainDate.from(at.slice(0, 10)).add({ days: value })
  if (what === 'day') {
    // Days only go on: who fell silent in a time to come would stay so.
    const told = await db.selectFrom('indicator_days').select('day').executeTakeFirst()
    await openDay(db, territory, told && told.day > day.toString() ? Temporal.PlainDate.from(told.day) : day)
  }
  if (what === 'fold') await foldChanges(db, territory, day)
}

/** Every pupil's status by hand, beside what the database keeps. */
async function compareWithHand(db: Db): Promise<void> {
  const utc = (column: string) =>
    sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
  const [pupils, periods, kept, exemptions, agreements, applications, proposals, help, signs, today] = [
    await db.selectFrom('pupils').select(['id', 'class_id']).where('left_at', 'is', null).execute(),
    await db.selectFrom('periods').selectAll().execute(),
    await db.selectFrom('pupil_statuses').selectAll().select(utc('since').as('at')).execute(),
    await db.selectFrom('exemptions').selectAll().select(utc('since').as('at')).where('ended_at', 'is', null).execute(),
    await db.selectFrom('agreements').selectAll().select(utc('since').as('at')).execute(),
    await db.selectFrom('applications').selectAll().select(utc('since').as('at')).execute(),
    await db.selectFrom('proposals').selectAll().select(utc('since').as('at')).execute(),
    await db
      .selectFrom('help_requests')
      .select(['pupil_id', utc('asked_at').as('at')])
      .where('withdrawn_at', 'is', null)
      .execute(),
    await db
      .selectFrom('pupil_signs')
      .select(['pupil_id', utc('at').as('at')])
      .execute(),
    await db.selectFrom('indicator_days').selectAll().executeTakeFirst(),
  ]
  const found = new Map(kept.map((row) => [`${row.pupil_id} ${row.period_id}`, row]))
  for (const pupil of pupils)
    for (const period of periods.filter(({ class_id }) => class_id === pupil.class_id)) {
      const own = ({ pupil_id }: { readonly pupil_id: string }) => pupil_id === pupil.id
      const exemption = exemptions.find((each) => own(each) && each.period_id === period.id)
      const facts: Facts = {
        today: today?.day,
        scheme: period.scheme,
        weeks: period.weeks,
        exemption: exemption && {
          reason: exemption.reason,
          since: exemption.at,
          by: exemption.by_account ?? undefined,
        },
        agreements: agreements.filter(own).map((each) => ({
          ...each,
          since: each.at,
          by: each.created_by ?? undefined,
          amends: each.amends !== null,
        })),
        applications: applications.filter(own).map((each) => ({ ...each, since: each.at })),
        proposals: proposals.filter(own).map((each) => ({ ...each, since: each.at })),
        helpAskedAt: help.find(own)?.at,
        signAt: signs.find(own)?.at,
      }
      const key = `${pupil.id} ${period.id}`
      const row = found.get(key)
      assert.ok(row, key)
      found.delete(key)
      assert.deepEqual(
        {
          status: row.status,
          detail: row.detail,
          source: row.source,
          since: row.at ?? undefined,
          by: row.by_account ?? undefined,
          held: row.held.map((week, place) => ({ week, source: row.sources[place] })),
        },
        deriveByHand(facts),
      )
    }
  assert.deepEqual([...found.keys()], [])
}

eachEngine('statuses and counts equal a recount after any history, whoever wrote it', async ({ db, engine }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
      async (history) => {
        await begin(db)
        for (const together of history)
          await db
            .transaction()
            .execute(async (tx) => {
              for (const each of together) await change(tx, each)
              if (together.at(-1)?.what === 'rollback') throw new Error('rolled back')
            })
            .catch((error: unknown) => {
              if (!(error instanceof Error && error.message === 'rolled back')) throw error
            })
        await compareWithHand(db)
        assert.deepEqual(await recount(db, territory), [])
      },
    ),
    { numRuns: engine === 'pglite' ? 5 : 25 },
  )
  assert.deepEqual((await sql`select * from status_touched`.execute(db)).rows, [])
})

eachEngine('a recount says what differs, and mends it', async ({ db }) => {
  await begin(db)
  const today = Temporal.PlainDate.from('2026-05-04')
  await foldChanges(db, territory, today)
  await sql`alter table pupil_statuses disable trigger user`.execute(db)
  await sql`update pupil_statuses set status = 'placed' where pupil_id = ${uuid('000a', 0)}`.execute(db)
  await sql`alter table pupil_statuses enable trigger user`.execute(db)
  await sql`update status_counts set pupils = pupils + 7 where slice = '' and school = 'B'`.execute(db)
  await sql`delete from status_days where school = ''`.execute(db)
  await sql`update status_slice_days set placed = placed + 1 where slice like 'class:%'`.execute(db)
  await sql`insert into open_seat_days values (${territory}, 'pfmp', '14762', '2026-05-01', ${w25}, 'commerce', 3)`.execute(
    db,
  )
  const differences = await recount(db, territory)
  assert.deepEqual([...new Set(differences.map(({ of }) => of))].toSorted(), ['count', 'history', 'seats', 'status'])
  await mendCounts(db, territory, today)
  assert.deepEqual(await recount(db, territory), [])
})

eachEngine('open seats of past evenings are what they were, whatever happened since', async ({ db }) => {
  const host = uuid('000f', 1)
  const site = uuid('000f', 2)
  const offer = uuid('000f', 3)
  await sql`insert into sites (territory_id, id, host_id, name, postcode, commune, city, lat, lon)
    values (${territory}, ${site}, ${host}, 'Atelier', '14500', '14762', 'Vire', 48.8, -0.9)`.execute(db)
  await sql`insert into offers (territory_id, id, host_id, site_id, title, description, sector, schemes, levels, span, hours, state, lat,
      lon, created_at, changed_at)
    values (${territory}, ${offer}, ${host}, ${site}, 'Atelier', '', 'bois', '{pfmp,observation-2de}', '{}', 'week', '{}', 'published',
      48.8, -0.9, now(), now())`.execute(db)
  await sql`insert into offer_weeks (territory_id, offer_id, week, seats) values (${territory}, ${offer}, ${w25}, 5)`.execute(
    db,
  )
  const day = (text: string) => Temporal.PlainDate.from(text)
  const changes = [
    ['2026-05-04', sql`update offer_weeks set taken = 2`],
    ['2026-05-06', sql`update sites set commune = null`],
    ['2026-05-07', sql`update offers set state = 'paused'`],
    ['2026-05-09', sql`update offers set state = 'published', schemes = '{pfmp}'`],
  ] as const
  for (const [on, happens] of changes) {
    await happens.execute(db)
    // Twice a day is as once.
    for (const _ of ['noon', 'evening']) await keepOpenSeats(db, territory, day(on))
  }
  const seatsOn = async (on: string | undefined, scheme = 'pfmp', communes?: readonly string[]) =>
    (
      await openSeats(db, { territoryId: territory, scheme, day: on === undefined ? undefined : day(on) }, communes)
    ).map(({ week, sector, seats }) => `${week} ${sector} ${seats}`)
  const three = [`${w25} bois 3`]
  for (const [on, all, inVire] of [
    ['2026-05-03', [], []],
    ['2026-05-04', three, three],
    ['2026-05-05', three, three],
    ['2026-05-06', three, []],
    ['2026-05-07', [], []],
    ['2026-05-09', three, []],
    [undefined, three, []],
  ] as const)
    assert.deepEqual([await seatsOn(on), await seatsOn(on, 'pfmp', ['14762'])], [all, inVire], on ?? 'now')
  assert.deepEqual(await seatsOn('2026-05-09', 'observation-2de'), [])
  assert.equal((await seatsSince(db, { territoryId: territory, scheme: 'pfmp' }))?.toString(), '2026-05-04')
  assert.deepEqual(
    (await recount(db, territory)).filter(({ of }) => of === 'seats'),
    [],
  )
})
