import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { type AddressName, addresses } from '#/addresses.ts'
import { buildAssets } from '#/design/build.ts'
import { type Database, openServer } from '#/platform/database.ts'
import { type Access, access } from '#/web/access.ts'
import { startServer } from '../../src/server.ts'
import { openWindow } from '../browser.ts'
import { testOnServer } from '../engines.ts'
import { type PersonName, people } from '../people.ts'
import { buildWorld } from '../world.ts'
import { liveInWorld } from './full-world.ts'
import { barriers, desktop, listen, overflow, phone } from './visit.ts'

/*
 * Every page of the application, found in the table of accesses: a new one is seen the day it is added. PAGES_SHOTS=folder keeps pictures.
 */

/** What answers a GET with something else than a page of its own, and why. An address that is here and shows a page fails too. */
const unseen: Partial<Record<AddressName, string>> = {
  moderationHome: 'leads to the queue of a territory',
  myHost: 'leads to the host that one answers for',
  classes: 'leads to the school or the class where one works',
  offerDraftChoose: 'only while the offer and a draft of it have both changed',
  signInProvider: 'leads to a provider of identities',
  signInReturn: 'what a provider of identities leads back to',
  importProblems: 'a file',
  campaignFile: 'a file',
  runFile: 'a file',
  classAgreementsFile: 'a file',
  schoolFile: 'a file',
  personDataFile: 'a file',
  runProgress: 'figures for a script',
  helpWaveProgress: 'figures for a script',
  boards: 'leads to the dashboard of a territory',
  boardLive: 'words for a script',
  schoolLive: 'words for a script',
  classLive: 'words for a script',
  boardExportFile: 'a file',
  openDataFile: 'a file',
  calendarFeed: 'a calendar',
  apiDocument: 'words for programs',
  apiStatuses: 'words for programs',
  apiSchemes: 'words for programs',
  apiAreas: 'words for programs',
  apiFigures: 'figures for programs',
  schoolState: 'a document',
  paperProgress: 'figures for a script',
  paperImage: 'a picture',
  offerCalendar: 'a calendar',
  placementCalendar: 'a calendar',
  placementReportFile: 'a document',
  incidentDeclaration: 'a document',
  outsideFile: 'a document',
  pupilDataFile: 'a file',
  agreementDocument: 'a document',
  signingLinkDocument: 'a document',
  reviewProgress: 'figures for a script',
  deskMeetingFile: 'a calendar',
  offerImage: 'a picture',
  letterBody: 'a mail, which stands in the frame of its letter',
  demonstrationLetterBody: 'a mail, which stands in the frame of its letter',
  health: 'words for machines',
  metrics: 'figures for machines',
  assets: 'files',
}

/** Someone in front of a page: a visitor, a person, or an operator before the second step. */
type Reader = PersonName | 'visitor' | 'before the second step'

/** Pages that are others for others. */
const also: Partial<Record<AddressName, readonly Reader[]>> = {
  agreement: ['sandrine', 'bruno', 'karim'],
  agreementSign: ['sandrine'],
  account: ['bruno', 'maud', 'karim'],
  application: ['sandrine', 'bruno', 'karim'],
  class: ['maud'],
  evaluation: ['bruno', 'karim'],
  placement: ['sandrine', 'karim'],
  placementReport: ['karim'],
  proposal: ['bruno', 'sandrine', 'maud'],
  host: ['karim', 'maud'],
  myMessages: ['bruno'],
  offer: ['lina', 'bruno'],
  search: ['lina'],
}

/** Pages that need somebody in particular. */
const instead: Partial<Record<AddressName, Reader>> = {
  agreementSignRefuse: 'sandrine',
  secondStep: 'before the second step',
  accountLend: 'maud',
  agreementFill: 'karim',
  applicationCancel: 'noe',
}

/** Forms that people fill without a mouse: each stop of the tab key is looked at. */
const byKeyboard: ReadonlySet<AddressName> = new Set(['applicationNew', 'moderation', 'offerDraftStep', 'signIn'])

const readers = new Map<string, PersonName>()
for (const name of Object.keys(people) as PersonName[])
  for (const { role } of people[name].grants) if (!readers.has(role)) readers.set(role, name)

function readersOf(name: AddressName, { who }: Access): readonly Reader[] {
  const first: Reader | undefined =
    who === 'anyone' || who === 'machine'
      ? 'visitor'
      : who === 'signed-in'
        ? 'lina'
        : who.map((role) => readers.get(role)).find((person) => person !== undefined)
  assert.ok(first, `nobody in the test world may open ${name}`)
  return [instead[name] ?? first, ...(also[name] ?? [])]
}

testOnServer('every page opens on a phone and at a desk, in light and in the dark', async (databaseUrl, t) => {
  await buildAssets()
  const database = await openServer(databaseUrl, 4)
  try {
    await lookAtEveryPage({ ...database, close: async () => {} }, t)
  } finally {
    await database.close()
  }
})

async function lookAtEveryPage(database: Database, t: TestContext): Promise<void> {
  const world = await buildWorld(database, t, { port: 0, publicUrl: 'http://localhost' })
  await database.pool.query('update territories set demonstration = true')
  const ask = await liveInWorld(world)
  const server = await startServer(world.services)
  t.after(() => server.close())

  const rounds = new Map<Reader, { name: AddressName; address: string }[]>()
  for (const [name, { GET }] of Object.entries(access) as [AddressName, { GET?: Access }][])
    if (GET)
      for (const reader of readersOf(name, GET))
        rounds.set(reader, [...(rounds.get(reader) ?? []), ...ask(name).map((address) => ({ name, address }))])

  const complaints: string[] = []
  let pages = 0
  for (const [reader, round] of rounds) {
    const context = await openWindow(t, { baseURL: server.url, viewport: phone, reducedMotion: 'reduce' })
    await enter(context, reader)
    const page = await context.newPage()
    listen(page, server.url, complaints)
    for (const { name, address } of round) {
      const say = (what: string) => complaints.push(`${name} as ${reader} (${address}) ${what}`)
      if (unseen[name] !== undefined) {
        const answer = await context.request.get(address, { maxRedirects: 0 })
        if (isPage(answer) && !/Body$/.test(name)) say('is a page, though "unseen" says it is not')
        continue
      }
      await page.setViewportSize(phone)
      const isEven = pages++ % 2 === 0
      const answer = await page.goto(address)
      if (!answer || !isPage(answer) || answer.request().redirectedFrom()) {
        say(`answers ${answer?.status()} at ${page.url()}: see why, or name it in "unseen"`)
        continue
      }
      for (const screen of [phone, desktop]) {
        const colorScheme = isEven === (screen === phone) ? 'light' : 'dark'
        await page.setViewportSize(screen)
        await page.emulateMedia({ colorScheme })
        await shoot(page, `${name}-${reader}-${pages}-${screen.width}`)
        // The markup is the same on both screens: the second time, only what styles change.
        const found = await barriers(page, screen === phone ? undefined : ['color-contrast', 'target-size'])
        for (const complaint of [...(await outline(page)), ...(await overflow(page)), ...found])
          say(`at ${screen.width} px ${colorScheme} ${complaint}`)
      }
      if (byKeyboard.has(name)) for (const complaint of await stops(page)) say(`by keyboard ${complaint}`)
    }
    await context.close()
  }
  t.diagnostic(`${pages} pages`)
  assert.deepEqual(complaints, [])

  async function enter(context: BrowserContext, reader: Reader): Promise<void> {
    if (reader === 'visitor') {
      // On the way to a code: the page that asks for it is one's own.
      const headers = { 'sec-fetch-site': 'same-origin' }
      await context.request.post(addresses.signIn, { form: { email: people.karim.email }, headers })
      return
    }
    const value =
      reader === 'before the second step'
        ? await world.session('solene', { second: false })
        : await world.session(reader)
    await context.addCookies([{ name: 'passerelle', value, url: server.url }])
  }
}

const isPage = (answer: { status(): number; headers(): Readonly<Record<string, string>> }): boolean =>
  answer.status() === 200 && answer.headers()['content-type']?.startsWith('text/html') === true

/** A name for the window, one title, and a name for each field. */
const outline = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const complaints: string[] = []
    if (document.title.trim() === '') complaints.push('has no title')
    const titles = document.querySelectorAll('h1').length
    if (titles !== 1) complaints.push(`has ${titles} h1`)
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.title === '') complaints.push('has a frame without a title')
    const fields = document.querySelectorAll<HTMLInputElement>('input:not([type=hidden]), select, textarea')
    for (const field of fields) {
      const label = field.labels?.[0]?.textContent ?? field.getAttribute('aria-label') ?? ''
      if (label.trim() === '' && !field.closest('[hidden], .honey'))
        complaints.push(`does not say what ${field.name} is`)
    }
    return complaints
  })

/** Goes through a page by the tab key: each stop shows its focus, and none is above the one before. */
async function stops(page: Page): Promise<string[]> {
  const complaints: string[] = []
  const fields = await page.locator('main :is(a[href], button, input:not([type=hidden]), select, textarea)').count()
  await page.evaluate(() => document.querySelector('main')?.setAttribute('tabindex', '-1'))
  await page.locator('main').focus()
  let before = 0
  for (let at = 0; at < fields; at++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const { activeElement } = document
      if (!activeElement?.closest('main')) return undefined
      const { outlineStyle, outlineWidth } = getComputedStyle(activeElement)
      const bottom = activeElement.getBoundingClientRect().bottom + scrollY
      return { html: activeElement.outerHTML.slice(0, 120), outline: `${outlineStyle} ${outlineWidth}`, bottom }
    })
    if (stop === undefined) break
    if (stop.outline !== 'solid 3px') complaints.push(`the focus does not show on ${stop.html} (${stop.outline})`)
    if (stop.bottom < before - 40) complaints.push(`the focus goes back up to ${stop.html}`)
    before = stop.bottom
  }
  if (before === 0) complaints.push('nothing takes the focus')
  return complaints
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.PAGES_SHOTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`), fullPage: true })
}
