import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { randomId } from '#/platform/identifiers.ts'
import { eachEngine } from '../../test/engines.ts'
import { applications, classes, hosts, type PersonName, people, pupils } from '../../test/people.ts'
import { bocage, buildWorld } from '../../test/world.ts'
import { guarded } from './guarded.ts'

const tables = ['pupils', 'applications', 'representatives'] as const

/** All that one sees without a single where: pupils; applications; representatives. */
const seen: Readonly<Record<PersonName, readonly [string, string, string]>> = {
  helene: ['lina noe ines', 'linaGarage noeMairie', 'Gilles Sandrine'],
  didier: ['lina noe ines', 'linaGarage noeMairie', 'Gilles Sandrine'],
  sylvie: ['lina noe ines', 'linaGarage noeMairie', 'Gilles Sandrine'],
  karim: ['lina noe', 'linaGarage noeMairie', 'Gilles Sandrine'],
  maud: ['lina noe ines tom', 'linaGarage noeMairie tomMairie', 'Gilles Odile Sandrine'],
  idriss: ['', '', ''],
  solene: ['', '', ''],
  nour: ['', '', ''],
  bruno: ['lina', 'linaGarage', ''],
  aicha: ['noe tom', 'noeMairie tomMairie', ''],
  // Her draft too, which nobody else sees.
  lina: ['lina', 'linaGarage linaMairie', 'Sandrine'],
  noe: ['noe', 'noeMairie', 'Gilles'],
  sandrine: ['lina', 'linaGarage', 'Sandrine'],
}

eachEngine('someone without a role sees nothing, even without any where', async (database, t) => {
  const { services, people: fill } = await buildWorld(database, t)
  await fill()
  for (const table of tables)
    assert.deepEqual(
      await guarded(services, { id: randomId() }, (tx) => tx.selectFrom(table).selectAll().execute()),
      [],
    )
})

eachEngine('a forgotten where shows only what one’s grants cover', async (database, t) => {
  const { services, people: fill } = await buildWorld(database, t)
  await fill()
  for (const [name, { id }] of Object.entries(people))
    assert.deepEqual([name, ...(await guarded(services, { id }, everything))], [name, ...seen[name as PersonName]])
})

eachEngine(
  'a grant that ended, was not begun, or was lent by someone who lost it opens nothing',
  async (database, t) => {
    const { services, people: fill } = await buildWorld(database, t)
    const { db, clock } = services
    await fill()
    const now = clock.now()
    const { id } = people.karim
    const lender = await db
      .selectFrom('grants')
      .select('id')
      .where('account_id', '=', people.helene.id)
      .executeTakeFirstOrThrow()
    const nothing = ['', '', '']
    const change = async (row: {
      ends_at?: string | null
      starts_at?: string | null
      ended_at?: string | null
      delegated_from?: string
    }) => {
      await db.updateTable('grants').set(row).where('account_id', '=', id).execute()
      return guarded(services, { id }, everything)
    }
    assert.deepEqual(await change({ ends_at: now.toString() }), nothing)
    assert.deepEqual(await change({ ends_at: null, starts_at: now.add({ minutes: 1 }).toString() }), nothing)
    assert.deepEqual(await change({ starts_at: null, ended_at: now.toString() }), nothing)
    assert.deepEqual(await change({ ended_at: null, delegated_from: lender.id }), seen.karim)
    await db.updateTable('grants').set({ ended_at: now.toString() }).where('id', '=', lender.id).execute()
    assert.deepEqual(await guarded(services, { id }, everything), nothing)
  },
)

eachEngine('nothing can be written, nor anybody else’s secrets read', async (database, t) => {
  const { services, people: fill } = await buildWorld(database, t)
  await fill()
  const refused = (run: (tx: Db) => Promise<unknown>) =>
    assert.rejects(guarded(services, people.helene, run), /permission denied/)
  await refused((tx) => tx.updateTable('pupils').set({ priority: 9 }).execute())
  await refused((tx) => tx.deleteFrom('applications').execute())
  await refused((tx) => tx.selectFrom('accounts').selectAll().execute())
  await refused((tx) => tx.selectFrom('sessions').selectAll().execute())
  await refused((tx) => tx.selectFrom('grants').selectAll().execute())
  await refused((tx) => tx.selectFrom('journal').selectAll().execute())
  assert.equal((await services.db.selectFrom('pupils').select('id').execute()).length, 6, 'the role ends with it')
})

eachEngine('a class is read through its index, and the grants once', async (database, t) => {
  const { services, people: fill } = await buildWorld(database, t)
  const { db } = services
  await fill()
  await sql`insert into pupils (territory_id, id, school, class_id, first_name, last_name, birth_date, level)
    select 'bocage', gen_random_uuid(), '9140001A', md5((n / 30)::text)::uuid, 'Élève', n::text, '2010-01-01', 'seconde'
    from generate_series(1, 20000) n`.execute(db)
  await sql`insert into applications (territory_id, id, pupil_id, class_id, school, offer_id, host_id, scheme, weeks, state, answers,
      since, waits_since)
    select 'bocage', gen_random_uuid(), id, class_id, school, gen_random_uuid(), md5((n / 30)::text)::uuid, 'observation-2de', '{}',
      'submitted', '{}', now(), now()
    from (select id, class_id, school, row_number() over () as n from pupils where territory_id = 'bocage') p`.execute(
    db,
  )
  await sql`analyze pupils, applications, representatives`.execute(db)
  const inOrder: readonly [PersonName, RegExp, ReturnType<typeof sql>][] = [
    ...(['karim', 'helene', 'maud', 'bruno'] as const).map((name): [PersonName, RegExp, ReturnType<typeof sql>] => [
      name,
      /pupils_by_class/,
      sql`select * from pupils where territory_id = ${bocage.id} and class_id = ${classes.secondeA}`,
    ]),
    ['bruno', /pupils_by_id/, sql`select * from pupils where id = ${pupils.lina}`],
    [
      'bruno',
      /applications_by_host/,
      sql`select * from applications where territory_id = ${bocage.id} and host_id = ${hosts.garage} order by id desc limit 50`,
    ],
    [
      'karim',
      /representatives_by_pupil|Seq Scan on representatives/,
      sql`select * from representatives where territory_id = ${bocage.id} and pupil_id = ${pupils.lina}`,
    ],
  ]
  for (const [name, index, query] of inOrder) {
    const { rows } = await guarded(services, people[name], (tx) =>
      sql<{ 'QUERY PLAN': string }>`explain (analyze, costs off, timing off, summary off) ${query}`.execute(tx),
    )
    const lines = rows.map((row) => row['QUERY PLAN'])
    const plan = `${name}\n${lines.join('\n')}`
    assert.match(plan, index)
    assert.doesNotMatch(plan, /Seq Scan on (pupils|applications|grants)/, plan)
    const nodes = lines.filter((line) => line.includes('loops='))
    assert.ok(nodes.length > 2, plan)
    for (const node of nodes) assert.match(node, /loops=1\)/, `more than once: ${plan}`)
  }
})

eachEngine('messages go with their application, and health data only to whom the pupil told', async (database, t) => {
  const { services, people: fill } = await buildWorld(database, t)
  const { db, clock, newId } = services
  await fill()
  const of = { territory_id: bocage.id, application_id: applications.noeMairie }
  await db
    .insertInto('application_adaptations')
    .values({ ...of, body: 'Diabète', told: 'accepted' })
    .execute()
  await db
    .insertInto('application_messages')
    .values({
      ...of,
      id: newId(),
      by_kind: 'pupil',
      by_name: 'Noé',
      body: 'Bonjour',
      at: clock.now().toString(),
      form_key: newId(),
    })
    .execute()
  const seenBy = (name: PersonName): Promise<readonly number[]> =>
    guarded(services, people[name], async (tx) => [
      (await tx.selectFrom('application_messages').selectAll().execute()).length,
      (await tx.selectFrom('application_adaptations').selectAll().execute()).length,
    ])
  assert.deepEqual(await seenBy('noe'), [1, 1])
  assert.deepEqual(await seenBy('karim'), [1, 0])
  assert.deepEqual(await seenBy('aicha'), [1, 1])
  assert.deepEqual(await seenBy('bruno'), [0, 0])
  assert.deepEqual(await seenBy('lina'), [0, 0])
  await db.updateTable('applications').set({ state: 'submitted' }).where('id', '=', applications.noeMairie).execute()
  assert.deepEqual(await seenBy('aicha'), [1, 0])
})

/** What every table shows without a where. */
async function everything(tx: Db): Promise<readonly string[]> {
  const names = (of: Readonly<Record<string, string>>, rows: readonly { id: string }[]): string =>
    Object.keys(of)
      .filter((name) => rows.some(({ id }) => id === of[name]))
      .join(' ')
  const answering = await tx.selectFrom('representatives').select('name').orderBy('name').execute()
  return [
    names(pupils, await tx.selectFrom('pupils').select('id').execute()),
    names(applications, await tx.selectFrom('applications').select('id').execute()),
    answering.map(({ name }) => name.split(' ')[0]).join(' '),
  ]
}
