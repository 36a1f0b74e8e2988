import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { buildAssets } from '#/design/build.ts'
import { createSignInLink } from '#/identity/index.ts'
import { contentOf, findOffer, saveOffers } from '#/offers/index.ts'
import { openServer } from '#/platform/database.ts'
import { startServer } from '../../src/server.ts'
import { testOnServer } from '../../test/engines.ts'
import { phone, visit } from '../../test/journeys/visit.ts'
import { id, offers, people } from '../../test/people.ts'
import { bocage, buildWorld } from '../../test/world.ts'

testOnServer('by keyboard and without scripts: search, sort, next page, keep and undo', async (url, t) => {
  await buildAssets()
  const database = await openServer(url, 4)
  t.after(() => database.close())
  const world = await buildWorld({ ...database, close: async () => {} }, t, { port: 0 })
  await world.people()
  const { services } = world
  const offer = await findOffer(services.db, offers.garage)
  assert.ok(offer)
  await saveOffers(services, services.db, {
    territoryId: bocage.id,
    by: undefined,
    offers: Array.from({ length: 25 }, (_, number) => ({
      id: id(800 + number),
      hostId: offer.hostId,
      state: 'published' as const,
      content: { ...contentOf(offer), title: `La menuiserie ${number}`, lat: offer.lat + number / 1000 },
    })),
  })
  const server = await startServer(services)
  t.after(() => server.close())
  const { page, look, end } = await visit(t, { url: server.url, screen: phone, scripts: false })
  const token = await createSignInLink(services, people.lina.id)
  await page.request.post(addressOf('signInLink', { token }), { headers: { origin: server.url }, maxRedirects: 0 })
  const heading = page.getByRole('heading', { level: 1 })
  const press = async (role: 'link' | 'button', name: string | RegExp, key = 'Enter') => {
    await page.getByRole(role, { name }).first().focus()
    await page.keyboard.press(key)
    await page.waitForLoadState()
  }

  await page.goto(addresses.search)
  await look('what is open')
  await page.getByText('Changer la recherche').focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Métier ou mot-clé').focus()
  await page.keyboard.type('menuiseries')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=menuiseries/)
  assert.equal(await heading.textContent(), '25 offres ouvertes pour toi')
  await look('what was found')
  await press('link', 'Le plus récent')
  await page.waitForURL(/tri=date/)
  await press('link', 'Voir les offres suivantes')
  await page.waitForURL(/apres=/)
  assert.equal(await page.locator('.offers > li').count(), 5)
  await look('the next page')
  await press('button', /^Garder/)
  await page.getByText('Place gardée dans les favoris').waitFor()
  assert.match(page.url(), /apres=/)
  await look('what was kept')
  await press('button', 'Annuler')
  await page.getByText('Place retirée des favoris').waitFor()
  end()
})
