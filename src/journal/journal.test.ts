import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { people, pupils } from '../../test/people.ts'
import { buildWorld } from '../../test/world.ts'
import { listJournal } from './journal.ts'
import { record } from './record.ts'

const text = async (answer: Response): Promise<string> => answer.text()

eachEngine('what staff read is journalled with what allowed it, and no name', async (database, t) => {
  const world = await buildWorld(database, t)
  const sylvie = await world.person('sylvie')
  assert.equal((await sylvie.get(addressOf('pupilEdit', { pupil: pupils.lina }))).status, 200)
  const { rows } = await listJournal(world.services.db, { pupilId: pupils.lina })
  assert.deepEqual(
    rows.map(({ accountId, role, what, about, why }) => ({ accountId, role, what, about, why })),
    [
      {
        accountId: people.sylvie.id,
        role: 'secretary',
        what: 'pupil-file.read',
        about: { kind: 'pupil', id: pupils.lina },
        why: 'secretary school:9140001A',
      },
    ],
  )
  const all = JSON.stringify(await world.services.db.selectFrom('journal').selectAll().execute())
  assert.doesNotMatch(all, /Lina|Marchand|Prunier|@/)
})

eachEngine('the operator filters the journal by person, pupil and day, page after page', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const { services } = world
  for (let index = 0; index < 60; index++) {
    world.later({ hours: 1 })
    await record(services, services.db, {
      by: index % 2 === 0 ? people.karim.id : people.helene.id,
      role: 'teacher',
      why: 'test',
      territoryId: 'bocage',
      what: 'pupil-file.read',
      about: { kind: 'pupil', id: index % 3 === 0 ? pupils.lina : pupils.noe },
    })
  }
  const all: string[] = []
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const page = await listJournal(services.db, { accountId: people.karim.id }, { after, limit: 7 })
    all.push(...page.rows.map(({ id }) => id))
    after = page.next
  }
  assert.equal(all.length, 30)
  assert.equal(new Set(all).size, 30)
  const solene = await world.person('solene')
  const seen = async (query: Record<string, string>) => {
    const answer = await solene.get(addressOf('journal', {}, query))
    return { status: answer.status, lines: ((await text(answer)).match(/a lu le dossier/g) ?? []).length }
  }
  assert.deepEqual(await seen({ personne: 'Karim' }), { status: 200, lines: 30 })
  assert.deepEqual(await seen({ personne: 'karim.bellec@essai.example', eleve: pupils.lina }), {
    status: 200,
    lines: 10,
  })
  assert.deepEqual(await seen({ du: '2026-06-05', au: '2026-06-05' }), { status: 200, lines: 23 })
  assert.deepEqual(await seen({ eleve: 'lina' }), { status: 422, lines: 0 })
  assert.deepEqual(await seen({ personne: 'Nul' }), { status: 422, lines: 0 })
  assert.deepEqual(await seen({ du: '2026-02-31' }), { status: 422, lines: 0 })
  assert.equal((await solene.get(`${addresses.journal}?suite=%00`)).status, 200)
})

eachEngine('lines go when their time is over, and no sooner', async (database, t) => {
  const world = await buildWorld(database, t, { journalDays: 30 })
  const { services } = world
  const write = () =>
    record(services, services.db, {
      by: undefined,
      role: undefined,
      why: 'platform',
      territoryId: 'bocage',
      what: 'application.expired',
      about: { kind: 'application', id: services.newId() },
    })
  await write()
  world.later({ hours: 24 * 20 })
  await write()
  await world.work()
  assert.equal((await listJournal(services.db, {})).rows.length, 2)
  world.later({ hours: 24 * 11 })
  await world.work()
  assert.equal((await listJournal(services.db, {})).rows.length, 1)
})
