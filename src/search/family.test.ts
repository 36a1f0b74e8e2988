import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { findOffer } from '#/offers/index.ts'
import { saveRepresentatives } from '#/pupils/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { id, offers, people, pupils } from '../../test/people.ts'
import { bocage, buildWorld } from '../../test/world.ts'

eachEngine('a representative looks for a child, and chooses which', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const { db } = world.services
  const sandrine = await world.person('sandrine')
  const read = async (query: string) => (await sandrine.get(`${addresses.search}?${query}`)).text()
  const first = await read('')
  assert.match(first, /ouvertes? pour Lina/)
  assert.ok(first.includes('chez Lina') && !first.includes('chez toi') && !first.includes('ma classe'))
  assert.ok((await read('enfant=tous')).includes('Ma recherche'))
  // What only Noé's school may have is not for Lina.
  await saveRepresentatives(db, bocage.id, [
    { id: id(254), pupilId: pupils.noe, name: 'Sandrine Marchand', accountId: people.sandrine.id },
  ])
  await db.updateTable('offers').set({ facilities: [] }).where('id', '=', offers.mairie).execute()
  await db
    .updateTable('pupils')
    .set({ needs: ['wheelchair'] })
    .where('id', '=', pupils.noe)
    .execute()
  const mairie = 'services de la mairie'
  const noe = await read(`enfant=${pupils.noe}&rayon=50`)
  assert.match(noe, /pour Noé/)
  assert.ok((await read(`enfant=${pupils.lina}&rayon=50`)).includes(mairie))
  assert.ok(!noe.includes(addressOf('offer', { offer: offers.mairie })))
  // Another's child is nobody's to look for.
  assert.match(await read(`enfant=${pupils.tom}`), /pour Lina/)
  assert.ok(
    !/pour (Lina|Noé)/.test(
      await (await world.visitor().get(`${addresses.search}?territoire=bocage&enfant=${pupils.noe}`)).text(),
    ),
  )
})

eachEngine('the page of an offer shows its images, which load late', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const offer = await findOffer(world.services.db, offers.garage)
  assert.ok(offer)
  await world.services.db
    .updateTable('offers')
    .set({ images: JSON.stringify([{ id: id(777), alternative: 'Un carrossier devant une aile' }]) })
    .where('id', '=', offers.garage)
    .execute()
  const page = await (await world.visitor().get(addressOf('offer', { offer: offers.garage }))).text()
  const [image = ''] = /<img [^>]*>/.exec(page) ?? []
  assert.ok(image.includes(addressOf('offerImage', { image: id(777) })))
  assert.ok(image.includes('alt="Un carrossier devant une aile"') && image.includes('loading="lazy"'))
})
