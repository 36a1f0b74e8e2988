import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import { addresses } from '#/addresses.ts'
import { buildAssets } from '#/design/build.ts'
import { saveAccount } from '#/identity/index.ts'
import { startServer } from '../../src/server.ts'
import { openBrowser } from '../browser.ts'
import { eachEngine } from '../engines.ts'
import { bocage, buildWorld } from '../world.ts'

const maud = { email: 'maud@essai.example', name: 'Maud Valognes', demonstration: true } as const

eachEngine('on a phone, someone enters the demonstration, reaches the campaigns and leaves', async (database, t) => {
  await buildAssets()
  const { services } = await buildWorld(database, t, { port: 0 })
  await database.pool.query('update territories set demonstration = true')
  await saveAccount(services, { ...maud, grants: [{ role: 'coordinator', territoryId: bocage.id }] })
  const server = await startServer(services)
  t.after(() => server.close())
  const browser = await openBrowser()
  t.after(() => browser.close())
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    baseURL: server.url,
    locale: 'fr-FR',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== server.url) complaints.push(`third party: ${request.url()}`)
  })

  for (const address of [addresses.welcome, addresses.signIn, addresses.help]) {
    await page.goto(address)
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${address} ${id} ${nodes[0]?.html}`),
      [],
    )
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(width <= 360, `${address} is ${width} px wide`)
  }
  await page.goto(addresses.welcome)
  await page.getByRole('button', { name: 'Entrer comme Maud Valognes' }).click()
  await page.waitForURL(`**${addresses.desk}`)
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  await page.waitForURL(`${server.url}/`)
  assert.deepEqual(complaints, [])
})
