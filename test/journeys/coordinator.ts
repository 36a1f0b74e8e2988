import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { addresses } from '#/addresses.ts'
import { mondayOf } from '#/calendar/index.ts'
import type { Visit } from './visit.ts'

/** The steps of a coordinator's main job, as a person does them: by links, forms and buttons, never by an address typed. */

/** The button of a form, by where it sends: words and places of buttons change. */
export const buttonTo = (page: Page, ending: string) => page.locator(`form[action$="${ending}"] button`).first()

export async function signIn({ page, look }: Visit): Promise<void> {
  await page.goto(addresses.welcome)
  await look('welcome')
  await page.getByRole('button', { name: /Maud/ }).click()
  await page.waitForURL(`**${addresses.desk}`)
  await look('desk')
  await page.getByRole('link', { name: 'Campagnes' }).click()
  await page.waitForURL(`**${addresses.campaigns}`)
  await look('campaigns')
}

/** The first week of the campaign that the demonstration's files are for. */
export function firstWeekOf(files: string): string {
  const { weeks } = z
    .object({ weeks: z.tuple([z.string()], z.string()) })
    .parse(JSON.parse(readFileSync(join(files, 'campaign.json'), 'utf8')))
  return weeks[0]
}

/** Returns the campaign's address. */
export async function createCampaign(
  { page, look }: Visit,
  { name, firstWeek }: { readonly name: string; readonly firstWeek: string },
): Promise<string> {
  await page.locator(`a[href="${addresses.campaignNew}"]`).first().click()
  await page.waitForURL(`**${addresses.campaignNew}`)
  await look('new campaign')
  await page.locator('[name=nom]').fill(name)
  await page.locator('[name=debut]').fill(String(mondayOf(firstWeek)))
  await page.locator('[name=semaines]').fill('2')
  await page.locator('[name=lottery]').fill('Tirage du 2 juin')
  await page.locator(`form[action="${addresses.campaigns}"] button[type=submit]`).click()
  await page.waitForURL(/\/fichiers$/)
  await look('files of a new campaign')
  return new URL(page.url()).pathname.replace(/\/fichiers$/, '')
}

export async function goTo(page: Page, address: string): Promise<void> {
  await page.locator(`a[href="${address}"]`).first().click()
  await page.waitForURL(`**${address}`)
}

/** Gives files by the file input and waits for the preview. */
export async function giveFiles({ page }: Visit, paths: readonly string[]): Promise<void> {
  await page.locator('input[name=fichiers]').setInputFiles([...paths])
  await sendFiles(page)
}

/** Lets files fall on the page, as from a folder on the desk, and waits for the preview. */
export async function dropFiles({ page }: Visit, paths: readonly string[]): Promise<void> {
  const files = paths.map((path) => ({ name: path.replace(/^.*\//, ''), base64: readFileSync(path, 'base64') }))
  const transfer = await page.evaluateHandle((given) => {
    const dropped = new DataTransfer()
    for (const { name, base64 } of given) dropped.items.add(new File([Uint8Array.fromBase64(base64)], name))
    return dropped
  }, files)
  await page.locator('[data-island=drop]').dispatchEvent('drop', { dataTransfer: transfer })
  for (const { name } of files) await page.getByText(name).first().waitFor()
  await sendFiles(page)
}

async function sendFiles(page: Page): Promise<void> {
  const sent = page.url()
  await page.locator('form:has(input[name=fichiers]) button[type=submit]').click()
  await page.waitForURL((url) => url.href !== sent && /\/fichiers\/[^/]+$/.test(url.pathname))
}

/** A wrong list refused by line, the right files previewed, applied, undone, dropped and applied again. */
export async function importFiles(
  someone: Visit,
  { files, campaign, drop }: { files: string; campaign: string; drop: boolean },
): Promise<void> {
  const { page, look } = someone
  const right = ['pupils.csv', 'offers.csv', 'schools.csv'].map((name) => join(files, name))
  const wrong = join(mkdtempSync(join(files, '../wrong-')), 'pupils.csv')
  // The third pupil, on line 4, is born on no day.
  const lines = readFileSync(right[0] ?? '', 'utf8').split('\n')
  lines[3] = (lines[3] ?? '').replace(/\d{4}-\d\d-\d\d/, '2009-02-31')
  writeFileSync(wrong, lines.join('\n'))
  await giveFiles(someone, [wrong, ...right.slice(1)])
  await page.getByRole('row').filter({ hasText: 'birth_date' }).filter({ hasText: '4' }).waitFor()
  assert.equal(await buttonTo(page, '/appliquer').count(), 0)
  await look('refused import')
  await goTo(page, `${campaign}/fichiers`)

  await giveFiles(someone, right)
  await look('preview')
  assert.match(await page.getByRole('main').innerText(), /nouvelles/i)
  await buttonTo(page, '/appliquer').click()
  await page.waitForURL(/fait=applied/)
  await look('applied import')
  await buttonTo(page, '/annuler').click()
  await page.waitForURL(/fait=undone/)
  await look('undone import')

  const all = [...right, join(files, 'campaign.json'), join(files, 'gtfs/horaires.zip')]
  await (drop ? dropFiles(someone, all) : giveFiles(someone, all))
  await buttonTo(page, '/appliquer').click()
  await page.waitForURL(/fait=applied/)
  assert.match(await page.getByRole('main').innerText(), /horaires\.zip/)
}

/** From the campaign's runs to a run under way. Returns the run's address. */
export async function launch({ page }: Visit, campaign: string): Promise<string> {
  await goTo(page, `${campaign}/affectations`)
  await buttonTo(page, '/affectations').click()
  await page.waitForURL(/\/affectations\/[^/]+$/)
  return new URL(page.url()).pathname
}

/** What a finished run says: shortages, those placed and why, those without a place and why none. */
export async function readResult(someone: Visit, run: string): Promise<void> {
  const { page, look } = someone
  await look('result')
  assert.match(await page.getByRole('main').innerText(), /Vérifié/)
  await goTo(page, `${run}/manques`)
  await look('shortages')
  await page.locator(`main a[href^="${run}/manques/"]`).first().click()
  await page.waitForURL(/\/manques\/[^/]+$/)
  await look('a shortage')
  await goTo(page, run)
  const readFirst = async (words: RegExp): Promise<void> => {
    await page.locator(`main a[href^="${run}/eleves/"]`).first().click()
    await page.waitForURL(/\/eleves\/[^/?]+$/)
    assert.match(await page.getByRole('main').innerText(), words)
  }
  await page.locator('main a[href*="etat=sans-place"]').first().click()
  await page.waitForURL(/etat=sans-place/)
  await look('pupils without a place')
  await readFirst(/Pas de place/)
  await look('a pupil without a place')
  await page.goBack({ waitUntil: 'commit' })
  await page.locator('main a[href$="etat=places"]').first().click()
  await page.waitForURL(/etat=places/)
  await look('pupils placed')
  await readFirst(/Départ \d+\sh\s\d\d[\s\S]*Pourquoi cette place/)
  await look('a pupil placed')
  await goTo(page, run)
}

/** Downloads all that a run gives, and has it verified by the command line in a process of its own. */
export async function verifyDownloads({ page }: Visit, files: string): Promise<void> {
  const folder = join(mkdtempSync(join(files, '../downloads-')), 'out')
  mkdirSync(folder)
  for (const folded of await page.locator('main details:has(a[download]):not([open]) > summary').all())
    await folded.click()
  const links = await page.locator('main a[download]').all()
  for (const link of links) {
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    await download.saveAs(join(folder, download.suggestedFilename()))
  }
  const input = (name: string): string[] => [
    `--${name}`,
    join(folder, `${name}.${name === 'campaign' ? 'json' : 'csv'}`),
  ]
  const given = ['campaign', 'pupils', 'offers', 'schools'].flatMap(input)
  const { status, stderr } = spawnSync(
    process.execPath,
    ['bin/passerelle.js', 'verify', ...given, '--gtfs', join(files, 'gtfs/horaires.zip'), '--out', folder],
    { cwd: join(import.meta.dirname, '../..'), encoding: 'utf8' },
  )
  assert.equal(status, 0, stderr)
}

/** The report opens by its link, in a page that reaches nothing else. */
export async function openReport({ page, look }: Visit): Promise<void> {
  await page.locator('a[href*="report.html?"]').click()
  await page.waitForURL(/report\.html\?/)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await look('report')
  await page.goBack({ waitUntil: 'commit' })
}
