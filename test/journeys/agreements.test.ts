import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import {
  askTool,
  changed,
  download,
  follow,
  letterLink,
  openOfClass,
  press,
  signAll,
  signWithCode,
  verify,
} from './agreements.ts'
import { enterAs, mainText, see } from './bank.ts'
import { placeFor } from './server-process.ts'
import { desktop, phone, visit } from './visit.ts'

const director = 'irene.lacaze@structure.example'
const head = 'helene.vautier'

test('agreements, from a confirmed place to a sealed document', async (t) => {
  const place = await placeFor(t, { pupils: 300, databaseUrl: undefined })
  const { url } = await place.start()
  const by = (screen: typeof phone, scripts = true) => visit(t, { url, screen, scripts })
  await t.test('five people sign, each on their own device, then amend', (each) =>
    fivePeople(each, { by, files: place.files }),
  )
})

interface Somewhere {
  readonly by: (screen: typeof phone, scripts?: boolean) => ReturnType<typeof visit>
  readonly files: string
}

async function fivePeople(t: TestContext, { by, files }: Somewhere): Promise<void> {
  const postman = await by(desktop)
  const [pupil, host] = [await by(phone), await by(phone)]

  // The host answers from its mail, the pupil confirms: the agreement drafts itself.
  await pupil.page.goto('/')
  const name = /Entrer comme (.+)/.exec(
    await pupil.page
      .getByRole('button', { name: /^Entrer comme/ })
      .first()
      .innerText(),
  )?.[1]
  assert.ok(name)
  await enterAs(pupil, new RegExp(name))
  await pupil.page
    .getByRole('listitem')
    .filter({ hasText: 'une question pour toi' })
    .locator('a[href^="/candidatures/"]')
    .click()
  await pupil.page.waitForURL(/\/candidatures\//)
  await pupil.page.locator('[name=message]').fill('Oui, le car me dépose à 8 h 40.')
  await press(pupil, 'Envoyer ma réponse', 'Message envoyé')
  await host.page.goto(await letterLink(postman, /réponse à votre question/))
  await press(host, /^Accueillir/, 'Réponse donnée')
  await pupil.page.reload()
  await press(pupil, 'Confirmer cette place', 'Personne d’autre ne peut prendre ta place')

  await t.test('each fills what they alone know', async () => {
    const { page } = host
    await page.goto(await letterLink(postman, /à compléter[\s\S]*accueil-/))
    await see(host, 'fill-host')
    const answers = { hostName: 'Irène Lacaze', hostRole: 'directrice', risks: 'Aucun risque particulier' }
    for (const [field, answer] of Object.entries({ ...answers, hostEmail: 'irene.lacaze', insurance: 'Contrat 12' }))
      await page.locator(`[name=${field}]`).fill(answer)
    await press(host, 'Garder mes réponses', 'Son adresse e-mail : écrivez une adresse')
    await see(host, 'fill-host-wrong')
    assert.equal(await page.locator('[name=hostName]').inputValue(), 'Irène Lacaze', 'nothing is typed twice')
    await page.locator('[name=hostEmail]').fill(director)
    await press(host, 'Garder mes réponses', 'votre partie est complète')
    await see(host, 'filled-host')
  })
  const parent = await by(phone, false)
  await enterAs(parent, /Sandrine/)
  await follow(parent, 'Compléter', /\/completer\/family$/)
  await see(parent, 'fill-family')
  await parent.page.locator('[name=representativePhone]').fill('06 00 00 00 01')
  await parent.page.getByLabel('Non').check()
  await press(parent, 'Garder mes réponses', 'C’est gardé')
  await see(parent, 'filled-family')

  // The teacher checks.
  const teacher = await by(desktop)
  await enterAs(teacher, /Karim/)
  await openOfClass(teacher, name)
  await see(teacher, 'check')
  await press(teacher, 'Envoyer à la signature', 'Envoyée à la signature')
  await see(teacher, 'sent')

  await t.test('each signs where they are', async () => {
    await pupil.page.goto('/mon-stage')
    await pupil.page.locator('main a[href^="/conventions/"]').first().click()
    await pupil.page.waitForURL(/\/conventions\//)
    await follow(pupil, 'Lire la convention', /\/signer$/)
    await see(pupil, 'pupil-reads')
    await press(pupil, 'J’ai lu la convention', 'C’est noté')

    await parent.page.goto('/ma-famille')
    await follow(parent, 'Lire et signer', /\/conventions\//)
    await follow(parent, 'Lire et signer', /\/signer$/)
    await signWithCode(parent, { postman, to: 'sandrine', what: 'parent', slips: true })
    await host.page.goto(await letterLink(postman, new RegExp(`votre signature[\\s\\S]*${director}`)))
    await signWithCode(host, { postman, to: director, what: 'host' })
  })
  const office = await by(desktop)
  await enterAs(office, /Hélène/)
  assert.ok((await signAll(office, { postman, to: head })) > 1, 'one code for all that waits')

  await t.test('the sealed document is what it says, and one changed byte is shown', async () => {
    await parent.page.goto('/ma-famille')
    await parent.page.locator('main a[href^="/conventions/"]').first().click()
    await parent.page.waitForURL(/\/conventions\//)
    await see(parent, 'signed')
    const sealed = await download(parent.page)
    const said = askTool('pdfsig', join(files, 'sealed.pdf'), sealed)
    if (said === undefined) t.diagnostic('pdfsig is not installed')
    else assert.match(said, /Total document signed[\s\S]*Signature is Valid/)
    const anyone = await by(phone, false)
    assert.match(await verify(anyone, sealed, 'authentic'), /authentique[\s\S]*signée par tous/)
    const one = changed(sealed)
    assert.match(await verify(anyone, one, 'changed'), /a été modifié/)
    if (said !== undefined)
      assert.doesNotMatch(askTool('pdfsig', join(files, 'changed.pdf'), one) ?? '', /Signature is Valid/)
    anyone.end()
  })

  await t.test('another teacher follows the pupil: an amendment that only the head signs', async () => {
    const { page } = teacher
    await page.reload()
    await page.locator('summary').filter({ hasText: 'Autres actions' }).click()
    await follow(teacher, 'Préparer un avenant', /\/avenant$/)
    await page.locator('[name=referentName]').fill('Paule Verdier')
    await page.locator('[name=referentEmail]').fill('paule.verdier@ecole.example')
    await press(teacher, 'Préparer l’avenant', 'Avenant préparé')
    await see(teacher, 'amendment')
    await press(teacher, 'Envoyer à la signature', 'Envoyée à la signature')
    const signatures = page.getByRole('heading', { name: 'Signatures' }).locator('xpath=..').getByRole('listitem')
    const waited = (await signatures.allInnerTexts()).filter((line) => line.includes('attendue'))
    assert.equal(waited.length, 1, waited.join())
    assert.match(waited.join(), /Hélène/)
    await office.page.goto('/')
    assert.equal(await signAll(office, { postman, to: head }), 1)
    await parent.page.reload()
    assert.match(await mainText(parent.page), /Paule Verdier/, 'the agreement says what its amendment says')
    await see(parent, 'amended')
  })
  for (const someone of [postman, pupil, host, parent, teacher, office]) someone.end()
}
