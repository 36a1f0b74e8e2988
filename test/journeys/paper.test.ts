import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { addressOf } from '#/addresses.ts'
import { buildAssets } from '#/design/build.ts'
import { type Database, openServer } from '#/platform/database.ts'
import { startServer } from '../../src/server.ts'
import { testOnServer } from '../engines.ts'
import { stackOf } from '../paper-stack.ts'
import { schools } from '../people.ts'
import { bocage, buildWorld } from '../world.ts'
import { follow, press } from './agreements.ts'
import { see } from './bank.ts'
import { type Mishaps, paperClass, scanClass, sendClassToSign } from './paper.ts'
import { desktop, type Visit, visit } from './visit.ts'

testOnServer('a class’s agreements come back on paper, and count', async (databaseUrl, t) => {
  await buildAssets()
  const database = await openServer(databaseUrl, 4)
  try {
    await bringPaper({ ...database, close: async () => {} }, t)
  } finally {
    await database.close()
  }
})

async function bringPaper(database: Database, t: TestContext): Promise<void> {
  const world = await buildWorld(database, t, { port: 0, publicUrl: 'http://localhost' })
  const names = await sendClassToSign(world)
  const server = await startServer(world.services)
  t.after(() => server.close())
  const office = await visit(t, { url: server.url, screen: desktop })
  const { page } = office
  await page.context().addCookies([{ name: 'passerelle', value: await world.session('sylvie'), url: server.url }])
  let loads = 0
  page.on('domcontentloaded', () => void loads++)

  // Printed: one document for the class.
  await page.goto(addressOf('classAgreements', { class: paperClass }))
  await page.getByRole('heading', { name: '30 conventions, 0 signée', exact: false }).waitFor()
  const order = await page
    .locator('.agreements tbody tr')
    .evaluateAll((rows) => rows.map((row) => row.querySelector('a')?.getAttribute('href')?.split('/')[2] ?? ''))
  assert.deepEqual(order.toSorted(), [...names.keys()])
  const print = await page.getByRole('link', { name: 'Imprimer les conventions à signer (30)' }).getAttribute('href')
  const printed = await page.context().request.get(print ?? '')
  assert.equal(printed.status(), 200)

  const [withoutSecond, withoutSignatures, withoutFamily, initials] = [...names.keys()]
  assert.ok(withoutSecond && withoutSignatures && withoutFamily && initials)
  const mishaps: Mishaps = { withoutSecond, withoutSignatures, withoutFamily, initials }
  const { stack, signed } = await scanClass(world, { pdf: await printed.body(), order, mishaps })
  const file = scanFile(t, await stackOf(stack))

  // Uploaded, and read while the page says how far it is.
  await page.goto(addressOf('papers', { territory: bocage.id, school: schools.vire }))
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByText('pile.pdf : reçu').waitFor()
  await page.getByRole('button', { name: 'Lire ce fichier' }).click()
  await page.getByRole('heading', { name: 'Lecture des pages' }).waitFor()
  let asked = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/progression')) asked++
  })
  const isRead = page.getByRole('heading', { name: '30 conventions reconnues' }).waitFor()
  await Promise.all([world.work(), isRead])
  assert.ok(asked > 0, 'the page asks how far it is, and goes on by itself')
  const progress = await (await page.context().request.get(`${page.url()}/progression`)).text()
  assert.match(progress, new RegExp(`"done":${stack.length},"total":${stack.length},"next"`))
  const lineOf = (agreement: string) => {
    const [last, first] = (names.get(agreement) ?? '').split(' ')
    return page
      .getByRole('row')
      .filter({ hasText: last ?? '' })
      .filter({ hasText: first ?? '' })
  }
  assert.match(await lineOf(withoutSecond).innerText(), /il manque la page 2/)
  assert.match(await lineOf(withoutSignatures).innerText(), /il manque la page \d[\s\S]*page de signatures absente/)
  assert.equal(await page.getByText('il manque la page').count(), 2)

  // The sheet from elsewhere.
  await follow(office, 'Identifier 1 page', /a-identifier$/)
  await press(office, /^Mettre de côté/, 'Toutes les pages sont identifiées')
  await follow(office, 'Revenir à cet envoi', /\/papiers\/[^/]+$/)

  // By single keys, and one slip taken back.
  await hearKeys(office)
  await follow(office, 'Confirmer les signatures de 29 conventions', /\/signatures$/)
  await see(office, 'paper-signatures')
  loads = 0
  const keys = await confirmAll(office, (pupil) => {
    const [agreement = ''] = [...names].find(([, name]) => name === pupil) ?? []
    return signed.get(agreement) ?? []
  })
  t.diagnostic(
    `${stack.length} sheets, progress asked ${asked} times; 29 agreements by ${keys.all} keys (${keys.corrections} correction, ` +
      `2 for a slip) and ${loads} pages: ${(keys.all / 29).toFixed(2)} keys and ${(loads / 29).toFixed(2)} pages each`,
  )
  assert.deepEqual({ keys, loads }, { keys: { all: 29 + 1 + 2, corrections: 1 }, loads: 29 + 2 })

  await press(office, 'Compter maintenant 29 conventions', '29 conventions comptent maintenant comme les autres')
  await page.goto(addressOf('classAgreements', { class: paperClass }))
  await page.getByRole('heading', { name: '30 conventions, 28 signées' }).waitFor()
  assert.equal(
    await page.getByRole('row').filter({ hasText: 'papier' }).getByText('signée', { exact: true }).count(),
    28,
  )
  for (const agreement of [withoutSignatures, withoutFamily])
    assert.doesNotMatch(await lineOf(agreement).innerText(), /signée/)
  office.end()
}

function scanFile(t: TestContext, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'stack-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'pile.pdf')
  writeFileSync(file, bytes)
  return file
}

/** Marks each page from now on once it hears keys: a person's hand is slower than its script. */
const hearKeys = ({ page }: Visit): Promise<unknown> =>
  page.addInitScript(() => {
    const listen = document.addEventListener.bind(document)
    document.addEventListener = (kind: string, ...more: [EventListener]) => {
      listen(kind, ...more)
      if (kind === 'keydown') document.documentElement.dataset.keys = 'heard'
    }
  })

/** Looks at every agreement, corrects what the guess got wrong, confirms; takes the first one back once. By keys alone. */
async function confirmAll(
  { page }: Visit,
  signersOf: (pupil: string) => readonly string[],
): Promise<{ readonly all: number; readonly corrections: number }> {
  let [all, corrections] = [0, 0]
  const hit = async (key: string, loads: boolean): Promise<void> => {
    all++
    const loaded = loads ? page.waitForEvent('domcontentloaded') : undefined
    await page.keyboard.press(key)
    await loaded
  }
  for (let round = 0; ; round++) {
    await page.locator('html[data-keys]').waitFor()
    const title = await page
      .getByRole('heading', { level: 1 })
      .or(page.getByText('Toutes les signatures'))
      .first()
      .innerText()
    const pupil = /^(.+)\s: qui a signé/.exec(title)?.[1]
    if (pupil === undefined) break
    const signers = signersOf(pupil)
    const boxes = await page.locator('.keyed-crop').evaluateAll((crops) =>
      crops.map((crop) => ({
        label: crop.querySelector('label')?.textContent ?? '',
        key: crop.querySelector('kbd')?.textContent ?? '',
        isOn: crop.querySelector('input')?.checked === true,
      })),
    )
    for (const { label, key, isOn } of boxes)
      if (isOn !== signers.some((name) => label.includes(name))) {
        await hit(key, false)
        corrections++
      }
    await hit('Enter', true)
    if (round === 0) {
      await page.locator('html[data-keys]').waitFor()
      await hit('z', true)
    }
    assert.ok(round < 40, 'it ends')
  }
  return { all, corrections }
}
