import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testOnServer } from '../engines.ts'
import {
  buttonTo,
  createCampaign,
  firstWeekOf,
  goTo,
  importFiles,
  launch,
  openReport,
  readResult,
  signIn,
  verifyDownloads,
} from './coordinator.ts'
import { placeFor } from './server-process.ts'
import { desktop, phone, visit } from './visit.ts'

const pupils = 600

test('at a desk, a coordinator goes from files to a verified result, and by keyboard alone to a pupil', async (t) => {
  const place = await placeFor(t, { pupils, databaseUrl: undefined })
  const { url } = await place.start()
  const someone = await visit(t, { url, screen: desktop })
  const { page, look } = someone
  await signIn(someone)
  const campaign = await createCampaign(someone, { name: 'Campagne d’essai', firstWeek: firstWeekOf(place.files) })
  await importFiles(someone, { files: place.files, campaign, drop: true })

  const first = await launch(someone, campaign)
  await page.locator('[data-island=progress]').waitFor()
  await look('progress')
  await page.reload()
  // The page that was loaded again follows the same run, and goes on to its result without a hand.
  await page.waitForResponse((response) => response.url().endsWith(`${first}/progression`))
  await page.getByText('Vérifié').first().waitFor()
  await readResult(someone, first)

  await t.test('the moving map opens and closes by keyboard', async () => {
    const button = page.getByRole('button', { name: /carte/i })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('application').waitFor()
    await look('moving map')
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('application').waitFor({ state: 'detached' })
  })
  await verifyDownloads(someone, place.files)
  await openReport(someone)

  await t.test('two runs of the same files compare equal', async () => {
    const second = await launch(someone, campaign)
    await page.getByText('Vérifié').first().waitFor()
    await goTo(page, `${second}/comparer/${first.split('/').at(-1)}`)
    assert.match(await page.getByRole('main').innerText(), /Autant d’élèves placés/)
    await look('comparison')
  })
  someone.end()

  await t.test('by keyboard alone, from the first page to a pupil', async () => {
    const other = await visit(t, { url, screen: desktop })
    await byKeyboard(other)
    other.end()
  })
})

testOnServer('on a phone without JavaScript, the same by plain forms', async (databaseUrl, t) => {
  const place = await placeFor(t, { pupils, databaseUrl })
  const { url } = await place.start()
  const someone = await visit(t, { url, screen: phone, scripts: false })
  const { page, look } = someone
  await signIn(someone)
  const campaign = await createCampaign(someone, { name: 'Campagne d’essai', firstWeek: firstWeekOf(place.files) })
  await importFiles(someone, { files: place.files, campaign, drop: false })
  const run = await launch(someone, campaign)
  await look('progress')
  while ((await page.getByText('Vérifié').count()) === 0) await goTo(page, run)
  await readResult(someone, run)
  await verifyDownloads(someone, place.files)
  await openReport(someone)
  assert.equal(await buttonTo(page, '/arreter').count(), 0)
  someone.end()
  await page.context().close()
})

/** Sign in, launch, and read a pupil's page, with Tab and Enter only. */
async function byKeyboard({ page }: Awaited<ReturnType<typeof visit>>): Promise<void> {
  const press = async (selector: string): Promise<void> => {
    // Tab goes around a page: twice past the start means that it cannot be reached.
    for (let steps = 0; steps < 400; steps++) {
      await page.keyboard.press('Tab')
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) {
        const shown = await page.evaluate(() => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement ?? document.body)
          return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
        })
        assert.ok(shown, `${selector} does not show that it has the focus`)
        const sent = page.url()
        await page.keyboard.press('Enter')
        await page.waitForURL((url) => url.href !== sent)
        return
      }
    }
    assert.fail(`Tab does not reach ${selector} on ${page.url()}`)
  }
  await page.goto('/')
  const coordinator = page.locator('form[action$="/demonstration"]').filter({ hasText: 'Maud Valognes' })
  const account = await coordinator.locator('input[name="account"]').inputValue()
  await press(`form:has(input[value="${account}"]) button`)
  await press('nav a[href="/campagnes"]')
  await press('main li:last-of-type a[href^="/campagnes/"]')
  await press('a[href$="/affectations"]')
  await press('form[action$="/affectations"] button')
  await page.getByText('Vérifié').first().waitFor()
  await press('main a[href*="etat=sans-place"]')
  await press('main a[href$="etat=places"]')
  await press('main a[href*="/eleves/"]')
  assert.match(await page.getByRole('main').innerText(), /Pourquoi cette place/)
}
