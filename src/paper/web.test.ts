import assert from 'node:assert/strict'
import { addressOf } from '#/addresses.ts'
import { findAgreement, signaturesOf, signatureZones } from '#/agreements/index.ts'
import { seededRandom } from '#/demo/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { comeBack, printPages, sign, stackOf } from '../../test/paper-stack.ts'
import { agreements, schools } from '../../test/people.ts'
import { openLinaSigning } from '../../test/signing.ts'
import { bocage, buildWorld, type Visitor, type World } from '../../test/world.ts'
import { type GreyImage, plainImage } from './grey-image.ts'

const here = { territory: bocage.id, school: schools.vire }

async function printLina(world: World) {
  const { db, files } = world.services
  const row = await db
    .selectFrom('agreement_versions')
    .select(['pdf_sha256', 'pages', 'canonical_json'])
    .where('agreement_id', '=', agreements.linaGarage)
    .executeTakeFirstOrThrow()
  const pages = await printPages((await files.get(row.pdf_sha256)) ?? new Uint8Array())
  const { signers } = JSON.parse(row.canonical_json) as { signers: Parameters<typeof signatureZones>[0] }
  return { pages, zones: signatureZones(signers, row.pages) }
}

/** Spaces that do not break are spaces here. */
const plain = (html: string): string => html.replaceAll(/[\u00a0\u202f]/g, ' ')
const read = async (visitor: Visitor, address: string): Promise<string> =>
  plain(await (await visitor.get(address)).text())

const upload = (name: string, bytes: Uint8Array, fields: Readonly<Record<string, string>> = {}): FormData => {
  const form = new FormData()
  for (const [key, value] of Object.entries({ lire: '1', ...fields })) form.set(key, value)
  form.append('fichiers', new File([Uint8Array.from(bytes)], name))
  return form
}

const signing = ['host', 'head', 'representative']

/** Out of order, the second page missing, the first one twice, a blank back, a sheet from elsewhere. */
async function bringLina(world: World) {
  const { pages, zones } = await printLina(world)
  const random = seededRandom('paper/web')
  for (const zone of zones) {
    const page = pages[zone.page - 1]
    if (page && signing.includes(zone.party) && zone.rank === 0) sign(page, zone, random)
  }
  const backs: GreyImage[] = []
  for (const page of pages) backs.push(await comeBack(page, random))
  const [first, , ...others] = backs
  assert.ok(first)
  const foreign = plainImage(1241, 1754, 240)
  for (let y = 200; y < 1500; y++) if (y % 40 < 8) foreign.pixels.fill(40, y * 1241 + 200, y * 1241 + 900)
  return { zones, stack: await stackOf([...others.toReversed(), foreign, plainImage(1241, 1754, 250), first, first]) }
}

eachEngine('a stack of paper is read, sorted, confirmed with one key and counted', async (database, t) => {
  const world = await buildWorld(database, t)
  const signatory = await openLinaSigning(world)
  const sylvie = await world.person('sylvie')
  const { stack, zones } = await bringLina(world)

  assert.match(await read(sylvie, addressOf('school', here)), /papiers/)
  const lot = world.services.newId()
  const sent = await sylvie.post(addressOf('papers', here), upload('pile.pdf', stack, { lot }))
  assert.equal(sent.status, 303)
  const keys = { ...here, batch: lot }
  assert.equal(sent.headers.get('location'), addressOf('paperBatch', keys))
  assert.match(await read(sylvie, addressOf('paperBatch', keys)), /Lecture des pages/)
  await world.work()

  const whole = await read(sylvie, addressOf('paperBatch', keys))
  assert.match(whole, /1 convention reconnue/)
  assert.match(whole, /il manque la page 2 ; page 1 en double/)
  assert.match(whole, /Identifier 1 page/)
  assert.match(whole, /1 page de côté/)

  // The same file again, in another batch: seen, and nothing read twice.
  const again = world.services.newId()
  await sylvie.post(addressOf('papers', here), upload('pile (1).pdf', stack, { lot: again }))
  await world.work()
  const repeated = await read(sylvie, addressOf('paperBatch', { ...here, batch: again }))
  assert.match(repeated, /avait déjà été envoyé/)

  const look = await read(sylvie, addressOf('paperSignatures', keys))
  const ticked = [...look.matchAll(/<input[^>]*name="signe"[^>]*>/g)].map(([input]) => ({
    id: /value="([^"]+)"/.exec(input)?.[1] ?? '',
    isOn: /\schecked/.test(input),
  }))
  assert.equal(ticked.length, zones.length)
  const expected = await Promise.all(signing.map(async (party) => (await signatory(party as 'host')).id))
  assert.deepEqual(
    ticked
      .filter(({ isOn }) => isOn)
      .map(({ id }) => id)
      .toSorted(),
    expected.toSorted(),
  )
  const image = /href="([^"]+\/image)"/.exec(look)?.[1] ?? ''
  assert.equal((await sylvie.get(image)).headers.get('content-type'), 'image/jpeg')

  const form = new FormData()
  form.set('convention', agreements.linaGarage)
  for (const id of expected) form.append('signe', id)
  assert.equal((await sylvie.post(addressOf('paperSignatures', keys), form)).status, 303)
  assert.equal((await sylvie.post(addressOf('paperSignatures', keys), form)).status, 303)
  const done = await read(sylvie, addressOf('paperSignatures', keys))
  const undo = /action="([^"]+\/reprendre)"/.exec(done)?.[1] ?? ''
  assert.equal((await sylvie.post(undo, {})).status, 303)
  assert.match(await read(sylvie, addressOf('paperSignatures', keys)), /qui a signé/)
  await sylvie.post(addressOf('paperSignatures', keys), form)
  assert.equal((await findAgreement(database.db, agreements.linaGarage))?.state, 'signing')

  // Nobody presses the button: it counts a quarter of an hour later.
  world.later({ minutes: 16 })
  await world.work()
  const agreement = await findAgreement(database.db, agreements.linaGarage)
  assert.equal(agreement?.state, 'signed')
  assert.equal(agreement.source, 'paper')
  const signatures = await signaturesOf(database.db, { territoryId: bocage.id, id: agreements.linaGarage })
  assert.deepEqual(
    signatures.map(({ boundBy }) => boundBy),
    ['paper', 'paper', 'paper'],
  )
  assert.match(await read(sylvie, addressOf('paperBatch', keys)), /comptée/)

  // The foreign sheet: letters of nobody, then set aside, then back.
  const tray = addressOf('paperTray', keys)
  const unknown = await read(sylvie, `${tray}?q=marchand`)
  assert.match(unknown, /Marchand Lina/)
  const settle = /action="([^"]+\/pages\/[^"/]+)"/.exec(unknown)?.[1] ?? ''
  const wrong = await sylvie.post(settle, { choix: 'letters', lettres: 'ZZZZZZZZ', numero: '1' })
  assert.equal(wrong.status, 422)
  assert.match(plain(await wrong.text()), /ne sont pas celles d’une convention/)
  assert.equal((await sylvie.post(settle, { choix: 'letters', lettres: 'k7qm 2xrd', numero: '9' })).status, 422)
  assert.equal((await sylvie.post(settle, { choix: 'letters', lettres: 'k7qm 2xrd', numero: '2' })).status, 303)
  assert.doesNotMatch(await read(sylvie, addressOf('paperBatch', keys)), /il manque/)
  assert.equal((await sylvie.post(settle, { choix: 'tray' })).status, 303)
  assert.equal((await sylvie.post(settle, { choix: 'aside' })).status, 303)
  assert.match(await read(sylvie, tray), /Toutes les pages sont identifiées/)

  // Another school's office learns nothing of it.
  const other = await world.signedInAs({
    role: 'secretary',
    territoryId: bocage.id,
    scope: { kind: 'school', id: schools.noireau },
  })
  assert.equal((await other.get(addressOf('paperBatch', keys))).status, 404)
  const elsewhere = { territory: bocage.id, school: schools.noireau, batch: lot }
  assert.equal((await other.get(addressOf('paperBatch', elsewhere))).status, 404)
  assert.equal((await other.get(image.replace(schools.vire, schools.noireau))).status, 404)
})

eachEngine('what is no scan is refused in words, and changes nothing', async (database, t) => {
  const world = await buildWorld(database, t)
  const sylvie = await world.person('sylvie')
  const text = (content: string) => new TextEncoder().encode(content)
  for (const [name, bytes, words] of [
    ['page.pdf', text('<html><script>alert(1)</script></html>'), /page\.pdf n’est ni un PDF/],
    ['vide.pdf', new Uint8Array(), /vide\.pdf est vide/],
  ] as const) {
    const answer = await sylvie.post(addressOf('papers', here), upload(name, bytes))
    assert.equal(answer.status, 422)
    assert.match(plain(await answer.text()), words)
  }
  assert.deepEqual(await database.db.selectFrom('paper_batches').selectAll().execute(), [])

  // These look like what they say until they are opened; a phone sends them one by one, and then asks for the reading.
  const lot = world.services.newId()
  const pages = '<< /Type /Pages /Kids [3 0 R] /Count 10000 >>'
  const claims = text(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n${pages}\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9e9 9e9] >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF`,
  )
  const huge = Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 0])
  for (const [name, bytes] of [
    ['dix-mille.pdf', claims],
    ['immense.jpg', huge],
    ['cassé.pdf', text('%PDF-1.7 et puis rien')],
  ] as const) {
    const answer = await sylvie.post(addressOf('papers', here), upload(name, bytes, { lot, lire: '0' }))
    assert.equal(answer.status, 422)
  }
  const keys = { ...here, batch: lot }
  assert.match(await read(sylvie, addressOf('paperBatch', keys)), /l’envoi n’est pas terminé/)
  assert.equal((await sylvie.post(addressOf('paperStart', keys), {})).status, 303)
  assert.equal((await sylvie.post(addressOf('paperStart', keys), {})).status, 303)
  await world.work()
  const whole = await read(sylvie, addressOf('paperBatch', keys))
  assert.match(whole, /3 fichiers n’ont pas été lus/)
  assert.match(whole, /dix-mille\.pdf/)
  assert.match(whole, /immense\.jpg est abîmé/)
  assert.match(whole, /cassé\.pdf est abîmé/)
  assert.deepEqual(await database.db.selectFrom('paper_pages').selectAll().execute(), [])
})
