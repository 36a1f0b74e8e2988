import assert from 'node:assert/strict'
import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { openWindow } from '../browser.ts'

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

/** Opens a window of one's own on a server. */
export async function visit(
  t: { after(done: () => Promise<void>): void },
  {
    url,
    screen,
    scripts = true,
  }: { readonly url: string; readonly screen: typeof desktop; readonly scripts?: boolean },
): Promise<Visit> {
  const options = { viewport: screen, baseURL: url }
  const context = await openWindow(t, { ...options, javaScriptEnabled: scripts, acceptDownloads: true })
  const page = await context.newPage()
  // Axe is a script too: without scripts it looks at the same page beside, where only the application's own stay out.
  const beside = scripts ? undefined : await openWindow(t, options)
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
export async function barriers(page: Page, rules: readonly string[] | 'wcag' | 'all' = 'wcag'): Promise<string[]> {
  const isThere = await page.evaluate(() => {
    // A mail stands in a frame that runs no script: axe would wait there for ever.
    for (const frame of document.querySelectorAll('iframe[sandbox]')) frame.remove()
    return 'axe' in window
  })
  // Once for a page, and by hand: its own package sends half a megabyte twice for each look, and gets all that is well in return.
  if (!isThere) await page.evaluate(axe.source)
  const options: RunOptions = { resultTypes: ['violations'] }
  if (rules === 'wcag') options.runOnly = { type: 'tag', values: wcag }
  else if (rules !== 'all') options.runOnly = { type: 'rule', values: [...rules] }
  return page.evaluate(async (how) => {
    // In the page, this name is what was given to it above.
    const { violations } = await axe.run(document, how)
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }, options)
}

/** A page wider than the screen. */
export async function overflow(page: Page): Promise<string[]> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  return width > (page.viewportSize()?.width ?? 0) ? [`is ${width} px wide`] : []
}
