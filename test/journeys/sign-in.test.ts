import assert from 'node:assert/strict'
import { addresses } from '#/addresses.ts'
import { buildAssets } from '#/design/build.ts'
import { saveAccount } from '#/identity/index.ts'
import { startServer } from '../../src/server.ts'
import { openWindow } from '../browser.ts'
import { eachEngine } from '../engines.ts'
import { bocage, buildWorld } from '../world.ts'
import { barriers, listen, overflow, phone } from './visit.ts'

const maud = { email: 'maud@essai.example', name: 'Maud Valognes', demonstration: true } as const

eachEngine('on a phone, someone enters the demonstration, reaches the campaigns and leaves', async (database, t) => {
  await buildAssets()
  const { services } = await buildWorld(database, t, { port: 0 })
  await database.pool.query('update territories set demonstration = true')
  await saveAccount(services, { ...maud, grants: [{ role: 'coordinator', territoryId: bocage.id }] })
  const server = await startServer(services)
  t.after(() => server.close())
  const context = await openWindow(t, { viewport: phone, baseURL: server.url })
  const page = await context.newPage()
  const complaints: string[] = []
  listen(page, server.url, complaints)

  for (const address of [addresses.welcome, addresses.signIn, addresses.help]) {
    await page.goto(address)
    assert.deepEqual([...(await barriers(page, 'all')), ...(await overflow(page))], [], address)
  }
  await page.goto(addresses.welcome)
  await page.getByRole('button', { name: 'Entrer comme Maud Valognes' }).click()
  await page.waitForURL(`**${addresses.desk}`)
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  await page.waitForURL(`${server.url}/`)
  assert.deepEqual(complaints, [])
})
