import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { hostFollowers } from '#/web/host-followers.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts, id, sites } from '../../test/people.ts'
import { sendJson, startPublicService } from '../../test/public-service.ts'
import { openEstablishment } from '../../test/register-answers.ts'
import { bocage, buildWorld, type Visitor } from '../../test/world.ts'
import { countHosts, findHost, findPrinciple, listSites, saveHosts } from './index.ts'
import { mergeHosts } from './merge-hosts.ts'

const garage = { host: hosts.garage }
const newHost = addressOf('hostNew', { territory: bocage.id })
const page = async (visitor: Visitor, address: string): Promise<string> => (await visitor.get(address)).text()
const location = (answer: Response): string => answer.headers.get('location') ?? ''

eachEngine('a teacher finds a host, reads what it agreed to, and says to be in contact', async (database, t) => {
  const world = await buildWorld(database, t)
  const [karim, helene, bruno] = [
    await world.person('karim'),
    await world.person('helene'),
    await world.person('bruno'),
  ]
  const answer = await bruno.post(addressOf('hostPrinciple', garage), {
    eleves: '4',
    mois: '8',
    moyen: 'phone',
    telephone: '02 31 00 00 00',
    contact: 'Bruno Hamel',
    heures: 'le matin',
    avant: '2026-09-01',
  })
  assert.equal(answer.status, 303)
  const list = await page(karim, `${addresses.hosts}?q=GARAGE`)
  assert.match(list, /1\u00a0structure pour cette recherche[\s\S]*Garage Hamel[\s\S]*À contacter plus tard/)
  const before = await page(karim, addressOf('host', garage))
  for (const said of [
    /4\u00a0élèves par an, sauf en août/,
    /Ne pas contacter avant le mardi 1er\u00a0septembre\u00a02026/,
    /Par téléphone : le matin/,
  ])
    assert.match(before, said)
  assert.doesNotMatch(before, /Modifier la structure|Inviter ou retirer/, 'school staff read only')

  assert.match(location(await karim.post(addressOf('hostContact', garage), { note: 'Pour la 2de A' })), /fait=contact#/)
  const seen = await page(helene, addressOf('host', garage))
  assert.match(seen, /Karim Bellec contacte cette structure depuis mercredi 3\u00a0juin à 10[\s\S]*Pour la 2de A/)
  assert.match(location(await helene.post(addressOf('hostContact', garage))), /fait=contactee/)
  const wordless = await helene.post(addressOf('hostContact', garage), { insister: '1' })
  assert.equal(wordless.status, 422)
  assert.match(await wordless.text(), /Dites en un mot pourquoi/)
  await helene.post(addressOf('hostContact', garage), { insister: '1', note: 'Nous avons déjà un accord' })
  const both = await database.db.selectFrom('host_contacts').select(['id', 'insisted']).orderBy('id').execute()
  assert.deepEqual(
    both.map(({ insisted }) => insisted),
    [false, true],
  )
  await helene.post(addressOf('hostContactEnd', { ...garage, contact: both[0]!.id }))
  assert.match(await page(helene, addressOf('host', garage)), /Karim Bellec contacte cette structure/, 'not one’s own')
  await karim.post(addressOf('hostContactEnd', { ...garage, contact: both[0]!.id }))
  assert.match(await page(karim, addressOf('host', garage)), /Contacts passés \(1\)/)
  assert.doesNotMatch(
    await page(bruno, addressOf('host', garage)),
    /Qui contacte/,
    'the host is not shown who calls it',
  )
})

eachEngine('a host is added with its place, once for a form sent twice', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const karim = await world.person('karim')
  const form = await page(karim, newHost)
  const [, cle = ''] = /name="cle" value="([^"]+)"/.exec(form) ?? []
  const filled = {
    cle,
    nom: 'Fournil du Pont',
    siret: '732 829 320 00074',
    rue: '12 rue du Pont',
    code: '14 500',
    commune: 'vire normandie',
    secteur: 's28',
    effectif: '6',
  }
  const before = await countHosts(database.db, { territoryId: bocage.id })
  const first = await karim.post(newHost, filled)
  assert.equal(first.status, 303)
  assert.equal(location(await karim.post(newHost, filled)), location(first), 'sent twice')
  assert.equal(await countHosts(database.db, { territoryId: bocage.id }), before + 1)
  const [site] = await listSites(database.db, bocage.id, cle)
  assert.deepEqual(site && [site.city, site.commune, site.precision, site.lat], [
    'Vire Normandie',
    '14762',
    'commune',
    48.84,
  ])
  assert.match(await page(karim, location(first)), /Structure ajoutée[\s\S]*Position : centre de la commune/)
  const again = await karim.post(newHost, { ...filled, cle: services.newId() })
  assert.equal(again.status, 422)
  assert.match(await again.text(), /a déjà ce SIRET/)
  assert.ok((await world.work()) > 0, 'doubles are looked for')
})

eachEngine('wrong and hostile answers are refused in plain French, and nothing changes', async (database, t) => {
  const world = await buildWorld(database, t)
  const { db } = database
  const [bruno, karim] = [await world.person('bruno'), await world.person('karim')]
  const edit = addressOf('hostEdit', garage)
  const right = { nom: 'Garage', sans: '1', version: '1' }
  const before = await findHost(db, hosts.garage)
  const refused = async (visitor: Visitor, address: string, form: Record<string, string>, said: RegExp) => {
    const answer = await visitor.post(address, form)
    assert.equal(answer.status, 422, JSON.stringify(form).slice(0, 80))
    const text = await answer.text()
    assert.match(text, said)
    assert.match(text, /Rien n’est perdu/)
    assert.doesNotMatch(text, /<script>alert/)
  }
  await refused(bruno, edit, { ...right, nom: '' }, /Donnez le nom de la structure/)
  await refused(bruno, edit, { ...right, nom: `<script>alert(1)</script>${'x'.repeat(200)}` }, /Raccourcissez le nom/)
  await refused(bruno, edit, { ...right, sans: '' }, /Donnez le numéro SIRET/)
  await refused(bruno, edit, { ...right, sans: '', siret: '732 829 320' }, /5 chiffres du lieu d’accueil/)
  await refused(bruno, edit, { ...right, siret: '73282932000074' }, /gardez l’un des deux/)
  await refused(bruno, edit, { ...right, naf: 'boulangerie' }, /quatre chiffres et une lettre/)
  await refused(bruno, edit, { ...right, secteur: 's99' }, /Choisissez un secteur/)
  await refused(bruno, edit, { ...right, effectif: '-3' }, /Choisissez une taille/)
  await refused(bruno, edit, { ...right, effectif: '1e400' }, /Choisissez une taille/)
  await refused(bruno, edit, { ...right, site: 'javascript:alert(1)' }, /adresse de site complète/)
  await refused(bruno, edit, { ...right, site: 'https://user@evil.example/' }, /adresse de site complète/)
  await refused(bruno, edit, { ...right, presentation: 'é'.repeat(2001) }, /Raccourcissez la présentation/)
  await refused(bruno, edit, { ...right, version: '99' }, /pendant que vous écriviez/)
  await refused(bruno, edit, { ...right, version: '9'.repeat(400) }, /pendant que vous écriviez/)
  assert.deepEqual(await findHost(db, hosts.garage), before)

  const siteAddress = addressOf('hostSite', { ...garage, site: sites.garage })
  const siteBefore = await listSites(db, bocage.id, hosts.garage)
  await refused(bruno, siteAddress, { code: '145', commune: 'Vire Normandie' }, /cinq chiffres/)
  await refused(bruno, siteAddress, { code: '14500', commune: 'Nulle-Part' }, /Nous ne trouvons pas cette commune/)
  await refused(
    bruno,
    siteAddress,
    { code: '14500', commune: 'Vire Normandie', acces: 'ascenseur' },
    /accès de la liste/,
  )
  assert.deepEqual(await listSites(db, bocage.id, hosts.garage), siteBefore)
  assert.equal((await bruno.get(addressOf('hostSite', { ...garage, site: sites.mairie }))).status, 404)
  assert.equal((await bruno.post(addressOf('hostSite', { ...garage, site: 'x' }), {})).status, 404)

  const agree = addressOf('hostPrinciple', garage)
  await refused(bruno, agree, { eleves: 'beaucoup', moyen: 'any' }, /nombre d’élèves par an/)
  await refused(bruno, agree, { mois: '13', moyen: 'any' }, /mois de la liste/)
  await refused(bruno, agree, { moyen: 'pigeon' }, /Choisissez comment/)
  await refused(bruno, agree, { moyen: 'email' }, /adresse électronique par laquelle écrire/)
  await refused(bruno, agree, { moyen: 'any', email: 'bruno@' }, /nom@exemple\.fr/)
  await refused(bruno, agree, { moyen: 'any', telephone: 'appelez-moi' }, /02 31 00 00 00/)
  await refused(bruno, agree, { moyen: 'any', avant: '2026-02-30' }, /Donnez une date/)
  assert.equal((await findPrinciple(db, bocage.id, hosts.garage)).pupilsAYear, undefined)

  const nowhere = await karim.post(newHost, { nom: '', siret: '', code: '', commune: '' })
  assert.equal(nowhere.status, 422)
  assert.match(await nowhere.text(), /4 réponses sont à reprendre/)
  const odd = await karim.get(`${addresses.hosts}?territoire=marais&q=%00&secteur=%27&voir=x&apres=${'A'.repeat(3000)}`)
  assert.equal(odd.status, 200)
})

eachEngine('a site is added, moved, closed and opened again', async (database, t) => {
  const world = await buildWorld(database, t)
  const bruno = await world.person('bruno')
  const added = await bruno.post(addressOf('hostSiteNew', garage), {
    lieu: 'Atelier sud',
    rue: '3 rue Basse',
    code: '14110',
    commune: 'Conde en Normandie',
    arret: 'Gare',
    acces: 'lift',
  })
  assert.equal(added.status, 303)
  const found = async () =>
    (await listSites(database.db, bocage.id, hosts.garage, { closed: true })).find(({ name }) => name === 'Atelier sud')
  const site = await found()
  assert.ok(site)
  assert.deepEqual([site.city, site.facilities, site.nearestStop], ['Condé-en-Normandie', ['lift'], 'Gare'])
  await bruno.post(addressOf('hostSiteClose', { ...garage, site: site.id }))
  assert.ok((await found())?.closedAt)
  assert.match(await page(bruno, addressOf('host', garage)), /Lieux fermés \(1\)[\s\S]*Rouvrir/)
  await bruno.post(addressOf('hostSiteClose', { ...garage, site: site.id }), { rouvrir: '1' })
  assert.equal((await found())?.closedAt, undefined)
})

eachEngine('the register’s answer is shown, and its silence stops nobody', async (database, t) => {
  const service = await startPublicService(t)
  const world = await buildWorld(database, t, { registerUrl: service.url })
  const bruno = await world.person('bruno')
  service.answer = (_, response) => response.writeHead(500).end()
  const filled = { nom: 'Fournil', siret: '73282932000074', version: '1' }
  const kept = await bruno.post(addressOf('hostEdit', garage), filled)
  const silent = await page(bruno, location(kept))
  assert.match(silent, /Le registre ne répond pas[\s\S]*vous pouvez continuer, nous vérifierons plus tard/i)
  assert.equal((await findHost(database.db, hosts.garage))?.registerState, 'unchecked')

  service.answer = (url, response) =>
    url.searchParams.get('q') === filled.siret
      ? sendJson(response, openEstablishment)
      : sendJson(response, { results: [] })
  await world.work()
  const checked = await findHost(database.db, hosts.garage)
  assert.deepEqual(
    [checked?.registerState, checked?.naf, checked?.sector, checked?.staff],
    ['known', '1071C', 's28', 6],
    'the background asked again, and filled in what nobody had said',
  )
  assert.equal((await findHost(database.db, hosts.mairie))?.registerState, 'unknown')
  const maud = await world.person('maud')
  assert.match(await page(maud, addressOf('host', { host: hosts.mairie })), /ne connaît pas ce SIRET/)
  assert.match(await page(bruno, addressOf('host', garage)), /ouverte, vérifié mercredi 3\u00a0juin/)
})

eachEngine(
  'a coordinator compares two hosts, merges them, and takes it back; the old address leads on',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const { db } = database
    const maud = await world.person('maud')
    const place = {
      name: 'Atelier',
      postcode: '14500',
      commune: '14762',
      city: 'Vire Normandie',
      lat: 48.84,
      lon: -0.89,
    }
    await saveHosts(world.services, db, bocage.id, [
      { id: id(9001), name: 'Menuiserie Lenoir', siret: '73282932000074', sites: [{ ...place, id: id(9101) }] },
      {
        id: id(9002),
        name: 'SARL Lenoir menuiserie',
        website: 'https://lenoir.example/',
        sites: [{ ...place, id: id(9102) }],
      },
    ])
    const queue = addressOf('duplicates', { territory: bocage.id })
    assert.match(await page(maud, location(await maud.post(queue))), /La recherche est lancée/)
    await world.work()
    const pair = addressOf('duplicatePair', { territory: bocage.id, one: id(9001), other: id(9002) })
    assert.match(await page(maud, queue), /1\u00a0doublon à examiner[\s\S]*même nom, même commune/)
    assert.match(await page(maud, pair), /Quelle fiche reste[\s\S]*sans SIRET[\s\S]*https:\/\/lenoir\.example/)
    const merged = await maud.post(pair, {
      garder: 'one',
      name: 'other',
      siret: 'one',
      website: 'other',
      staff: 'pirate',
    })
    assert.match(await page(maud, location(merged)), /Fusion faite[\s\S]*Annuler la fusion/)
    const kept = await findHost(db, id(9001))
    assert.deepEqual(
      [kept?.name, kept?.siret, kept?.website],
      ['SARL Lenoir menuiserie', '73282932000074', 'https://lenoir.example/'],
    )
    const old = await maud.get(addressOf('host', { host: id(9002) }))
    assert.deepEqual([old.status, location(old)], [302, addressOf('host', { host: id(9001) })])
    assert.match(location(await maud.get(pair)), /deja-fusionnee/)

    const [row] = await db.selectFrom('host_merges').select('id').execute()
    const undone = await maud.post(addressOf('mergeUndo', { territory: bocage.id, merge: row!.id }))
    assert.match(await page(maud, location(undone)), /Fusion annulée/)
    assert.equal((await maud.get(addressOf('host', { host: id(9002) }))).status, 200)
    assert.equal((await findHost(db, id(9001)))?.name, 'Menuiserie Lenoir')
    const twice = await maud.post(addressOf('mergeUndo', { territory: bocage.id, merge: row!.id }))
    assert.match(location(twice), /deja-annulee/)

    await maud.post(addressOf('duplicateDismiss', { territory: bocage.id, one: id(9001), other: id(9002) }))
    assert.match(await page(maud, queue), /Aucun doublon à examiner/)
    for (const hostile of ['rien', id(1)])
      assert.equal(
        (await maud.get(addressOf('duplicatePair', { territory: bocage.id, one: id(9001), other: hostile }))).status,
        404,
      )
    assert.equal(
      (await maud.get(addressOf('duplicatePair', { territory: bocage.id, one: id(9001), other: id(9001) }))).status,
      404,
    )
    assert.equal(
      (await maud.post(addressOf('duplicatePair', { territory: bocage.id, one: id(9001), other: hosts.salon }), {}))
        .status,
      404,
      'of another territory',
    )
  },
)

eachEngine('offers imported under one reference keep two hosts apart until somebody mends it', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  await database.db
    .updateTable('offers')
    .set({ origin: 'file', reference: 'ligne-1' })
    .where('id', 'in', [id(501), id(503)])
    .execute()
  const grounds = { by: undefined, role: undefined, why: 'platform' }
  const wanted = { territoryId: bocage.id, from: hosts.garage, into: hosts.mairie, choices: {}, grounds }
  assert.deepEqual(await mergeHosts(world.services, hostFollowers, wanted), { why: 'collide' })
  assert.equal((await findHost(database.db, hosts.garage))?.mergedInto, undefined)
})
