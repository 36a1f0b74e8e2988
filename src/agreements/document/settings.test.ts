import assert from 'node:assert/strict'
import { addressOf } from '#/addresses.ts'
import { eachEngine } from '../../../test/engines.ts'
import { agreements, schools } from '../../../test/people.ts'
import { openLinaSigning } from '../../../test/signing.ts'
import { bocage, buildWorld } from '../../../test/world.ts'
import { clauseText } from './clause-text.ts'
import { legalTextOn } from './texts/legal-texts.ts'
import { findVersion } from './versions.ts'

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const formOf = (changes: Readonly<Record<string, string>>): Record<string, string> => ({
  vu: '0',
  ...Object.fromEntries(
    legalTextOn('observation-2de', '2026-06-01').clauses.flatMap(({ id, title, body }) => [
      [`${id}-titre`, title],
      [`${id}-texte`, clauseText(body)],
    ]),
  ),
  ...changes,
})

eachEngine('a territory words its agreements, sees the difference, and comes back', async (database, t) => {
  const world = await buildWorld(database, t)
  const maud = await world.person('maud')
  const address = addressOf('documentWording', { territory: bocage.id, scheme: 'observation-2de' })
  assert.equal((await maud.get(address)).status, 200)
  const wrong = await maud.post(
    address,
    formOf({ 'object-titre': ' ', 'status-texte': '\n', 'work-texte': 'x'.repeat(5000) }),
  )
  assert.equal(wrong.status, 422)
  const said = await wrong.text()
  for (const words of ['Donnez un titre', 'Cet article est vide', '4000 signes au plus'])
    assert.ok(said.includes(words), words)
  const adopted = await maud.post(
    address,
    formOf({
      'object-texte': 'Une phrase <b>à nous</b>.',
      'territory-titre': 'Transport',
      'territory-texte': '- le car\n- le train',
    }),
  )
  assert.equal(adopted.status, 303)
  const shown = await (await maud.get(address)).text()
  assert.match(shown, /<del>La présente[\s\S]*<\/del>/)
  assert.match(shown, /<ins>Une phrase &lt;b>à nous&lt;\/b>\.<\/ins>|<ins>[^<]*Une phrase &lt;b&gt;à nous/)
  // Someone whose page is older changes nothing and loses nothing.
  const late = await maud.post(address, formOf({ 'object-texte': 'Une autre phrase.' }))
  assert.equal(late.status, 409)
  assert.ok((await late.text()).includes('Une autre phrase.'))
  const { services } = world
  await openLinaSigning(world)
  const frozen = await findVersion(services.db, {
    territoryId: bocage.id,
    agreementId: agreements.linaGarage,
    version: 1,
  })
  assert.equal(frozen?.textId, 'observation-2de/2026-1, rédaction 1 du territoire')
  assert.equal((await maud.post(address, { vu: '1', national: 'oui' })).status, 303)
  assert.match(await (await maud.get(address)).text(), /C’est le texte national/)
  for (const scheme of ['rien', '__proto__'])
    assert.equal((await maud.get(addressOf('documentWording', { territory: bocage.id, scheme }))).status, 404)
})

eachEngine('a school adds its annex and its logo, and hears what is wrong with them', async (database, t) => {
  const world = await buildWorld(database, t)
  const sylvie = await world.person('sylvie')
  const { db } = world.services
  const address = addressOf('schoolDocuments', { territory: bocage.id, school: schools.vire })
  const annex = { dispositif: 'observation-2de', titre: 'Règles du lycée', texte: 'Un.\n\nDeux.' }
  assert.equal((await sylvie.post(address, annex)).status, 303)
  assert.equal((await sylvie.post(address, annex)).status, 303)
  assert.equal((await sylvie.post(address, { ...annex, titre: '' })).status, 422)
  assert.equal((await sylvie.post(address, { ...annex, texte: 'x'.repeat(7000) })).status, 422)
  const logo = (bytes: Uint8Array, words: string): FormData => {
    const form = new FormData()
    form.set('logo', new File([Uint8Array.from(bytes)], 'logo.png', { type: 'image/png' }))
    form.set('mots', words)
    return form
  }
  assert.equal((await sylvie.post(address, logo(Buffer.from('<html>'), 'Logo'))).status, 422)
  assert.equal((await sylvie.post(address, logo(png.subarray(0, 40), 'Logo'))).status, 422)
  assert.equal((await sylvie.post(address, logo(png, ' '))).status, 422)
  assert.equal((await sylvie.post(address, new FormData())).status, 422)
  assert.equal((await sylvie.post(address, logo(png, 'Logo du lycée'))).status, 303)
  const kept = await db.selectFrom('school_annexes').select(['title', 'body']).execute()
  assert.deepEqual(kept, [{ title: 'Règles du lycée', body: 'Un.\n\nDeux.' }])
  await openLinaSigning(world)
  const frozen = await findVersion(db, { territoryId: bocage.id, agreementId: agreements.linaGarage, version: 1 })
  assert.ok(frozen?.json.includes('Règles du lycée'))
  assert.equal((await sylvie.post(address, { ...annex, titre: '', texte: '' })).status, 303)
  assert.deepEqual(await db.selectFrom('school_annexes').select('title').execute(), [])
})
