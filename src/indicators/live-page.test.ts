import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { addressOf } from '#/addresses.ts'
import { buildAssets } from '#/design/build.ts'
import { openServer } from '#/platform/database.ts'
import { startServer } from '../../src/server.ts'
import { testOnServer } from '../../test/engines.ts'
import { desktop, visit } from '../../test/journeys/visit.ts'
import { pupils } from '../../test/people.ts'
import { bocage, buildWorld } from '../../test/world.ts'

testOnServer('a signature shows on an open dashboard without a reload', async (databaseUrl, t) => {
  await buildAssets()
  const database = await openServer(databaseUrl, 4)
  t.after(() => database.close())
  const world = await buildWorld({ ...database, close: async () => {} }, t, { port: 0, publicUrl: 'http://localhost' })
  const secret = await world.session('maud')
  const server = await startServer(world.services)
  t.after(() => server.close())
  const { page, end } = await visit(t, { url: server.url, screen: desktop })
  await page.context().addCookies([{ name: 'passerelle', value: secret, url: server.url }])
  await page.goto(addressOf('board', { territory: bocage.id }))
  await page.getByText('En direct').waitFor()
  await page.getByText('Sur 4 élèves, aucun').waitFor()
  await page.evaluate(() => document.body.setAttribute('data-same', 'page'))
  const placed = /[1-9]\d*\s% placés/
  const onMap = async () => (await page.locator('#carte-dessin title').allTextContents()).join()
  assert.doesNotMatch(await onMap(), placed)
  await page.getByRole('button', { name: 'Explorer la carte' }).click()
  await page.getByRole('button', { name: 'Fermer la carte' }).waitFor()
  await page.locator('#tableau a').first().focus()
  const focused = await page.evaluate(() => document.activeElement?.textContent)

  await sql`update agreements set state = 'signed', weeks = '{2026-W25,2026-W26}' where pupil_id = ${pupils.lina}`.execute(
    world.services.db,
  )
  await page.getByText('1 élève sur 4 a une convention signée').waitFor()
  assert.equal(await page.locator('body').getAttribute('data-same'), 'page')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), focused)
  assert.match(await onMap(), placed)
  // The map that moves reads the drawing, and stays open.
  await page.getByRole('button', { name: 'Fermer la carte' }).waitFor()
  await page.close()
  end()
})
