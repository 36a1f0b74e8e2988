import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { addresses } from '#/addresses.ts'
import type { Visit } from './visit.ts'

/** The steps of those who meet in the placement bank, as they do them: by links, forms and buttons. */

/** Looks with axe, and keeps a picture where PICTURES names a folder: to look at with one's own eyes. */
export async function see({ page, look }: Visit, what: string): Promise<void> {
  const { PICTURES: folder } = process.env
  const width = page.viewportSize()?.width
  if (folder) await page.screenshot({ path: join(folder, `${width}-${what}.png`), fullPage: true })
  await look(what)
}

export const mainText = (page: Page): Promise<string> => page.getByRole('main').innerText()

/** In as an invented person of the first page. */
export async function enterAs({ page }: Visit, name: RegExp): Promise<void> {
  await page.goto(addresses.welcome)
  await page.getByRole('button', { name }).click()
  await page.waitForURL((url) => url.pathname !== addresses.welcome)
}

/** A place in two minutes, by somebody nobody knows yet; one seat, in the fortnight of seconde. Confirmed from the caught mail. */
export async function proposePlace(
  someone: Visit,
  place: {
    readonly structure: string
    readonly postcode: string
    readonly city: string
    readonly email: string
    readonly description: string
  },
): Promise<void> {
  const { page } = someone
  await page.goto(addresses.welcome)
  await page.getByRole('link', { name: /propose une place/i }).click()
  await page.waitForURL(`**${addresses.propose}`)
  await see(someone, 'propose')
  // Sent too early: what is missing is said, and nothing is lost.
  await page.locator('[name=structure]').fill(place.structure)
  await page.getByRole('button', { name: 'Proposer cette place' }).click()
  await page.getByRole('alert').waitFor()
  await see(someone, 'propose-errors')
  assert.equal(await page.locator('[name=structure]').inputValue(), place.structure)
  await page.locator('[name=secteur]').selectOption({ index: 12 })
  await page.locator('[name=nom]').fill('Odile Ferrand')
  await page.locator('[name=email]').fill(place.email)
  await page.locator('[name=description]').fill(place.description)
  for (const field of await page
    .locator('[name^=places-]')
    .all()
    .then((all) => all.slice(0, 2)))
    await field.fill('1')
  await page.locator('[name=rue]').fill('3 rue du Port')
  await page.locator('[name=code]').fill(place.postcode)
  await page.locator('[name=commune]').fill(place.city)
  await page.getByRole('button', { name: 'Proposer cette place' }).click()
  await page.waitForURL(`**${addresses.proposeSent}`)
  await see(someone, 'proposed')
  await openMail(someone, place.email, /confirme/i)
  await see(someone, 'confirm-proposal')
  await page.locator('main form button').first().click()
  await page.waitForURL(/\/structures\/[^/]+\/offres/)
  await see(someone, 'posted')
  assert.match(await mainText(page), /publiée/i)
}

/** Follows the one link of the latest caught mail to somebody. */
export async function openMail({ page }: Visit, to: string, label: RegExp): Promise<void> {
  const link = await mailLink(page, to, label)
  await page.goto(link)
}

async function mailLink(page: Page, to: string, label: RegExp): Promise<string> {
  // The letters leave in the background.
  for (let tries = 0; tries < 300; tries++) {
    await page.goto(addresses.demonstrationLetters)
    const row = page.locator('main li').filter({ hasText: to }).first()
    if ((await row.count()) > 0) {
      await row.locator('a').first().click()
      await page.waitForURL(/\/courriers\/[^/]+$/)
      const button = page.frameLocator('iframe').getByRole('link', { name: label }).first()
      const href = await button.getAttribute('href')
      if (href !== null) return new URL(href).pathname
    }
    await page.waitForLoadState('networkidle')
  }
  return assert.fail(`no mail to ${to}`)
}

/** The papers that the school prints for a class: codes by name. */
export async function printCodes(
  someone: Visit,
): Promise<ReadonlyMap<string, { readonly group: string; readonly own: string }>> {
  const { page } = someone
  await page.locator('main a[href^="/classes/"]').first().click()
  await page.waitForURL(/\/classes\//)
  await see(someone, 'class')
  await page.locator('main a[href$="/eleves"]').first().click()
  await page.getByRole('link', { name: 'Imprimer les codes' }).click()
  await page.waitForURL(/\/codes$/)
  await page.getByLabel(/Toute la classe/).check()
  await see(someone, 'codes')
  await page.getByRole('button', { name: 'Préparer la feuille' }).click()
  await page.locator('.slips li').first().waitFor()
  await see(someone, 'slips')
  const papers = await page.locator('.slips li').allInnerTexts()
  return new Map(
    papers.map((paper) => {
      const [own = ''] = /[2-9B-Z]{5}-[2-9B-Z]{5}/.exec(paper) ?? []
      const [group = ''] = /\b[2-9B-Z]{3}\s[2-9B-Z]{3}\b/.exec(paper) ?? []
      return [paper.split('\n')[0]?.trim() ?? '', { group, own }]
    }),
  )
}

/** The pupils of the first class who have nothing, as its school sees them. */
export async function pupilsWithoutPlace({ page }: Visit): Promise<readonly string[]> {
  const school = page.url()
  await page.locator('main a[href^="/classes/"]').first().click()
  await page.waitForURL(/\/classes\//)
  await page.getByRole('link', { name: /^Sans rien/ }).click()
  await page.waitForURL(/montrer=/)
  const names = await page.locator('#eleves tbody th').allInnerTexts()
  await page.goto(school)
  return names
}

/** In with the two codes of the paper. */
export async function enterByCodes(
  someone: Visit,
  codes: { readonly group: string; readonly own: string },
): Promise<void> {
  const { page } = someone
  await page.goto(addresses.welcome)
  await page.locator(`a[href="${addresses.signInPupil}"]`).first().click()
  await page.waitForURL(`**${addresses.signInPupil}`)
  await see(someone, 'codes-form')
  // As people type: small letters, a sign too few at first.
  await page.getByLabel('Code de ta classe').fill(codes.group.toLowerCase())
  await page.getByLabel('Ton code personnel').fill(codes.own.slice(0, -1))
  await page.getByRole('button', { name: 'Entrer' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Ton code personnel').fill(codes.own.toLowerCase())
  await page.getByRole('button', { name: 'Entrer' }).click()
  await page.waitForURL(`**${addresses.myPlacement}`)
  await see(someone, 'home')
}

/** Looks for places that a bus reaches from home, and opens the one of this name. */
export async function searchByBus(
  someone: Visit,
  { keyword, title }: { keyword: string; title: RegExp },
): Promise<void> {
  const { page } = someone
  await page.locator(`a[href^="${addresses.search}"]`).first().click()
  await page.waitForURL(`**${addresses.search}**`)
  await see(someone, 'search')
  if (!(await page.locator('main [name=q]').isVisible()))
    await page.locator('details:has([name=q]) > summary').first().click()
  await page.locator('main [name=q]').fill(keyword)
  await page.locator('main [name=temps]').selectOption('60')
  await page.locator('main form:has([name=q]) button').first().click()
  await page.waitForURL(/temps=60/)
  // The timetables are read at the first question: the page says so, and is asked for again.
  const isThere = async () =>
    (await page.getByRole('link', { name: title }).count()) > 0 && /\d\smin/.test(await mainText(page))
  for (let tries = 0; tries < 50 && !(await isThere()); tries++) await page.reload()
  await see(someone, 'found')
  assert.match(await mainText(page), /\d\smin/)
  await page.getByRole('link', { name: title }).first().click()
  await page.waitForURL(/\/offres\//)
  await see(someone, 'offer')
}

/** From an offer to a sent application. */
export async function apply(someone: Visit, draws: string): Promise<void> {
  const { page } = someone
  await page.getByRole('link', { name: 'Candidater' }).first().click()
  await page.waitForURL(/\/candidater$/)
  await see(someone, 'apply')
  await page.locator('[name=attrait]').fill(draws)
  for (const week of await page.locator('input[type=checkbox][name=semaines]').all()) await week.check()
  await page.getByRole('button', { name: 'Relire ma candidature' }).click()
  await page.locator('form[action$="/envoyer"]').waitFor()
  await see(someone, 'check')
  await page.locator('form[action$="/envoyer"] button').first().click()
  await page.waitForURL(/\/candidatures\//)
  await see(someone, 'sent')
}

/** The host's answer from the mail, by keyboard alone: Tab to the button, Enter. */
export async function acceptByKeyboard(someone: Visit): Promise<void> {
  const { page } = someone
  await see(someone, 'answer')
  for (let steps = 0; steps < 60; steps++) {
    await page.keyboard.press('Tab')
    const text = await page.evaluate(() => document.activeElement?.textContent ?? '')
    if (/^Accueillir/.test(text.trim())) {
      await page.keyboard.press('Enter')
      await page.getByText('Réponse donnée').first().waitFor()
      await see(someone, 'answered')
      return
    }
  }
  assert.fail('Tab does not reach the button')
}

/** The pupil's own page, and the application that is there first with these words. */
export async function openApplication({ page }: Visit, words: RegExp): Promise<void> {
  await page.goto(addresses.myPlacement)
  await page.locator('main a[href^="/candidatures/"]').filter({ hasText: words }).first().click()
  await page.waitForURL(/\/candidatures\//)
}
