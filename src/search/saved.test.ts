import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { contentOf, findOffer, saveOffers } from '#/offers/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts, id, offers, people } from '../../test/people.ts'
import { bocage } from '../../test/territories.ts'
import { buildWorld, type World } from '../../test/world.ts'
import { listSearches } from './index.ts'
import { stopToken } from './saved-searches.ts'
import { sendAlerts } from './send-alerts.ts'

eachEngine('one press keeps an offer, another lets it go, and the page is come back to', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const lina = await world.person('lina')
  const keep = (faire: string, retour: string, offre: string = offers.mairie) =>
    lina.post(addresses.favourites, { offre, faire, retour })
  for (let press = 0; press < 2; press++) {
    const kept = await keep('garder', `${addresses.search}?q=mairie`)
    assert.equal(kept.status, 303)
    assert.equal(kept.headers.get('location'), `/chercher?q=mairie&fait=garde&offre=${offers.mairie}`)
  }
  assert.ok((await (await lina.get(addresses.favourites)).text()).includes('services de la mairie'))
  for (const retour of ['https://ailleurs.example/', '//ailleurs.example', '/exploitation', 'javascript:alert(1)'])
    assert.match((await keep('garder', retour)).headers.get('location') ?? '', /^\/favoris\?/)
  assert.equal((await keep('garder', '', offers.garageDraft)).status, 404)
  assert.equal((await keep('garder', '', 'x')).status, 404)
  assert.equal((await keep('retirer', '')).status, 303)
  assert.ok((await (await lina.get(addresses.favourites)).text()).includes('Aucun favori'))
  assert.equal(
    (await world.visitor().get(addresses.favourites)).headers.get('location')?.startsWith(addresses.signIn),
    true,
  )
})

async function publish({ services }: World, offerId: string, title: string): Promise<void> {
  const offer = await findOffer(services.db, offers.mairie)
  assert.ok(offer)
  await saveOffers(services, services.db, {
    territoryId: bocage.id,
    by: undefined,
    offers: [{ id: offerId, hostId: hosts.mairie, state: 'published', content: { ...contentOf(offer), title } }],
  })
}

eachEngine('an offer that answers to a saved search is told once, in one letter a day', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const { services } = world
  const letters = () =>
    services.db.selectFrom('messages').select('data').where('mail', '=', 'search.new-offers').execute()
  const lina = await world.person('lina')
  const save = (recherche: string) => lina.post(addresses.alerts, { recherche })
  assert.equal((await save('q=menuiserie&depuis=domicile&temps=90')).status, 303)
  // Twice is once; another search that finds the same is told with it.
  await save('q=menuiserie&depuis=domicile&temps=90')
  await save('rayon=50')
  assert.equal((await listSearches(services.db, people.lina.id)).length, 2)

  world.later({ hours: 2 })
  await publish(world, id(820), 'Menuiserie et charpente')
  world.later({ hours: 22 })
  await sendAlerts(services)
  await sendAlerts(services)
  const [first, ...others] = await letters()
  assert.equal(others.length, 0)
  assert.ok(JSON.stringify(first).includes(id(820)) && !JSON.stringify(first).includes(offers.garage))

  // Nothing new: no letter. Changed and published again: known already.
  world.later({ hours: 24 })
  await publish(world, id(820), 'Menuiserie, charpente et toits')
  await sendAlerts(services)
  assert.equal((await letters()).length, 1)
  world.later({ hours: 24 })
  await publish(world, id(821), 'Ébénisterie')
  world.later({ hours: 24 })
  await sendAlerts(services)
  assert.equal((await letters()).length, 2)

  // The link of a letter stops one search, once somebody confirms.
  const [search] = await listSearches(services.db, people.lina.id)
  assert.ok(search)
  const stop = addressOf('alertStop', { token: stopToken(services, search) })
  const visitor = world.visitor()
  assert.ok((await (await visitor.get(stop)).text()).includes('Arrêter l’alerte'))
  assert.equal((await listSearches(services.db, people.lina.id)).length, 2)
  assert.equal((await visitor.post(stop)).status, 200)
  assert.equal((await listSearches(services.db, people.lina.id)).length, 1)
  assert.equal((await visitor.post(addressOf('alertStop', { token: `${search.id}.faux` }))).status, 404)
  // Somebody else's search is not theirs to stop.
  const noe = await world.person('noe')
  const [left] = await listSearches(services.db, people.lina.id)
  await noe.post(addresses.alerts, { alerte: left?.id ?? '', faire: 'arreter' })
  assert.equal((await listSearches(services.db, people.lina.id)).length, 1)
})
