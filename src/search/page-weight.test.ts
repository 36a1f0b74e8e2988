import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { addresses, addressOf } from '#/addresses.ts'
import { buildAssets } from '#/design/build.ts'
import { assetsFolder } from '#/design/index.ts'
import { contentOf, findOffer, saveOffers } from '#/offers/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { id, offers } from '../../test/people.ts'
import { bocage } from '../../test/territories.ts'
import { buildWorld } from '../../test/world.ts'

const most = 60_000

/** All that a first visit loads, compressed as it travels, without the map: the page, its style sheet, font, script and icon. */
function weightOf(page: string): { readonly total: number; readonly parts: Readonly<Record<string, number>> } {
  const html = page.replaceAll(/<figure class="map".*?<\/figure>/gs, '')
  const parts: Record<string, number> = { page: gzipSync(html).length }
  for (const [, file = ''] of html.matchAll(/(?:href|src)="\/assets\/([^"]+)"/g)) {
    const bytes = readFileSync(join(assetsFolder, file))
    // Fonts are compressed already.
    parts[file] = file.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length
  }
  return { total: Object.values(parts).reduce((sum, part) => sum + part, 0), parts }
}

eachEngine('a page of results and an offer weigh at most 60 kB, all included except the map', async (database, t) => {
  await buildAssets()
  const world = await buildWorld(database, t)
  await world.people()
  const { services } = world
  const offer = await findOffer(services.db, offers.garage)
  assert.ok(offer)
  const words = 'Une semaine avec l’équipe de la menuiserie numéro'
  await saveOffers(services, services.db, {
    territoryId: bocage.id,
    by: undefined,
    offers: Array.from({ length: 30 }, (_, number) => ({
      id: id(800 + number),
      hostId: offer.hostId,
      state: 'published' as const,
      content: { ...contentOf(offer), title: `${words} ${number}`, lat: offer.lat + number / 1000 },
    })),
  })
  const lina = await world.person('lina')
  for (const address of [`${addresses.search}?temps=45`, addresses.search, addressOf('offer', { offer: offer.id })])
    for (const who of [lina, world.visitor()]) {
      const page = await (
        await who.get(who === lina ? address : address.replace('?', '?territoire=bocage&lieu=vire&'))
      ).text()
      const { total, parts } = weightOf(page)
      assert.ok(Object.keys(parts).length >= 5, JSON.stringify(parts))
      assert.ok(total <= most, `${address}: ${JSON.stringify(parts)}`)
      // Letters outside the first font would load a second one.
      assert.ok(!/[\u0100-\u0130\u0132-\u0151\u0154-\u02ba]/.test(page), 'a letter of the second font')
    }
})
