import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { saveAccount } from '#/identity/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld } from '../../test/world.ts'

eachEngine('the operator pages through accounts, and searches them', async (database, t) => {
  const world = await buildWorld(database, t)
  const solene = await world.person('solene')
  for (let index = 0; index < 60; index++)
    await saveAccount(world.services, { email: `p${index}@essai.example`, name: `Personne ${index}`, grants: [] })
  const seen = new Set<string>()
  let address: string | undefined = addresses.operations
  for (let page = 0; address !== undefined && page < 5; page++) {
    const html = await (await solene.get(address)).text()
    for (const [email] of html.matchAll(/[\w.-]+@essai\.example/g)) seen.add(email)
    address = /href="([^"]*suite=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  const { all } = await database.db
    .selectFrom('accounts')
    .select((on) => on.fn.countAll<number>().as('all'))
    .where('email', 'is not', null)
    .executeTakeFirstOrThrow()
  assert.ok(all > 60)
  assert.equal(seen.size, all)
  const found = await (await solene.get(addressOf('operations', {}, { q: 'bellec' }))).text()
  assert.match(found, /Karim Bellec/)
  assert.doesNotMatch(found, /Personne 1/)
  assert.match(await (await solene.get(addressOf('operations', {}, { q: '%_\\' }))).text(), /Aucun compte/)
})
