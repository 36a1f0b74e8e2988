import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { addresses } from '#/addresses.ts'
import {
  acceptByKeyboard,
  apply,
  enterAs,
  enterByCodes,
  mainText,
  openApplication,
  openMail,
  printCodes,
  proposePlace,
  pupilsWithoutPlace,
  searchByBus,
  see,
} from './bank.ts'
import { placeFor } from './server-process.ts'
import { desktop, phone, visit } from './visit.ts'

const email = 'odile.ferrand@atelier.example'
const structure = 'Atelier des Gréements'
const title = new RegExp(structure)

test('from a place posted in two minutes to a seat that a pupil confirms', async (t) => {
  const place = await placeFor(t, { pupils: 250, databaseUrl: undefined })
  const { url } = await place.start()
  const onPhone = () => visit(t, { url, screen: phone, scripts: false })
  const atDesk = () => visit(t, { url, screen: desktop })

  const host = await onPhone()
  await proposePlace(host, {
    ...townOf(place.files),
    structure,
    email,
    description: 'Vous verrez comment on répare un vieux gréement, du dessin à la mise à l’eau.',
  })
  host.end()

  // The second invented pupil has no e-mail address.
  const [withMail, first] = await pupilsOf(url)
  const head = await atDesk()
  await enterAs(head, /Hélène/)
  const withoutPlace = await pupilsWithoutPlace(head)
  const papers = await printCodes(head)
  head.end()
  const codesOf = (name: string) => papers.get(name) ?? assert.fail(`no paper for ${name}`)

  const one = await onPhone()
  await enterByCodes(one, codesOf(first))
  await searchByBus(one, { keyword: 'gréement', title })
  const offer = one.page.url()
  await apply(one, 'J’aime le bois et la mer, et je voudrais voir les deux ensemble.')
  const mail = await atDesk()
  await openMail(mail, email, /Répondre/)
  await acceptByKeyboard(mail)
  await openApplication(one, title)
  await see(one, 'to-confirm')
  await one.page.locator('form[action$="/confirmer"] button').click()
  await one.page.getByText('Personne d’autre ne peut prendre ta place').waitFor()
  await see(one, 'confirmed')

  // A classmate is given the link, too late: the seat is taken, and there is a waiting list.
  const later = [...papers.keys()].find((name) => name !== first && name !== withMail && isAmong(withoutPlace, name))
  assert.ok(later, 'somebody else without a place')
  const two = await onPhone()
  await enterByCodes(two, codesOf(later))
  await two.page.goto(offer)
  await see(two, 'full-offer')
  await apply(two, 'Je voudrais voir un atelier où chacun sait tout faire.')
  assert.match(await mainText(two.page), /liste d’attente/)
  await see(two, 'waiting')

  // The first gives the place back; the seat goes to whoever waits, once the host said yes.
  await one.page.locator('a[href$="/annuler"]').click()
  await one.page.waitForURL(/\/annuler$/)
  await see(one, 'give-back')
  await one.page.locator('[name=raison]').first().check()
  await one.page.getByRole('button', { name: 'Rendre ma place' }).click()
  await one.page.waitForURL((address) => !address.pathname.endsWith('/annuler'))
  await see(one, 'given-back')
  one.end()
  await openMail(mail, email, /Répondre/)
  await acceptByKeyboard(mail)
  mail.end()
  await openApplication(two, title)
  await two.page.locator('form[action$="/confirmer"] button').click()
  await two.page.getByText('Personne d’autre ne peut prendre ta place').waitFor()
  await see(two, 'second-confirmed')
  two.end()

  const teacher = await atDesk()
  await enterAs(teacher, /Karim/)
  await teacher.page.goto(new URL(addresses.classes, url).href)
  await teacher.page.waitForURL(/\/classes\//)
  await see(teacher, 'class-after')
  const [given = '', family = ''] = later.split(' ')
  const seen = (await mainText(teacher.page))
    .split('\n')
    .findIndex((line) => line.includes(given) && line.includes(family))
  assert.ok(seen >= 0, 'the teacher finds the pupil')
  assert.match(
    (await mainText(teacher.page))
      .split('\n')
      .slice(seen, seen + 6)
      .join(' '),
    /convention/i,
  )
  teacher.end()
})

/** The names of the two pupils whom the first page offers. */
async function pupilsOf(url: string): Promise<readonly [string, string]> {
  const text = await (await fetch(new URL(addresses.welcome, url))).text()
  const [first = '', second = ''] = [...text.matchAll(/Entrer comme ([^<]+)</g)].map(([, name]) => name ?? '')
  return [first, second]
}

/** The school lists the last name first. */
const isAmong = (names: readonly string[], name: string) => {
  const words = (text: string) => text.split(' ').toSorted().join(' ')
  return names.some((each) => words(each) === words(name))
}

/** Where the largest school stands: its class is the one of the invented people. */
function townOf(files: string): { readonly postcode: string; readonly city: string } {
  const [names = '', ...lines] = readFileSync(join(files, 'schools.csv'), 'utf8').trim().split('\n')
  const column = (name: string) => names.split(',').indexOf(name)
  const rows = lines.map((line) => line.split(','))
  const pupils = (row: readonly string[]) => Number(row[column('seconde_pupils')])
  const largest = rows.toSorted((one, other) => pupils(other) - pupils(one))[0]
  return { postcode: largest?.[column('postcode')] ?? '', city: largest?.[column('commune')] ?? '' }
}
