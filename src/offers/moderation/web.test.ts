import assert from 'node:assert/strict'
import { addressOf } from '#/addresses.ts'
import { platformGrounds } from '#/journal/index.ts'
import { eachEngine } from '../../../test/engines.ts'
import { hosts, offers } from '../../../test/people.ts'
import { bocage, buildWorld, type World } from '../../../test/world.ts'
import { moveOffer } from '../change-offer.ts'
import { contentOf } from '../offer.ts'
import { findOffer } from '../offers.ts'
import { saveOffer } from '../save-offer.ts'
import { considerOffer } from './consider-offer.ts'

const queue = addressOf('moderation', { territory: bocage.id })
const decision = addressOf('moderationDecide', { territory: bocage.id, offer: offers.garage })
const report = addressOf('offerReport', { offer: offers.garage })

/** The garage's offer before the coordination, with a text that shows signs of risk. */
async function waiting(world: World, description = 'Travaux en hauteur. Appelez le 06 12 34 56 78.') {
  const { db } = world.services
  await world.people()
  await db.transaction().execute(async (tx) => {
    const offer = (await findOffer(tx, offers.garage))!
    const content = { ...contentOf(offer), description }
    const { territoryId, hostId, version } = offer
    const { decision: judged } = await considerOffer(world.services, tx, {
      territoryId,
      hostId,
      offerId: offers.garage,
      content,
      again: false,
    })
    assert.equal(judged, 'wait')
    await saveOffer(world.services, tx, {
      territoryId,
      id: offers.garage,
      hostId,
      content,
      state: 'waiting',
      grounds: platformGrounds,
      deed: 'waiting',
      version,
    })
  })
}

const garage = async ({ services }: World) => (await findOffer(services.db, offers.garage))!
const told = async ({ services }: World, mail: string): Promise<string[]> => {
  const rows = await services.db.selectFrom('messages').select(['data', 'mail']).where('mail', '=', mail).execute()
  return rows.map(({ data }) => JSON.stringify(data))
}
const deeds = async ({ services }: World): Promise<string[]> => {
  const rows = await services.db
    .selectFrom('journal')
    .select('what')
    .where('about_kind', '=', 'offer')
    // What the coordination did; how the offer came there is the test's.
    .where('role', '<>', '')
    .orderBy('id')
    .execute()
  return rows.map(({ what }) => what).filter((what) => what.startsWith('offer.'))
}

eachEngine(
  'the queue shows the reasons in the text, and each decision changes the offer, once',
  async (database, t) => {
    const world = await buildWorld(database, t)
    await waiting(world)
    const coordinator = await world.signedIn('coordinator')
    const page = await (await coordinator.get(queue)).text()
    assert.match(page, /1\soffre à relire/)
    assert.match(page, /<mark>Travaux en hauteur<\/mark>/)
    assert.match(page, /<mark>06 12 34 56 78<\/mark>/)
    assert.match(page, /D4153-30/)

    const { version } = await garage(world)
    const form = { version: String(version), decision: 'asked', [`message-${offers.garage}`]: 'Retirez le numéro.' }
    const answer = await coordinator.post(decision, form)
    assert.equal(answer.status, 303)
    assert.equal((await garage(world)).state, 'asked')
    assert.match(await (await coordinator.get(answer.headers.get('location')!)).text(), /repart pour une correction/)

    // A second click finds nothing to decide and changes nothing.
    const again = await coordinator.post(decision, form)
    assert.equal(again.status, 303)
    assert.equal((await garage(world)).version, version + 1)
    assert.deepEqual(await deeds(world), ['offer.asked'])
    assert.equal((await told(world, 'offers.decided')).length, 1)

    // Sent back after the correction, it is read again even without any sign.
    const back = await moveOffer(world.services, {
      territoryId: bocage.id,
      offerId: offers.garage,
      grounds: platformGrounds,
      to: 'waiting',
      as: 'host',
    })
    assert.ok(back.changed)
    assert.match(await (await coordinator.get(queue)).text(), /1\soffre à relire/)
    const now = await garage(world)
    await coordinator.post(decision, { version: String(now.version), decision: 'published' })
    assert.equal((await garage(world)).state, 'published')
    assert.match(await (await coordinator.get(queue)).text(), /Rien à relire/)
  },
)

eachEngine('a decision is taken back while nothing followed, and then nobody is told', async (database, t) => {
  const world = await buildWorld(database, t)
  await waiting(world)
  const coordinator = await world.signedIn('coordinator')
  const { version } = await garage(world)
  const message = { [`message-${offers.garage}`]: 'Ce lieu ne convient pas.' }
  await coordinator.post(decision, { version: String(version), decision: 'refused', ...message })
  assert.equal((await garage(world)).state, 'refused')
  const { id } = await world.services.db.selectFrom('offer_cases').select('id').executeTakeFirstOrThrow()
  const undo = addressOf('moderationUndo', { territory: bocage.id, case: id })
  const undone = await coordinator.post(undo)
  assert.match(undone.headers.get('location') ?? '', /annule=oui/)
  assert.equal((await garage(world)).state, 'waiting')
  assert.match(await (await coordinator.get(queue)).text(), /1\soffre à relire/)
  assert.match((await coordinator.post(undo)).headers.get('location') ?? '', /annule=non/)
  assert.deepEqual(await deeds(world), ['offer.refused', 'offer.undecided'])
  world.later({ minutes: 15 })
  await world.work()
  const rows = await world.services.db
    .selectFrom('messages')
    .select(['state'])
    .where('mail', '=', 'offers.decided')
    .execute()
  assert.ok(
    rows.every(({ state }) => state === 'settled'),
    JSON.stringify(rows),
  )
})

eachEngine('what is wrong with a decision is said, and nothing changes', async (database, t) => {
  const world = await buildWorld(database, t)
  await waiting(world)
  const coordinator = await world.signedIn('coordinator')
  const { version } = await garage(world)
  const field = `message-${offers.garage}`
  const good = { version: String(version), decision: 'asked', [field]: 'Retirez le numéro.' }
  const cases: readonly (readonly [Readonly<Record<string, string>>, number, RegExp])[] = [
    [{ ...good, [field]: '   ' }, 422, /Écrivez à la structure ce qu’elle doit corriger/],
    [{ ...good, [field]: 'x'.repeat(2001) }, 422, /2000 signes au plus/],
    [{ ...good, decision: 'burned' }, 422, /Choisissez : publier/],
    [{ ...good, version: String(version - 1) }, 422, /a modifié cette offre pendant votre lecture/],
    [{ ...good, version: 'NaN' }, 404, /./],
  ]
  for (const [form, status, says] of cases) {
    const answer = await coordinator.post(decision, form)
    assert.equal(answer.status, status)
    assert.match(await answer.text(), says)
  }
  assert.equal(
    (await coordinator.post(addressOf('moderationDecide', { territory: bocage.id, offer: offers.salon }), good)).status,
    404,
  )
  assert.equal(
    (await coordinator.post(addressOf('moderationUndo', { territory: bocage.id, case: hosts.garage }))).status,
    404,
  )
  assert.equal((await coordinator.get(`${queue}?apres=${encodeURIComponent('n’importe quoi')}`)).status, 200)
  assert.equal((await garage(world)).state, 'waiting')
  assert.deepEqual(await deeds(world), [])
  // Markup stays text.
  const hostile = await coordinator.post(decision, { ...good, version: '1', [field]: '<script>alert(1)</script>' })
  assert.doesNotMatch(await hostile.text(), /<script>alert/)
})

eachEngine(
  'anyone reports; a crowd brings an offer before the coordination but never takes it away',
  async (database, t) => {
    const world = await buildWorld(database, t)
    await world.people()
    const visitor = world.visitor()
    assert.match(await (await visitor.get(report)).text(), /Signaler cette offre/)
    assert.equal((await visitor.post(report, {})).status, 422)
    assert.equal((await visitor.post(report, { raison: 'revenge' })).status, 422)
    const long = await visitor.post(report, { raison: 'danger', precisions: 'x'.repeat(1001) })
    assert.match(await long.text(), /1000 signes au plus/)
    assert.equal((await visitor.get(addressOf('offerReport', { offer: offers.garageDraft }))).status, 404)
    assert.equal((await visitor.get(addressOf('offerReport', { offer: 'rien' }))).status, 404)

    const sent = await visitor.post(report, { raison: 'danger', precisions: 'Tronçonneuse\u0000 !' })
    assert.equal(sent.status, 303)
    assert.match(await (await visitor.get(sent.headers.get('location')!)).text(), /Merci, c’est transmis/)
    // The same source again, and again: one report.
    await visitor.post(report, { raison: 'job' })
    const { db } = world.services
    const count = async () => (await db.selectFrom('offer_reports').select('id').execute()).length
    assert.equal(await count(), 1)
    const coordinator = await world.signedIn('coordinator')
    assert.match(await (await coordinator.get(queue)).text(), /Une personne a signalé cette offre/)

    for (const role of ['pupil', 'representative', 'counsellor'] as const)
      await (await world.signedIn(role)).post(report, { raison: 'behaviour' })
    assert.equal(await count(), 4)
    assert.equal((await garage(world)).state, 'published')
    const page = await (await coordinator.get(queue)).text()
    assert.match(page, /4 personnes ont signalé cette offre/)
    assert.match(page, /plusieurs signalements/)

    // Kept: those who had an account are told, and the same sources do not bring it back.
    const { version } = await garage(world)
    await coordinator.post(decision, { version: String(version), decision: 'published' })
    assert.equal((await garage(world)).version, version)
    assert.equal((await told(world, 'offers.report-answered')).length, 3)
    assert.equal((await told(world, 'offers.decided')).length, 0)
    await visitor.post(report, { raison: 'danger' })
    assert.match(await (await coordinator.get(queue)).text(), /Rien à relire/)
  },
)

eachEngine('a grave report by school staff pauses an offer at once, a slight one does not', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const teacher = await world.person('karim')
  const coordinator = await world.signedIn('coordinator')
  await teacher.post(report, { raison: 'closed' })
  assert.equal((await garage(world)).state, 'published')
  const head = await world.person('helene')
  await head.post(report, { raison: 'behaviour', precisions: 'Propos déplacés envers une élève.' })
  assert.equal((await garage(world)).state, 'waiting')
  assert.deepEqual(await deeds(world), ['offer.paused'])
  const page = await (await coordinator.get(queue)).text()
  assert.match(page, /retirée aussitôt/)
  // Its host cannot show it again alone.
  const shown = await moveOffer(world.services, {
    territoryId: bocage.id,
    offerId: offers.garage,
    grounds: platformGrounds,
    to: 'published',
    as: 'host',
  })
  assert.equal(shown.changed, false)
})

eachEngine('one source can only report so much', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const visitor = world.visitor()
  const statuses: number[] = []
  for (let time = 0; time < 11; time++) statuses.push((await visitor.post(report, { raison: 'other' })).status)
  assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 303), 422])
})
