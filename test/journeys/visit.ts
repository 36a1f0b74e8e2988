import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
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

/** Opens a browser of one's own on a server. */
export async function visit(
  t: { after(done: () => Promise<void>): void },
  {
    url,
    screen,
    scripts = true,
  }: { readonly url: string; readonly screen: typeof desktop; readonly scripts?: boolean },
): Promise<Visit> {
  const browser = await openBrowser()
  t.after(() => browser.close())
  const options = { viewport: screen, baseURL: url, locale: 'fr-FR' }
  const context = await browser.newContext({ ...options, javaScriptEnabled: scripts, acceptDownloads: true })
  const page = await context.newPage()
  // Axe is a script too: without scripts it looks at the same page beside, where only the application's own stay out.
  const beside = scripts ? undefined : await browser.newContext(options)
  await beside?.route('**/*.js', (route) => route.abort())
  const besidePage = await beside?.newPage()
  const complaints: string[] = []
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
  return {
    page,
    async look(what) {
      await beside?.addCookies(await context.cookies())
      await besidePage?.goto(page.url())
      const { violations } = await new AxeBuilder({ page: besidePage ?? page }).withTags(wcag).analyze()
      for (const { id, nodes } of violations) hear(`(${what}) ${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > screen.width) hear(`(${what}) is ${width} px wide`)
    },
    end() {
      assert.deepEqual(complaints, [])
    },
  }
}
