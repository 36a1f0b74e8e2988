import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { addresses } from '#/addresses.ts'
import { elevesXml, latin9, type SieclePupil } from '../school-files.ts'
import { mainText, see } from './bank.ts'
import { firstWeekOf } from './coordinator.ts'
import type { Visit } from './visit.ts'

/** The steps of those who look after a class, a school or a territory, as they do them: by links, forms and buttons. */

/** Someone whom the export brings. */
export const arriving = { lastName: 'ROUSSEVILLE', firstName: 'Marguerite' }

interface ExportedSchool {
  readonly bytes: Buffer
  /** Of those who are typed badly. */
  readonly lines: readonly number[]
  /** Whom these are about, as pages name them. */
  readonly unread: readonly string[]
  /** Where someone arrives. */
  readonly className: string
}

/** Where the first of the export's pupils stands in it. */
const firstLine = 4

/**
 * What SIECLE would export of the school today: everybody whom the demonstration knows, one more, and three whom somebody typed badly.
 */
export function exportOfSchool(files: string, uai: string): ExportedSchool {
  const [names = '', ...rows] = readFileSync(join(files, 'pupils.csv'), 'utf8').trim().split('\n')
  const cells = (row: string): Map<string, string> => {
    const values = row.split(',')
    return new Map(names.split(',').map((name, index) => [name, values[index] ?? '']))
  }
  const known = rows.map(cells).filter((row) => row.get('school') === uai)
  const pupils = known.map((row, index): SieclePupil => {
    const of = (name: string) => row.get(name) ?? ''
    return {
      ...{
        id: index + 1,
        lastName: of('last_name').toUpperCase(),
        firstName: of('first_name'),
        className: of('class'),
      },
      birth: of('birth_date').split('-').toReversed().join('/'),
      ine: `${100_000_000 + index}DE`,
    }
  })
  const className = pupils.map((pupil) => pupil.className ?? '').toSorted()[0] ?? ''
  const wrong: Partial<SieclePupil>[] = [
    { birth: '31/02/2011' },
    { firstName: '' },
    { more: { MEL: 'pas une adresse' } },
  ]
  const all = [
    ...pupils.map((pupil, index) => ({ ...pupil, ...wrong[index] })),
    { ...arriving, id: pupils.length + 1, birth: '14/03/2011', className, ine: '999999999DE' },
  ]
  // The placements are at the end of the school year.
  const year = Number(firstWeekOf(files).slice(0, 4)) - 1
  return {
    bytes: Buffer.from(latin9(elevesXml({ uai, year }, all))),
    lines: wrong.map((_, index) => index + firstLine),
    unread: known.slice(0, wrong.length).map((row) => `${row.get('last_name')} ${row.get('first_name')}`),
    className,
  }
}

/** Gives the school's file, reads what would change, applies it, and takes it back. */
export async function importAndUndo(someone: Visit, files: string): Promise<void> {
  const { page } = someone
  await page.getByRole('link', { name: 'Classes, listes et semaines' }).click()
  await page.locator('main a[href$="/listes"]').first().click()
  await page.waitForURL(/\/listes$/)
  const [, uai = ''] = /etablissements\/([^/]+)/.exec(page.url()) ?? []
  const { bytes, lines, unread, className } = exportOfSchool(files, uai)
  await see(someone, 'lists')
  await page
    .locator('input[name=fichiers]')
    .setInputFiles({ name: 'ElevesSansAdresses.xml', mimeType: 'text/xml', buffer: bytes })
  await page.getByRole('button', { name: 'Voir l’aperçu' }).click()
  await page.waitForURL(/\/listes\/[^/]+$/)
  await see(someone, 'list-preview')
  const preview = await mainText(page)
  assert.match(preview, /3\slignes laissées de côté/)
  for (const line of lines) assert.match(preview, new RegExp(`ligne\\s${line}\\b`))
  assert.match(preview, /1\sélève arrive\b/)
  for (const name of unread) assert.ok(!preview.includes(name), `${name}, whose line could not be read, is left alone`)
  assert.match(preview, /Rousseville/)
  await page.getByRole('button', { name: 'Appliquer' }).click()
  await page.getByRole('button', { name: 'Annuler cet import' }).waitFor()
  const applied = page.url()
  await openClass(page, className)
  assert.match(await mainText(page), /Rousseville/)
  await page.goto(applied)
  await page.getByRole('button', { name: 'Annuler cet import' }).click()
  await page.getByRole('heading', { name: 'Import annulé' }).waitFor()
  await see(someone, 'list-undone')
  await openClass(page, className)
  assert.doesNotMatch(await mainText(page), /Rousseville/)
}

/** From an import to a class of its school. */
async function openClass(page: Page, className: string): Promise<void> {
  await page.getByRole('link', { name: 'Voir les classes' }).click()
  await page.getByRole('link', { name: className, exact: true }).first().click()
  await page.waitForURL(/\/classes\//)
}

/** A teacher opens the class: who is stuck, a word to one of them, help for another, and a placement that a family found. */
export async function livesMonday(someone: Visit): Promise<void> {
  const { page } = someone
  if (!/\/classes\/[^/]+$/.test(page.url())) await page.locator('main a[href^="/classes/"]').first().click()
  const toPupils = page.locator('main a[href$="/suivi"]')
  await toPupils.first().waitFor()
  await see(someone, 'monday-class')
  const classroom = page.url()

  await toPupils.first().click()
  await page.waitForURL(/\/suivi$/)
  await page
    .locator('form[action$="/conseil"] textarea')
    .fill('Passe me voir à la pause : la mairie prend des élèves en juin.')
  await page.locator('form[action$="/conseil"] button').first().click()
  await page.waitForURL(/fait=conseil/)
  await see(someone, 'monday-advice')

  const unaided = page.locator('form[action$="/aide"] button')
  for (let at = 1; (await unaided.count()) === 0; at++) {
    await page.goto(classroom)
    await toPupils.nth(at).click()
    await page.waitForURL(/\/suivi$/)
  }
  await page.locator('details:has(form[action$="/aide"]) > summary').click()
  await unaided.click()
  await page.waitForURL(/fait=aide/)

  await page.getByRole('link', { name: 'Noter un stage trouvé ailleurs' }).click()
  await page.waitForURL(/\/ailleurs/)
  await page.locator('[name=structure]').fill('Menuiserie du Vieux Puits')
  await page.locator('[name=commune]').fill('Honfleur')
  await see(someone, 'monday-outside')
  await page.getByRole('button', { name: 'Noter ce stage' }).click()
  await page.getByText('Menuiserie du Vieux Puits').first().waitFor()
  await see(someone, 'monday-recorded')
}

/** The dashboard of the territory, its worst bassin, and why it is the worst: weeks, seats, whom to call, then its schools. */
export async function findsWorst(someone: Visit): Promise<void> {
  const { page } = someone
  await page.locator('nav').getByRole('link', { name: 'Tableau de bord' }).first().click()
  await page.waitForURL(/\/tableau/)
  await page.getByText('En direct').waitFor()
  await see(someone, 'board')
  const worst = page.locator('#tableau tbody tr').first().getByRole('link')
  const name = await worst.innerText()
  await worst.click()
  await page.waitForURL(/dans=bassin/)
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByRole('link', { name: 'Places et lieux à appeler' }).click()
  await page.waitForURL(/\/places/)
  await see(someone, 'seats')
  assert.match(await mainText(page), /N’ont rien[\s\S]*À appeler d’abord/)
  await page.getByRole('link', { name: 'Vue d’ensemble' }).click()
  await page.getByRole('link', { name: 'Par établissement' }).click()
  await page.waitForURL(/par=etablissement/)
  await page.locator('#tableau tbody tr').first().getByRole('link').click()
  await page.waitForURL(/dans=etablissement/)
  await see(someone, 'board-school')
}

/** The help list, a wave that is computed, read over and sent: returns how many pupils have a proposal by it. */
export async function sendsProposals(someone: Visit): Promise<number> {
  const { page } = someone
  await page.getByRole('link', { name: 'Le bureau' }).first().click()
  await page.waitForURL(`**${addresses.desk}`)
  await see(someone, 'desk')
  await page.locator('main a[href$="/aide"]').first().click()
  await page.waitForURL(/\/aide$/)
  await see(someone, 'help-list')
  // A wave that runs already is followed; else one click asks for it.
  await page.locator('main .actions').locator('a, button').first().click()
  await page.waitForURL(/\/vagues\//)
  const send = page.getByRole('button', { name: 'Envoyer les propositions' })
  // The page says how far the search is, and goes on by itself.
  await send.waitFor()
  const aside = page.getByRole('button', { name: 'Mettre de côté' })
  const found = await aside.count()
  await aside.last().click()
  await page.getByRole('button', { name: 'Remettre' }).waitFor()
  await see(someone, 'wave')
  await send.click()
  const sent = page.getByRole('heading', { name: /ce qu’elle est devenue/ })
  await sent.waitFor()
  await see(someone, 'wave-sent')
  const proposed = (await mainText(page)).match(/place proposée|proposée/g)?.length ?? 0
  assert.ok(proposed > 0 && proposed < found + 1, `${proposed} proposals of ${found} places`)
  return proposed
}

/** What the open dashboard says when so many pupils have a signed agreement: it names none otherwise than some. */
export const placedWords = (placed: number): RegExp =>
  placed === 0 ? /aucun n’a encore/ : new RegExp(`(?<!\\d)${placed}\\sélèves?\\ssur`)

/** How many pupils have a signed agreement, as the open dashboard says. */
export async function placedOn(page: Page): Promise<number> {
  const figures = await page.locator('#chiffres').innerText()
  const [, number] = /(\d+)\sélèves?\ssur/.exec(figures) ?? []
  const placed = Number(number ?? 0)
  assert.match(figures, placedWords(placed))
  return placed
}

/** The head's queue: returns for how many the head's signature is the last. The code is asked for and typed, not yet sent. */
export async function preparesToSign(someone: Visit, email: string): Promise<number> {
  const { page } = someone
  await page.locator('main a[href$="/a-signer"]').first().click()
  await page.waitForURL(/\/a-signer$/)
  await see(someone, 'queue')
  const last = await page.getByRole('row').filter({ hasText: 'la vôtre est la dernière' }).count()
  await page.getByRole('button', { name: /Signer toute la liste/ }).click()
  await page.waitForURL(/\/a-signer\/[^/]+$/)
  const mail = await page.context().newPage()
  await page.getByLabel('Code à six chiffres').fill(await codeFor(mail, email))
  await mail.close()
  return last
}

/** The code of the latest caught mail to somebody. */
async function codeFor(page: Page, to: string): Promise<string> {
  for (;;) {
    await page.goto(addresses.demonstrationLetters)
    const row = page.locator('main li').filter({ hasText: to }).first()
    if ((await row.count()) > 0) {
      await row.locator('a').first().click()
      await page.waitForURL(/\/courriers\/[^/]+$/)
      const text = await page.frameLocator('iframe').locator('body').innerText()
      const [, first, second] = /Votre code\s: (\d{3})\s(\d{3})/.exec(text) ?? []
      if (first !== undefined && second !== undefined) return first + second
    }
  }
}
