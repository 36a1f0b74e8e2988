import assert from 'node:assert/strict'
import sharp from 'sharp'
import { addresses, addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts, offers, sites } from '../../test/people.ts'
import { buildWorld, type Visitor } from '../../test/world.ts'
import { findOffer } from './offers.ts'

const host = hosts.garage
const list = addressOf('hostOffers', { host })

const where = (answer: Response): string => answer.headers.get('location') ?? ''
const read = async (visitor: Visitor, address: string): Promise<string> => (await visitor.get(address)).text()

/** A form with several values for a name. */
function form(fields: Readonly<Record<string, string | readonly string[]>>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const each of typeof value === 'string' ? [value] : value) data.append(name, each)
  return data
}

const presentation = {
  titre: 'Découvrir la carrosserie',
  description: 'Tu suis l’équipe de l’atelier, de l’accueil du client à la remise des clés.',
  activites: '',
}
const pages = [
  ['public', { dispositifs: ['observation-2de'] }],
  ['semaines', { portee: 'week', 'places-2026-W25': '3', 'places-2026-W26': '1' }],
  ['horaires', { jours: ['1', '2', '3', '4', '5'], debut: '9:00', midi: '12:00', reprise: '13:00', fin: '16:00' }],
  ['lieu', { lieu: sites.garage }],
  ['metier', { secteur: 's8', metiers: ['I1606'] }],
  ['accueil', { tenue: 'Chaussures fermées' }],
  ['reservation', {}],
  ['contact', { nom: 'Bruno Hamel', email: 'bruno.hamel@essai.example' }],
  ['photos', {}],
] as const

/** Writes an offer to its last page; the address of its draft. */
async function write(visitor: Visitor, changed: Readonly<Record<string, object>> = {}): Promise<string> {
  const first = await visitor.post(addressOf('offerNew', { host }), form({ ...presentation, ...changed.presentation }))
  const draft = where(first).replace(/\/etapes\/.*/, '')
  for (const [step, fields] of pages) {
    const answer = await visitor.post(`${draft}/etapes/${step}`, form({ ...fields, ...changed[step] }))
    assert.equal(answer.status, 303, `${step}: ${await answer.text()}`)
  }
  return draft
}

eachEngine('a host writes an offer page after page, checks it and publishes it once', async (database, t) => {
  const world = await buildWorld(database, t)
  const bruno = await world.person('bruno')
  assert.match(await read(bruno, list), /4\u00a0places libres[\s\S]*Découvrir l’atelier de mécanique/)
  assert.match(await read(bruno, addressOf('offerNew', { host })), /Que verra l’élève[\s\S]*Étape 1 sur 10/)
  const draft = await write(bruno)
  const check = await read(bruno, draft)
  for (const said of [
    'Vérifiez, puis publiez',
    'Découvrir la carrosserie',
    'Réparation de carrosserie',
    '3\u00a0places',
    'Lundi à vendredi',
  ])
    assert.match(check, new RegExp(said))
  const published = await bruno.post(draft)
  assert.match(where(published), /fait=(publiee|relecture)&offre=/)
  assert.match(where(await bruno.post(draft)), /fait=finie/)
  const offer = await findOffer(database.db, new URL(where(published), 'http://x').searchParams.get('offre') ?? '')
  assert.equal(offer?.state, 'published')
  assert.deepEqual(offer.weeks, [
    { week: '2026-W25', seats: 3, taken: 0, closed: false },
    { week: '2026-W26', seats: 1, taken: 0, closed: false },
  ])
  assert.deepEqual(
    [offer.levels, offer.trades, offer.contact.email],
    [['seconde'], ['I1606'], 'bruno.hamel@essai.example'],
  )
  assert.match(await read(bruno, where(published)), /C’est publié/)
})

eachEngine('what the law refuses stays a draft, with the article and how to mend it', async (database, t) => {
  const world = await buildWorld(database, t)
  const bruno = await world.person('bruno')
  const draft = await write(bruno, { horaires: { fin: '22:00' } })
  const refused = await bruno.post(draft)
  assert.equal(refused.status, 422)
  const page = await refused.text()
  assert.match(page, /La loi ne le permet pas[\s\S]*D331-1|L3162-1/)
  assert.doesNotMatch(page, /<button[^>]*>Publier/)
  assert.equal((await database.db.selectFrom('offers').select('id').where('host_id', '=', host).execute()).length, 2)
  const mended = await bruno.post(`${draft}/etapes/horaires`, form({ ...pages[2][1], retour: '1' }))
  assert.equal(where(mended), draft)
  assert.match(where(await bruno.post(draft)), /fait=publiee/)
})

eachEngine('a page that cannot be read comes back as it was, and the draft keeps it', async (database, t) => {
  const world = await buildWorld(database, t)
  const bruno = await world.person('bruno')
  const draft = await write(bruno)
  const hostile: readonly (readonly [string, Record<string, string | readonly string[]>, RegExp])[] = [
    ['presentation', { titre: 'x', description: '<script>alert(1)</script>' }, /Titre : 5 signes au moins/],
    ['presentation', { ...presentation, titre: 'a'.repeat(151) }, /150 signes au plus/],
    ['public', { dispositifs: ['service-militaire'] }, /Choisissez au moins une sorte de stage/],
    ['public', { dispositifs: ['pfmp'], age: '-3' }, /un nombre de 13 à 25/],
    ['semaines', { 'places-2026-W25': '-1' }, /un nombre de places de 1 à 200/],
    ['semaines', { 'places-2026-W99': '2' }, /n’est pas une semaine/],
    ['semaines', { 'places-2025-W25': '2' }, /est passée/],
    ['semaines', {}, /Donnez au moins une place/],
    ['horaires', { jours: ['1'], debut: '25:00', fin: 'midi' }, /Donnez une heure/],
    ['horaires', { jours: ['1'], debut: '17:00', fin: '9:00' }, /après l’arrivée/],
    ['horaires', { debut: '9:00', fin: '16:00' }, /Choisissez au moins un jour/],
    ['lieu', { lieu: sites.mairie }, /Choisissez où l’élève viendra/],
    ['metier', { secteur: 's99' }, /Choisissez un secteur/],
    ['metier', { secteur: 's8', metiers: ['Z9999'] }, /n’est pas un métier de la liste/],
    ['reservation', { groupe_min: '4', groupe_max: '2' }, /au moins 4/],
    ['reservation', { etablissements: 'Lycée de nulle part' }, /n’est pas un établissement connu/],
    ['contact', { nom: 'B', email: 'pas une adresse' }, /adresse électronique complète/],
  ]
  for (const [step, fields, says] of hostile) {
    const answer = await bruno.post(`${draft}/etapes/${step}`, form(fields))
    assert.equal(answer.status, 422, JSON.stringify(fields))
    const page = await answer.text()
    assert.match(page, says)
    assert.doesNotMatch(page, /<script>alert/)
    assert.equal((await bruno.post(draft)).status, 422)
    const [, usual = {}] = [['presentation', presentation] as const, ...pages].find(([name]) => name === step) ?? []
    assert.equal((await bruno.post(`${draft}/etapes/${step}`, form(usual))).status, 303)
  }
  assert.match(where(await bruno.post(draft)), /fait=publiee/)
})

eachEngine(
  'two people who change the same answer see both, and nothing that only one changed is lost',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const bruno = await world.person('bruno')
    const maud = await world.person('maud')
    const offer = offers.garage
    const step = (name: string) => addressOf('offerEditStep', { offer, step: name })
    const begun = await findOffer(database.db, offer)
    const words = {
      titre: 'Un titre de Bruno',
      description: begun?.description ?? '',
      activites: begun?.activities ?? '',
    }
    const mine = where(await bruno.post(step('presentation'), form(words)))
    assert.equal((await bruno.post(`${mine}/etapes/accueil`, form({ tenue: 'Un bleu de travail' }))).status, 303)
    const theirs = where(
      await maud.post(
        step('presentation'),
        form({ ...words, titre: 'Un titre de Maud', description: 'Une description que Maud a refaite.' }),
      ),
    )
    assert.match(where(await maud.post(theirs)), /fait=publiee/)
    const stale = await bruno.post(mine)
    assert.match(where(stale), /\/choisir$/)
    const both = await bruno.get(where(stale))
    assert.equal(both.status, 409)
    assert.match(await both.text(), /Maud Valognes[\s\S]*Un titre de Bruno[\s\S]*Un titre de Maud/)
    const { version = 0 } = (await findOffer(database.db, offer)) ?? {}
    await bruno.post(where(stale), { version: String(version), 'choix-titre': 'mine' })
    assert.match(where(await bruno.post(mine)), /fait=publiee/)
    const now = await findOffer(database.db, offer)
    assert.deepEqual(
      [now?.title, now?.description, now?.dress],
      ['Un titre de Bruno', 'Une description que Maud a refaite.', 'Un bleu de travail'],
    )
  },
)

eachEngine(
  'seats open and close in one click, never below those taken, and each click can be undone',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const bruno = await world.person('bruno')
    const offer = offers.garage
    const seats = (places: string, semaine = '2026-W25') =>
      bruno.post(addressOf('offerSeats', { offer }), { semaine, places })
    const weeks = async () =>
      (await findOffer(database.db, offer))?.weeks.map((week) => `${week.seats}${week.closed ? ' closed' : ''}`)
    const more = await seats('3')
    assert.deepEqual(await weeks(), ['3', '2'])
    // A second click on the same button asks for the same number.
    assert.equal((await seats('3')).status, 303)
    assert.deepEqual(await weeks(), ['3', '2'])
    const [, version = ''] = /version=(\d+)/.exec(where(more)) ?? []
    assert.match(await read(bruno, where(more)), /Places changées[\s\S]*Annuler/)
    await bruno.post(addressOf('offerUndo', { offer }), { version })
    assert.deepEqual(await weeks(), ['2', '2'])
    const late = await bruno.post(addressOf('offerUndo', { offer }), { version })
    assert.equal(late.status, 422)
    await database.db.updateTable('offer_weeks').set({ taken: 2 }).where('offer_id', '=', offer).execute()
    const below = await seats('1')
    assert.equal(below.status, 422)
    assert.match(await below.text(), /2\u00a0places sont déjà prises[\s\S]*Rien n’a changé/)
    for (const wrong of ['-1', '9999', 'beaucoup', '']) assert.equal((await seats(wrong)).status, 422)
    assert.equal((await seats('3', '2031-W99')).status, 422)
    await bruno.post(addressOf('offerWeek', { offer }), { semaine: '2026-W26', fermee: '1' })
    assert.deepEqual(await weeks(), ['2', '2 closed'])
    assert.match(await read(bruno, list), /Fermée[\s\S]*Rouvrir/)
  },
)

eachEngine(
  'an offer rests, is archived, comes back, and is repeated in the national window of next year',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const bruno = await world.person('bruno')
    const offer = offers.garage
    const move = (etat: string) => bruno.post(addressOf('offerMove', { offer }), { etat })
    const state = async () => (await findOffer(database.db, offer))?.state
    await move('paused')
    assert.equal(await state(), 'paused')
    await move('published')
    assert.equal(await state(), 'published')
    const archived = await move('archived')
    assert.equal(await state(), 'archived')
    assert.doesNotMatch(await read(bruno, list), new RegExp(offer))
    assert.match(await read(bruno, `${list}?archive=1`), new RegExp(offer))
    const [, version = ''] = /version=(\d+)/.exec(where(archived)) ?? []
    await bruno.post(addressOf('offerUndo', { offer }), { version })
    assert.equal(await state(), 'published')
    for (const wrong of ['refused', 'waiting', 'toString']) assert.equal((await move(wrong)).status, 422)
    const repeated = where(await bruno.post(addressOf('offerRepeat', { offer })))
    assert.equal(where(await bruno.post(addressOf('offerRepeat', { offer }))), repeated)
    const [, next = ''] = /\/offres\/([^/]+)\/modifier/.exec(repeated) ?? []
    const copy = await findOffer(database.db, next)
    assert.deepEqual([copy?.state, copy?.weeks.map(({ week }) => week)], ['draft', ['2027-W25', '2027-W26']])
    assert.match(await read(bruno, addressOf('offerHistory', { offer })), /Bruno Hamel[\s\S]*a archivé l’offre/)
  },
)

/** A photo that tells where it was taken, and says so again after its end. */
const secret = 'Latitude 48.84'
async function photo(): Promise<File> {
  const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } })
    .jpeg()
    .withExif({ IFD0: { ImageDescription: secret } })
    .toBuffer()
  return new File([Uint8Array.from(bytes), secret], 'vacances.jpg', { type: 'text/html' })
}

eachEngine(
  'a photo is kept without what a camera hides in it, and shows to others once published',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const bruno = await world.person('bruno')
    const draft = await write(bruno)
    const send = (file: File) => {
      const data = new FormData()
      data.append('photo', file)
      return bruno.post(`${draft}/photos`, data)
    }
    for (const wrong of [
      new File(['<svg onload=alert(1)>'], 'a.jpg'),
      new File([], 'vide.png'),
      new File([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 9)], 'b.jpg'),
    ])
      assert.equal((await send(wrong)).status, 422)
    assert.equal((await send(await photo())).status, 303)
    const [, image = ''] = /\/images\/([0-9a-f-]{36})/.exec(await read(bruno, `${draft}/etapes/photos`)) ?? []
    const address = addressOf('offerImage', { image })
    const visitor = world.visitor()
    assert.equal((await visitor.get(address)).status, 404)
    const shown = await bruno.get(address)
    assert.deepEqual(
      [shown.headers.get('content-type'), shown.headers.get('x-content-type-options')],
      ['image/jpeg', 'nosniff'],
    )
    const bytes = Buffer.from(await shown.arrayBuffer())
    assert.equal(bytes.includes(secret), false)
    assert.match(
      await (await bruno.post(`${draft}/etapes/photos`, form({ [`photo-${image}`]: '' }))).text(),
      /ce que l’on voit/,
    )
    await bruno.post(`${draft}/etapes/photos`, form({ [`photo-${image}`]: 'Un carrossier devant une aile' }))
    assert.match(where(await bruno.post(draft)), /fait=publiee/)
    assert.equal((await visitor.get(address)).status, 200)
    assert.equal((await visitor.get(addresses.offerImage.replace(':image', 'nulle-part'))).status, 404)
  },
)

eachEngine('a neighbour learns nothing of an offer, nor changes it', async (database, t) => {
  const world = await buildWorld(database, t)
  const aicha = await world.person('aicha')
  const draft = await write(await world.person('bruno'))
  for (const address of [list, draft, `${draft}/etapes/public`, addressOf('offerEdit', { offer: offers.garage })])
    assert.equal((await aicha.get(address)).status, 404)
  const own = draft.replace(hosts.garage, hosts.mairie)
  assert.match(where(await aicha.get(own)), /fait=finie/)
  assert.match(where(await aicha.post(own)), /fait=finie/)
  assert.equal(
    (await aicha.post(addressOf('offerSeats', { offer: offers.garage }), { semaine: '2026-W25', places: '0' })).status,
    404,
  )
})
