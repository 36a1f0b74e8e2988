import assert from 'node:assert/strict'
import { addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts, offers, pupils } from '../../test/people.ts'
import { buildWorld } from '../../test/world.ts'
import { recordBounce } from './bounces.ts'

eachEngine('an address that refuses is shown where it can be mended', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const { db } = services
  const [sylvie, bruno] = [await world.person('sylvie'), await world.person('bruno')]
  const address = 'refuse@essai.example'
  await db.updateTable('pupils').set({ email: address }).where('id', '=', pupils.lina).execute()
  await db.updateTable('accounts').set({ email: address }).where('name', 'like', 'Bruno%').execute()
  await db.updateTable('offers').set({ contact_email: address }).where('id', '=', offers.garage).execute()
  const pages = async () =>
    Promise.all([
      sylvie.get(addressOf('pupilEdit', { pupil: pupils.lina })),
      bruno.get(addressOf('host', { host: hosts.garage })),
      bruno.get(addressOf('hostOffers', { host: hosts.garage })),
    ]).then((answers) => Promise.all(answers.map((answer) => answer.text())))
  for (const html of await pages()) assert.doesNotMatch(html, /ne reçoit pas nos courriers/)
  await recordBounce(services, db, {
    ...{ address, kind: 'permanent', status: '5.1.1', letterId: undefined, source: 'smtp' },
  })
  for (const html of await pages())
    assert.match(
      html,
      /Une adresse ne reçoit pas nos courriers[\s\S]*refuse@essai\.example[\s\S]*n’existe pas ou n’existe plus/,
    )
})
