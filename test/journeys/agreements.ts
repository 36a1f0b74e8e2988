import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { addresses } from '#/addresses.ts'
import { mainText, see } from './bank.ts'
import type { Visit } from './visit.ts'

/** The steps of those whom an agreement binds, as they do them: by links, forms and buttons, and by what their mails hold. */

/** Presses a button and waits for what the page says then. */
export async function press({ page }: Visit, name: string | RegExp, says: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click()
  await page.getByText(says).first().waitFor()
}

/** Follows a link to an address of this form. */
export async function follow({ page }: Visit, name: string | RegExp, to: RegExp): Promise<void> {
  await page.getByRole('main').getByRole('link', { name }).first().click()
  await page.waitForURL(to)
}

/** The latest caught mail whose line says this, opened. The letters leave in the background. */
async function openLetter({ page }: Visit, line: RegExp): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    await page.goto(addresses.demonstrationLetters)
    const row = page.locator('main li').filter({ hasText: line }).first()
    if ((await row.count()) > 0) {
      await row.locator('a').first().click()
      await page.waitForURL(/\/courriers\/[^/]+$/)
      return
    }
    await page.waitForLoadState('networkidle')
  }
  assert.fail(`no mail ${line}`)
}

/** Where the one button of that mail leads. */
export async function letterLink(postman: Visit, line: RegExp): Promise<string> {
  await openLetter(postman, line)
  const href = await postman.page.frameLocator('iframe').locator('a[href^="http"]').first().getAttribute('href')
  return new URL(href ?? assert.fail(`no link in ${line}`)).pathname
}

/** The code to sign with, out of the latest mail to this address; never the one before. */
async function codeFor(postman: Visit, to: string, used: Set<string>): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    await openLetter(postman, new RegExp(`code pour signer[\\s\\S]*${to}`, 'i'))
    const body = await postman.page.frameLocator('iframe').locator('body').innerText()
    const [, one = '', other = ''] = /code\s:\s(\d{3})\s(\d{3})/i.exec(body) ?? []
    const code = one + other
    if (code !== '' && !used.has(code)) {
      used.add(code)
      return code
    }
  }
  return assert.fail(`no new code to ${to}`)
}

const usedCodes = new Set<string>()

/** From the page that shows what is signed to the signature: a wrong code first, where `slips`. */
export async function signWithCode(
  someone: Visit,
  { postman, to, what, slips = false }: { postman: Visit; to: string; what: string; slips?: boolean },
): Promise<void> {
  const { page } = someone
  await see(someone, `${what}-read`)
  await page.getByRole('button', { name: 'Recevoir mon code' }).click()
  await page.waitForURL(/demande=/)
  const code = await codeFor(postman, to, usedCodes)
  if (slips) {
    await page.locator('[name=code]').fill(code === '000000' ? '000001' : '000000')
    await press(someone, 'Signer', 'Ce n’est pas le bon code')
    await see(someone, `${what}-wrong-code`)
  }
  await page.locator('[name=code]').fill(code)
  await see(someone, `${what}-code`)
  await press(someone, 'Signer', 'Votre signature est gardée')
  await see(someone, `${what}-signed`)
}

/** The head's review: all that waits, with one code. Returns how many. */
export async function signAll(head: Visit, { postman, to }: { postman: Visit; to: string }): Promise<number> {
  const { page } = head
  await page.locator('main a[href$="/a-signer"]').first().click()
  await page.waitForURL(/\/a-signer$/)
  await see(head, 'queue')
  const count = await page.locator('main tbody tr').count()
  await page.getByRole('button', { name: /Signer toute la liste/ }).click()
  await page.waitForURL(/\/a-signer\/[^/]+$/)
  await see(head, 'review')
  await page.locator('[name=code]').fill(await codeFor(postman, to, usedCodes))
  await page.locator('form:has([name=code]) button').first().click()
  await page
    .getByText(/signées? sur \d/)
    .first()
    .waitFor()
  await see(head, 'reviewed')
  return count
}

/** From the class's page to the agreement of a pupil. */
export async function openOfClass(desk: Visit, pupil: string): Promise<void> {
  const { page } = desk
  if (!/\/classes\/[^/]+$/.test(page.url())) await follow(desk, /^2de 1$/, /\/classes\//)
  await follow(desk, 'Conventions', /\/conventions$/)
  const row = page.getByRole('row').filter({ hasText: new RegExp(pupil.split(' ').join('.*'), 'i') })
  await row.getByRole('link').first().click()
  await page.waitForURL(/\/conventions\/[^/]+$/)
}

/** The document that the page shows, once it is sealed. */
export async function download(page: Page): Promise<Buffer> {
  const href = await page.locator('main a[href$="/document"]').first().getAttribute('href')
  for (let tries = 0; tries < 300; tries++) {
    const answer = await page.context().request.get(href ?? assert.fail('no document'))
    assert.equal(answer.status(), 200)
    const bytes = await answer.body()
    if (bytes.includes('ETSI.CAdES.detached')) return bytes
    // The seal follows the last signature in the background.
    await page.reload({ waitUntil: 'networkidle' })
  }
  return assert.fail('the document is not sealed')
}

/** What a tool of Debian's says of a document; undefined where it is not installed. */
export function askTool(tool: string, file: string, bytes: Uint8Array, ...args: readonly string[]): string | undefined {
  writeFileSync(file, bytes)
  const { error, stdout } = spawnSync(tool, [file, ...args], { encoding: 'utf8' })
  return error ? undefined : stdout
}

/** Gives a file to the public page, and returns what it says. */
export async function verify(anyone: Visit, bytes: Buffer, what: string): Promise<string> {
  const { page } = anyone
  await page.goto(addresses.welcome)
  await page.getByRole('link', { name: 'Vérifier une convention' }).click()
  await page.waitForURL(`**${addresses.verify}`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'convention.pdf', mimeType: 'application/pdf', buffer: bytes })
  await page.locator('main form button[type=submit]').first().click()
  await page.getByText('Ce fichier').first().waitFor()
  await see(anyone, what)
  return mainText(page)
}

/** The same with one byte changed, in the middle of what was signed. */
export function changed(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes)
  const at = other.length >> 1
  other[at] = (other[at] ?? 0) ^ 1
  return other
}
