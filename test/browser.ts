import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/**
 * The browser that the tests use: the one CHROMIUM names, the system's, or the one that npm brought (unpacked once, some seconds).
 */
export async function findBrowser(): Promise<string> {
  const given = process.env.CHROMIUM
  if (given) return given
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  )
  if (installed) return installed
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

/** Opens the browser without the default arguments, which switch web security off: a test would not see what a visitor's browser refuses. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findBrowser(),
    ignoreDefaultArgs: true,
    args: [
      '--headless=shell',
      '--remote-debugging-pipe',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}
