import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { guarded } from '#/journal/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { agreements, applications, classes, hosts, people, pupils, schools } from '../../test/people.ts'
import { signLina } from '../../test/placements.ts'
import { bocage, buildWorld, type Visitor, type World } from '../../test/world.ts'
import { healthOf } from './incidents.ts'

const read = async (visitor: Visitor, address: string) => {
  const answer = await visitor.get(address)
  const text = await answer.text()
  return { status: answer.status, text: text.replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' '), html: text }
}
const lina = { agreement: agreements.linaGarage }
const stateOf = async ({ services: { db } }: World, id: string = agreements.linaGarage) =>
  (await db.selectFrom('agreements').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state

/** The letters of this feature sent so far. */
const letters = async ({ services: { db } }: World) =>
  db
    .selectFrom('letters')
    .select(['recipient', 'subject', 'text'])
    .where('mail', 'like', 'placements.%')
    .orderBy('made_at')
    .execute()

const linkIn = (text: string | null | undefined): string => /\/presence\/[\w.-]+/.exec(text ?? '')?.[0] ?? ''

eachEngine('a placement made elsewhere is recorded in one form, once, and taken back', async (database, t) => {
  const world = await buildWorld(database, t)
  const { db } = world.services
  const karim = await world.person('karim')
  await db.updateTable('hosts').set({ siret: '90000000100017' }).where('id', '=', hosts.garage).execute()
  const page = addressOf('outsideNew', { class: classes.secondeA })
  const first = await read(karim, `${page}?eleve=${pupils.noe}`)
  assert.equal(first.status, 200)
  assert.match(first.html, /value="2026-06-15"[\s\S]*value="2026-06-26"/)
  // Those without a place first.
  assert.match(first.text, /Choisir… Lecoq Noé Marchand Lina \(a déjà un stage\)/)
  const form = {
    ...{ eleve: pupils.noe, siret: '900 000 001 00017', structure: '', commune: '' },
    ...{ du: '2026-06-15', au: '2026-06-26', horaires: '9 h – 12 h, 13 h – 18 h 30' },
    ...{ tuteur: 'Zoé Bessin', courriel: 'Zoe@essai.example', telephone: '' },
    ...{ rue: '', code: '', annuaire: '' },
  }
  const sent = (more: Partial<typeof form>, file?: File) => {
    const data = new FormData()
    for (const [name, value] of Object.entries({ ...form, ...more })) data.append(name, value)
    for (const day of ['1', '2', '3', '4', '5']) data.append('jours', day)
    if (file) data.append('fichier', file)
    return data
  }
  const count = async () =>
    (await db.selectFrom('agreements').select('id').where('source', '=', 'outside').execute()).length
  const farm = {
    siret: '',
    structure: 'Ferme des Prés',
    rue: '',
    code: '14500',
    commune: 'Vire Normandie',
    annuaire: '1',
  }
  const hostile: readonly (readonly [Partial<typeof form>, RegExp, File?])[] = [
    [{ eleve: pupils.tom }, /Choisissez un élève de la liste/],
    [{ eleve: "'; drop table pupils" }, /Choisissez un élève de la liste/],
    [{ siret: '90000000100019' }, /ne peut pas être un SIRET/],
    [{ siret: '' }, /Donnez le SIRET du lieu d’accueil, ou son nom/],
    [{ siret: '73282932000074' }, /Ce SIRET ne donne pas de nom/],
    [{ au: '2026-06-01' }, /Le dernier jour est avant le premier/],
    [{ au: '2126-06-01' }, /Plus d’un an/],
    [{ du: '2026-02-31' }, /Donnez le premier jour/],
    [{ horaires: 'midi' }, /Écrivez les heures d’une journée/],
    [{ courriel: 'zoe@essai' }, /Cette adresse n’est pas complète/],
    [{ siret: '', structure: 'Ferme', commune: 'Vire', annuaire: '1' }, /donnez son code postal/],
    [{ code: '1450' }, /cinq chiffres/],
    [{ ...farm, commune: 'Nulleville' }, /Nous ne trouvons pas cette commune/],
    [{}, /ni un PDF, ni une photo/, new File(['<html><script>alert(1)</script>'.repeat(4)], 'convention.pdf')],
  ]
  for (const [more, why, file] of hostile) {
    const answer = await karim.post(page, sent(more, file))
    assert.equal(answer.status, 422, JSON.stringify(more))
    assert.match(await answer.text(), why)
  }
  assert.equal(await count(), 0)
  const pdf = new File([`%PDF-1.7\n${'x'.repeat(100)}`], 'scan.pdf')
  const done = await karim.post(page, sent({}, pdf))
  assert.equal(done.status, 303, await done.clone().text())
  const back = done.headers.get('location') ?? ''
  const noted = await read(karim, back)
  // Seven hours and a half a day at sixteen is fine by the law on minors, not for an observation sequence: said, and kept.
  assert.match(noted.text, /Noé Lecoq, Garage Hamel, 15 au 26 juin : c’est noté/)
  assert.match(noted.text, /Le stage compte quand même/)
  const again = await karim.post(page, sent({}, pdf))
  assert.match((await read(karim, again.headers.get('location') ?? '')).text, /déjà noté/)
  assert.equal(await count(), 1)
  const agreement = new URL(back, 'http://x').searchParams.get('stage') ?? ''
  assert.equal(await stateOf(world, agreement), 'signed')
  const file = await karim.get(addressOf('outsideFile', { agreement }))
  assert.equal(file.headers.get('content-type'), 'application/pdf')
  assert.match(file.headers.get('content-disposition') ?? '', /attachment/)
  assert.match(
    (await read(karim, addressOf('classPlacements', { class: classes.secondeA }))).text,
    /Lecoq Noé Garage Hamel \(noté ailleurs\)/,
  )
  const itsPage = await read(karim, addressOf('agreement', { agreement }))
  assert.match(itsPage.text, /La convention remise/)
  assert.doesNotMatch(itsPage.html, /\/document"/)
  const undone = await karim.post(addressOf('outsideUndo', { agreement }))
  assert.match((await read(karim, undone.headers.get('location') ?? '')).text, /Le stage est retiré/)
  assert.equal(await stateOf(world, agreement), 'cancelled')
  assert.equal((await karim.post(addressOf('outsideUndo', lina))).status, 404, 'what was made here is not undone here')

  // A place that nobody knew is added to the directory, once, however it is written.
  const before = await db.selectFrom('hosts').select('id').execute()
  const bodies = [sent(farm), sent({ ...farm, structure: 'FERME DES PRES', annuaire: '', du: '2026-06-22' })]
  const made: string[] = []
  for (const body of bodies) {
    const location = (await karim.post(page, body)).headers.get('location') ?? ''
    made.push(new URL(location, 'http://x').searchParams.get('stage') ?? '')
  }
  const after = await db.selectFrom('hosts').select(['id', 'name']).execute()
  assert.equal(after.length, before.length + 1)
  const held = await db.selectFrom('agreements').select('host_id').where('id', 'in', made).execute()
  assert.deepEqual(
    new Set(held.map(({ host_id }) => host_id)),
    new Set([after.find(({ name }) => name === farm.structure)?.id]),
  )

  // What was over when it was noted can be taken back for thirty days.
  await db.updateTable('agreements').set({ state: 'completed' }).where('id', 'in', made).execute()
  const [mistaken = '', second = ''] = made
  assert.match(
    (await read(karim, addressOf('agreement', { agreement: mistaken }))).text,
    /personne n’en a remis de copie/,
  )
  await karim.post(addressOf('outsideUndo', { agreement: mistaken }))
  assert.equal(await stateOf(world, mistaken), 'cancelled')
  const deeds = await db.selectFrom('journal').select('what').where('about_id', '=', mistaken).execute()
  assert.ok(deeds.some(({ what }) => what === 'agreement.retracted'))
  const longAgo = world.services.clock
    .now()
    .subtract({ hours: 24 * 31 })
    .toString()
  await db.updateTable('agreements').set({ since: longAgo }).where('id', '=', second).execute()
  const late = await karim.post(addressOf('outsideUndo', { agreement: second }))
  assert.match(late.headers.get('location') ?? '', /fait=termine/)
  assert.equal(await stateOf(world, second), 'completed')
})

eachEngine(
  'days move a placement on; the tutor says who is there by a link, the school hears of an absence',
  async (database, t) => {
    const world = await buildWorld(database, t, { publicUrl: 'https://stages.example.fr' })
    await signLina(world)
    const { db } = world.services
    const visitor = world.visitor()
    await world.work()
    assert.equal((await letters(world)).length, 0, 'twelve days before, nothing is told')
    // Monday, a week before, at 10:42.
    world.later({ hours: 24 * 5 })
    await world.work()
    const soon = await letters(world)
    assert.deepEqual(soon.map(({ subject }) => subject).toSorted(), [
      'Le stage de votre enfant commence bientôt',
      'Ton stage commence bientôt',
      'Votre stagiaire arrive bientôt',
    ])
    const link = linkIn(soon.find(({ recipient }) => recipient === 'email:atelier@essai.example')?.text)
    const before = await read(visitor, link)
    assert.match(before.text, /Lina Marchand arrive lundi 15 juin/)
    assert.match(before.text, /Dire à l’équipe qui vient/)
    assert.match((await visitor.post(link, { absent: '2026-06-15:am' })).headers.get('location') ?? '', /not_now/)
    const early = await world.person('lina')
    const page = await read(early, addressOf('placement', lina))
    assert.match(page.text, /Ton stage commence lundi 15 juin/)
    assert.match(page.text, /Demande en arrivant Bruno Hamel, gérant, 02 31 00 00 00/)
    const calendar = await (await early.get(addressOf('placementCalendar', lina))).text()
    assert.match(calendar, /DTSTART:20260615T070000Z\r\nDTEND:20260615T150000Z/)
    assert.equal(calendar.split('BEGIN:VEVENT').length, 6)
    // Tuesday 16 June.
    world.later({ hours: 24 * 8 })
    await world.work()
    const [pupil, helene] = [await world.person('lina'), await world.person('helene')]
    assert.equal(await stateOf(world), 'running')
    assert.ok((await letters(world)).some(({ subject }) => subject.startsWith('Votre stagiaire est là')))
    const during = await read(visitor, link)
    assert.match(during.text, /Présence de Lina Marchand/)
    const absent = await visitor.post(link, { absent: '2026-06-16:am' })
    assert.match(
      (await read(visitor, absent.headers.get('location') ?? '')).text,
      /C’est noté : absent L’établissement est prévenu/,
    )
    await visitor.post(link, { absent: '2026-06-16:am' })
    await world.work()
    const told = (await letters(world)).filter(({ subject }) => subject === 'Une absence pendant un stage')
    assert.deepEqual(
      told.map(({ recipient }) => recipient).toSorted(),
      [`account:${people.sylvie.id}`, 'email:karim.bellec@essai.example'].toSorted(),
    )
    assert.match(
      (told[0]?.text ?? '').replaceAll(/\s/gu, ' '),
      /Lina Marchand n’est pas sur son lieu de stage : mardi 16 juin, matin/,
    )
    const absences = addressOf('schoolAbsences', { territory: bocage.id, school: schools.vire })
    assert.match(
      (await read(helene, absences)).text,
      /1 élève absent aujourd’hui .* 1 élève attendu en stage, 1 lieu a répondu\. .*Marchand Lina/,
    )
    assert.match((await read(helene, `${absences}?jour=2026-06-21`)).text, /Dimanche 21 juin : personne n’est attendu/)
    // All fine, but for what was said; days to come and other placements' days are not to be said.
    await visitor.post(link, { semaine: '1' })
    const marks = await db
      .selectFrom('placement_presence')
      .select(['day', 'half', 'present'])
      .orderBy('day')
      .orderBy('half')
      .execute()
    assert.deepEqual(
      marks.map(({ day, half, present }) => `${day} ${half} ${present}`),
      ['2026-06-15 am true', '2026-06-15 pm true', '2026-06-16 am false', '2026-06-16 pm true'],
    )
    for (const form of [{ present: '2026-06-17:am' }, { present: '2026-06-20:am' }, { absent: 'x' }, {}])
      assert.match((await visitor.post(link, form)).headers.get('location') ?? '', /fait=other_half/)
    assert.equal((await visitor.get(`${link}x`)).status, 404)
    // The pupil writes.
    await pupil.post(addressOf('placementJournal', lina), {
      'jour-2026-06-15': 'J’ai vidangé.',
      'jour-2026-06-18': 'demain',
    })
    assert.match((await read(pupil, addressOf('placementJournal', lina))).text, /J’ai vidangé/)
    assert.equal(
      (await pupil.post(addressOf('placementJournal', lina), { 'jour-2026-06-15': 'x'.repeat(700) })).status,
      422,
    )
    // Saturday: it is over. The link still serves.
    world.later({ hours: 24 * 4 })
    await world.work()
    const after = { pupil: await world.person('lina'), helene: await world.person('helene'), visitor, link }
    assert.equal(await stateOf(world), 'completed')
    assert.ok((await letters(world)).some(({ subject }) => subject === 'Merci pour votre accueil'))
    assert.match(
      (await read(after.pupil, addressOf('certificate', lina))).text,
      /Il reste 6 demi-journées dont le lieu d’accueil n’a rien dit/,
    )
    await visitor.post(link, {
      present: '2026-06-17:am,2026-06-17:pm,2026-06-18:am,2026-06-18:pm,2026-06-19:am,2026-06-19:pm',
    })
    const certificate = await after.pupil.get(addressOf('certificate', lina))
    assert.equal(certificate.headers.get('content-type'), 'application/pdf')
    const bytes = Buffer.from(await certificate.arrayBuffer())
    world.later({ hours: 1 })
    assert.deepEqual(
      Buffer.from(await (await after.helene.get(addressOf('certificate', lina))).arrayBuffer()),
      bytes,
      'issued once',
    )
    assert.match((await visitor.post(link, { absent: '2026-06-15:am' })).headers.get('location') ?? '', /certified/)
    const done = await read(await world.person('bruno'), addressOf('hostPlacements', { host: hosts.garage }))
    assert.match(done.text, /Lina Marchand .* Attestation du/)
    await evaluates(world, after)
  },
)

/** How it went: each side says, and reads what is theirs to read. */
async function evaluates(
  world: World,
  { pupil, helene, visitor, link }: { pupil: Visitor; helene: Visitor; visitor: Visitor; link: string },
): Promise<void> {
  const evaluation = addressOf('evaluation', lina)
  const fine = { ponctualite: '4', interet: '4', consignes: '3', questions: '4', mot: 'Bravo Lina !', encore: 'oui' }
  const refused = await visitor.post(`${link}/bilan`, { ...fine, interet: '9', mot: 'x'.repeat(2000) })
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /choisissez une réponse[\s\S]*1500 signes au plus/)
  assert.equal((await visitor.post(`${link}/bilan`, fine)).status, 303)
  const own = { accueil: '4', decouverte: '3', prefere: 'La carrosserie', conseil: 'oui', gene: 'Des plaisanteries' }
  assert.equal((await pupil.post(evaluation, own)).status, 303)
  assert.match((await read(pupil, evaluation)).text, /Bravo Lina !/)
  assert.match((await read(helene, evaluation)).text, /Des plaisanteries/)
  for (const name of ['sandrine', 'bruno'] as const)
    assert.doesNotMatch((await read(await world.person(name), evaluation)).text, /Des plaisanteries/)
  const report = addressOf('placementReport', lina)
  assert.equal((await pupil.post(report, { faire: 'remettre' })).status, 422, 'nothing to hand in')
  await pupil.post(report, { lieu: 'Un garage <b>de</b> Vire & ses voisins', faire: 'garder' })
  assert.match((await read(helene, report)).text, /Le rapport n’est pas encore remis/)
  assert.equal((await helene.get(addressOf('placementReportFile', { ...lina, format: 'rapport.odt' }))).status, 404)
  await pupil.post(report, { lieu: 'Un garage <b>de</b> Vire & ses voisins', faire: 'remettre' })
  assert.match((await read(helene, report)).html, /Un garage &lt;b>de&lt;\/b> Vire &amp; ses voisins/)
  for (const [format, magic] of [
    ['rapport.pdf', '%PDF-'],
    ['rapport.odt', 'PK'],
  ] as const) {
    const file = Buffer.from(
      await (await pupil.get(addressOf('placementReportFile', { ...lina, format }))).arrayBuffer(),
    )
    assert.ok(file.toString('latin1').startsWith(magic), format)
  }
}

eachEngine('an accident is told once to those who must know, and its health part only to few', async (database, t) => {
  const world = await buildWorld(database, t)
  await signLina(world)
  const { services, work } = world
  world.later({ hours: 24 * 13 })
  await work()
  const bruno = await world.person('bruno')
  const page = addressOf('incidentNew', lina)
  const empty = await read(bruno, page)
  assert.equal(empty.status, 200)
  const cle = /name="cle" value="([^"]+)"/.exec(empty.html)?.[1] ?? ''
  const form = {
    ...{ cle, sorte: 'accident', jour: '2026-06-16', heure: '10:30', quoi: 'Chute dans l’atelier' },
    ...{ lesions: 'Poignet gonflé', soins: 'Glace', transport: '', temoins: '', activite: '', mesures: '', lieu: '' },
  }
  for (const [more, why] of [
    [{ sorte: 'fête' }, /Dites si quelqu’un est blessé/],
    [{ heure: '23:59' }, /pas encore passé/],
    [{ jour: '2026-06-01' }, /avant le début du stage/],
    [{ jour: '31/02/2026' }, /Donnez le jour/],
    [{ quoi: '' }, /Racontez en quelques mots/],
    [{ quoi: 'x'.repeat(3000) }, /2000 signes au plus/],
  ] as const) {
    const answer = await bruno.post(page, { ...form, ...more })
    assert.equal(answer.status, 422)
    assert.match(await answer.text(), why)
  }
  const done = await bruno.post(page, form)
  assert.equal(done.status, 303)
  assert.equal((await bruno.post(page, form)).headers.get('location'), done.headers.get('location'), 'told once')
  await work()
  const told = (await letters(world)).filter(({ subject }) => subject === 'Un accident pendant un stage')
  const expected = ['helene', 'didier', 'sylvie', 'lina', 'sandrine'] as const
  assert.deepEqual(
    told.map(({ recipient }) => recipient).toSorted(),
    [
      ...expected.map((name) => `account:${people[name].id}`),
      'email:atelier@essai.example',
      'email:karim.bellec@essai.example',
    ].toSorted(),
  )
  assert.ok(told.every(({ text }) => !/Poignet|Chute/.test(text ?? '')))
  const incident = addressOf('incident', { ...lina, incident: cle })
  for (const [name, sees] of [
    ['helene', true],
    ['sandrine', true],
    ['lina', true],
    ['bruno', false],
    ['karim', false],
  ] as const) {
    const text = (await read(await world.person(name), incident)).text
    assert.match(text, /Chute dans l’atelier/)
    assert.equal(/Poignet gonflé/.test(text), sees, name)
    const health = await guarded(services, people[name], (tx) => healthOf(tx, { territoryId: bocage.id, id: cle }))
    assert.equal(health !== undefined, sees, name)
  }
  const declaration = await (await world.person('helene')).get(`${incident}/declaration`)
  assert.equal(declaration.headers.get('content-type'), 'application/pdf')
  assert.equal((await (await world.person('karim')).get(`${incident}/declaration`)).status, 403)
  assert.equal(
    (await (await world.person('lina')).get(addressOf('incident', { agreement: agreements.tomMairie, incident: cle })))
      .status,
    404,
  )
})

eachEngine('the school plans calls and visits, prints a round, notes what it saw', async (database, t) => {
  const world = await buildWorld(database, t)
  await signLina(world)
  const karim = await world.person('karim')
  const visits = addressOf('visits', { class: classes.secondeA })
  for (const form of [
    {},
    { sorte: 'visit', jour: '2026-06-16', stages: agreements.tomMairie },
    { sorte: 'visit', jour: 'mardi', stages: agreements.linaGarage },
  ])
    assert.equal((await karim.post(visits, form)).status, 422)
  const form = { sorte: 'visit', jour: '2026-06-16', stages: agreements.linaGarage }
  const planned = await karim.post(visits, form)
  assert.match((await read(karim, planned.headers.get('location') ?? '')).text, /1 stage à voir, c’est prévu/)
  await karim.post(visits, form)
  const rows = await world.services.db.selectFrom('placement_visits').select('id').execute()
  assert.equal(rows.length, 1, 'planned again, it is the same')
  const round = await read(karim, `${addressOf('visitRound', { class: classes.secondeA })}?jour=2026-06-16`)
  assert.match(round.text, /Tournée du mardi 16 juin .*Garage Hamel .*Lina Marchand/)
  const [visit] = rows
  const done = await karim.post(visits, { visite: visit?.id ?? '', etat: 'done', notes: 'Tout va bien <i>' })
  assert.match((await read(karim, done.headers.get('location') ?? '')).html, /Tout va bien &lt;i>/)
  for (const name of ['lina', 'bruno'] as const)
    assert.deepEqual(
      await guarded(world.services, people[name], (tx) => tx.selectFrom('placement_visits').select('id').execute()),
      [],
      'notes are the school’s',
    )
  assert.equal((await karim.post(visits, { visite: applications.linaGarage, etat: 'done' })).status, 404)
  assert.equal((await karim.get(addresses.classes)).status < 400, true)
})
