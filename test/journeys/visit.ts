import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../browser.ts'

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Someone before a browser, and what that browser complains of. */
export interface Visit {
  readonly page: Page
  /** Looks at the page as it stands: axe, and nothing wider than the screen. Complaints come together at `end`. */
  readonly look: (what: string) => Promise<void>
  /** Fails with everything that was wrong on the way. */
  readonly end: () => void
}

export const desktop = { width: 1440, height: 900 }
export const phone = { width: 360, height: 740 }

/** Opens a browser of one's own on a server, or a window of one's own in `within`. */
export async function visit(
  t: { after(done: () => Promise<void>): void },
  {
    url,
    screen,
    scripts = true,
    within,
  }: { readonly url: string; readonly screen: typeof desktop; readonly scripts?: boolean; readonly within?: Browser },
): Promise<Visit> {
  const browser = within ?? (await openBrowser())
  if (!within) t.after(() => browser.close())
  const options = { viewport: screen, baseURL: url, locale: 'fr-FR' }
  const context = await browser.newContext({ ...options, javaScriptEnabled: scripts, acceptDownloads: true })
  const page = await context.newPage()
  // Axe is a script too: without scripts it looks at the same page beside, where only the application's own stay out.
  const beside = scripts ? undefined : await browser.newContext(options)
  await beside?.route('**/*.js', (route) => route.abort())
  const besidePage = await beside?.newPage()
  const complaints: string[] = []
  listen(page, url, complaints)
  return {
    page,
    async look(what) {
      await beside?.addCookies(await context.cookies())
      await besidePage?.goto(page.url())
      const seen = [...(await barriers(besidePage ?? page)), ...(await overflow(page))]
      complaints.push(...seen.map((complaint) => `${new URL(page.url()).pathname} (${what}) ${complaint}`))
    },
    end() {
      assert.deepEqual(complaints, [])
    },
  }
}

/** Hears what a page's browser complains of: its console, scripts that fail, answers of 500, requests that leave the server. */
export function listen(page: Page, url: string, complaints: string[]): void {
  const hear = (what: string) => complaints.push(`${new URL(page.url()).pathname} ${what}`)
  page.on('console', (message) => {
    // A refused import answers 422, which the console counts as an error of the network.
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('422')) hear(message.text())
  })
  page.on('pageerror', (error) => hear(error.message))
  page.on('response', (response) => {
    if (response.status() >= 500) hear(`${response.status()} ${response.url()}`)
  })
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== url && !request.url().startsWith('data:'))
      hear(`third party ${request.url()}`)
  })
}

/** What axe finds in the page as it stands; of some of its rules only, where the rest was seen before. */
export async function barriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  // A mail stands in a frame that runs no script: axe would wait there for ever.
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll('iframe[sandbox]')) frame.remove()
  })
  // In one pass: its other way opens a page of its own each time, for frames that nothing here has.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules ? axe.withRules([...rules]) : axe.withTags(wcag)).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** A page wider than the screen. */
export async function overflow(page: Page): Promise<string[]> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  return width > (page.viewportSize()?.width ?? 0) ? [`is ${width} px wide`] : []
}
