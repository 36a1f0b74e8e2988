import assert from 'node:assert/strict'
import type { Services } from '#/platform/services.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts, people } from '../../test/people.ts'
import { bocage, buildWorld } from '../../test/world.ts'
import { type ContactOutcome, contactHost, listContacts, releaseContact } from './index.ts'

const contact = (
  services: Services,
  accountId: string,
  more: { note?: string; insist?: boolean } = {},
): Promise<ContactOutcome> =>
  services.db.transaction().execute((tx) =>
    contactHost(services, tx, {
      territoryId: bocage.id,
      hostId: hosts.garage,
      accountId,
      note: '',
      insist: false,
      ...more,
    }),
  )
const [helene, karim, maud] = [people.helene.id, people.karim.id, people.maud.id]

eachEngine('of many who contact a host at once one has it, and the others hear who', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const everyone = [helene, karim, maud, people.sylvie.id, people.didier.id]
  const outcomes = await Promise.all(everyone.map((account) => contact(world.services, account)))
  assert.equal(outcomes.filter(({ state }) => state === 'taken').length, 1)
  assert.equal(outcomes.filter(({ state }) => state === 'held').length, 4)
  assert.equal((await listContacts(world.services, bocage.id, hosts.garage)).length, 1)
})

eachEngine(
  'the same person twice changes nothing, another one insists with a word, and all is remembered',
  async (database, t) => {
    const world = await buildWorld(database, t)
    await world.people()
    const { services } = world
    const first = await contact(services, helene, { note: 'Pour la 2de A' })
    assert.equal(first.state, 'taken')
    assert.equal((await contact(services, helene)).state, 'already')
    const held = await contact(services, karim)
    assert.ok(held.state === 'held' && held.by.name === 'Hélène Vautier' && held.by.note === 'Pour la 2de A')
    assert.equal((await contact(services, karim, { insist: true })).state, 'needs_a_word')
    assert.equal((await contact(services, karim, { insist: true, note: 'Je connais le patron' })).state, 'taken')
    const list = await listContacts(services, bocage.id, hosts.garage)
    assert.deepEqual(
      list.map(({ name, insisted, current }) => [name, insisted, current]),
      [
        ['Karim Bellec', true, true],
        ['Hélène Vautier', false, true],
      ],
    )
  },
)

eachEngine('a contact ends by itself, or by hand: one’s own, or anyone’s for the coordination', async (database, t) => {
  const world = await buildWorld(database, t, { contactLockDays: 15 })
  await world.people()
  const { services } = world
  const taken = await contact(services, helene)
  assert.ok(taken.state === 'taken')
  const release = (accountId: string, anyone: boolean) =>
    services.db.transaction().execute((tx) =>
      releaseContact(services, tx, {
        territoryId: bocage.id,
        hostId: hosts.garage,
        contactId: taken.id,
        accountId,
        anyone,
      }),
    )
  assert.equal(await release(karim, false), false)
  assert.equal(await release(maud, true), true)
  assert.equal(await release(helene, false), false, 'it is over')
  assert.equal((await contact(services, karim)).state, 'taken')
  world.later({ hours: 15 * 24 - 1 })
  assert.equal((await contact(services, maud)).state, 'held')
  world.later({ hours: 1 })
  assert.equal((await contact(services, maud)).state, 'taken', 'fifteen days exactly')
})
