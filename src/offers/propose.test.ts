import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts, people } from '../../test/people.ts'
import { buildWorld, type Visitor, type World } from '../../test/world.ts'
import { proposalToken } from './proposals.ts'

const answers = {
  cle: '01980000-0000-7000-8000-00000000c1e1',
  siret: '',
  structure: 'Librairie des Halles',
  secteur: 's19',
  nom: 'Claire Duval',
  email: 'claire.duval@halles.example',
  description: 'Tu accueilles les lecteurs avec nous et tu prépares une table de nouveautés.',
  'places-2026-W25': '2',
  'places-2026-W26': '1',
  rue: '4 rue Saulnerie',
  code: '14500',
  commune: 'Vire Normandie',
}

const where = (answer: Response): string => answer.headers.get('location') ?? ''
const propose = (visitor: Visitor, changed: Readonly<Record<string, string>> = {}): Promise<Response> =>
  visitor.post(addresses.propose, { ...answers, ...changed })
const linkOf = ({ services }: World, id: string): string =>
  addressOf('proposeConfirm', { token: proposalToken(services.key, id) })

eachEngine('a first-timer proposes a place, confirms by the mail, and lands on it signed in', async (database, t) => {
  const world = await buildWorld(database, t)
  const { db } = database
  const claire = world.visitor()
  assert.match(await (await claire.get(addresses.propose)).text(), /Proposer une place en deux minutes[\s\S]*5\. Où/)
  for (const click of ['first', 'second']) assert.equal(where(await propose(claire)), addresses.proposeSent, click)
  // Nothing shows, and nobody has a role, before the mail is confirmed.
  for (const table of ['offers', 'hosts', 'grants'] as const)
    assert.equal((await db.selectFrom(table).selectAll().execute()).length, 0, table)
  const mails = await db.selectFrom('messages').select(['mail', 'recipient']).execute()
  assert.deepEqual(mails, [{ mail: 'offers.proposal', recipient: 'email:claire.duval@halles.example' }])
  const link = linkOf(world, answers.cle)
  assert.match(await (await claire.get(link)).text(), /Librairie des Halles[\s\S]*Confirmer et publier/)
  assert.equal((await db.selectFrom('offers').select('id').execute()).length, 0)
  const landed = where(await claire.post(link))
  assert.match(landed, /^\/structures\/[^/]+\/offres\?fait=(publiee|relecture)/)
  assert.match(await (await claire.get(landed)).text(), /Découvrir Librairie des Halles/)
  const [offer] = await db.selectFrom('offers').select(['schemes', 'levels', 'contact_email', 'sector']).execute()
  assert.deepEqual(offer, {
    schemes: ['observation-2de'],
    levels: ['seconde'],
    contact_email: 'claire.duval@halles.example',
    sector: 's19',
  })
  const again = await claire.post(link)
  assert.equal(again.status, 410)
  assert.match(await again.text(), /C’est déjà confirmé/)
  assert.equal((await db.selectFrom('offers').select('id').execute()).length, 1)
})

eachEngine('each of the five answers is asked again in plain words, and nothing is kept', async (database, t) => {
  const world = await buildWorld(database, t)
  const claire = world.visitor()
  const hostile: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ siret: '123' }, /Un numéro SIRET a 14 chiffres/],
    [{ siret: '12345678901234' }, /ne peut pas être un SIRET/],
    [{ structure: '' }, /Donnez le nom de votre structure/],
    [{ structure: 'a'.repeat(400) }, /150 signes au plus/],
    [{ secteur: 's99' }, /Choisissez votre activité/],
    [{ nom: '' }, /Nom : écrivez/],
    [{ email: 'claire@' }, /adresse électronique complète/],
    [{ email: 'a@b.example,autre@c.example' }, /adresse électronique complète/],
    [{ description: '<b>' }, /20 signes au moins/],
    [{ 'places-2026-W25': '', 'places-2026-W26': '' }, /au moins une place/],
    [{ 'places-2026-W25': '-4' }, /un nombre de places/],
    [{ 'places-2019-W25': '4' }, /est passée/],
    [{ code: '1450' }, /cinq chiffres/],
    [{ commune: 'Atlantide' }, /n’est pas une commune d’un territoire servi ici/],
  ]
  for (const [changed, says] of hostile) {
    const refused = await propose(claire, changed)
    assert.equal(refused.status, 422, JSON.stringify(changed))
    const page = await refused.text()
    assert.match(page, says)
    if (changed.description === undefined) assert.match(page, /tu prépares une table de nouveautés/)
    // The limit of one address is met elsewhere.
    world.later({ minutes: 5 })
  }
  assert.equal((await database.db.selectFrom('offer_proposals').select('id').execute()).length, 0)
})

eachEngine(
  'a robot is thanked and forgotten; too many from one place, or for one address, are held back',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const visitor = world.visitor()
    assert.equal(where(await propose(visitor, { site: 'https://spam.example' })), addresses.proposeSent)
    const count = async () => (await database.db.selectFrom('offer_proposals').select('id').execute()).length
    assert.equal(await count(), 0)
    const key = (number: number) => `01980000-0000-7000-8000-0000000000${number}`
    for (const number of [10, 11, 12, 13]) assert.equal((await propose(visitor, { cle: key(number) })).status, 303)
    const fifth = await propose(visitor, { cle: key(14) })
    assert.equal(fifth.status, 429)
    assert.match(await fifth.text(), /Vos réponses sont encore là/)
    const other = (number: number) => propose(visitor, { cle: key(number), email: `n${number}@halles.example` })
    const statuses = []
    for (let number = 20; number < 40; number++) statuses.push((await other(number)).status)
    assert.equal(statuses.at(-1), 429)
    assert.equal(await count(), 4 + statuses.filter((status) => status === 303).length)
  },
)

eachEngine(
  'a host that others answer for is not given away: they are told, and the place waits with them',
  async (database, t) => {
    const world = await buildWorld(database, t)
    await world.people()
    const { db } = database
    const siret = '73282932000074'
    await db.updateTable('hosts').set({ siret }).where('id', '=', hosts.garage).execute()
    const claire = world.visitor()
    assert.equal((await propose(claire, { siret, structure: 'Garage Hamel' })).status, 303)
    const answer = await claire.post(linkOf(world, answers.cle))
    assert.equal(answer.status, 200)
    assert.match(await answer.text(), /Vos collègues sont prévenus/)
    assert.notEqual((await claire.get(addressOf('hostOffers', { host: hosts.garage }))).status, 200)
    const told = await db
      .selectFrom('messages')
      .select('recipient')
      .where('mail', '=', 'offers.proposed-here')
      .execute()
    assert.deepEqual(told, [{ recipient: `account:${people.bruno.id}` }])
    const bruno = await world.person('bruno')
    assert.match(
      await (await bruno.get(addressOf('hostOffers', { host: hosts.garage }))).text(),
      /Découvrir Garage Hamel/,
    )
    const [offer] = await db
      .selectFrom('offers')
      .select('state')
      .where('title', '=', 'Découvrir Garage Hamel')
      .execute()
    assert.equal(offer?.state, 'draft')
  },
)

eachEngine('a link made up, changed or too old opens nothing, and old proposals are forgotten', async (database, t) => {
  const world = await buildWorld(database, t)
  const claire = world.visitor()
  await propose(claire)
  const link = linkOf(world, answers.cle)
  for (const wrong of [`${link}x`, link.replace('c1e1', 'c1e2'), addressOf('proposeConfirm', { token: 'rien' })])
    assert.equal((await claire.post(wrong)).status, 410)
  world.later({ hours: 8 * 24 })
  assert.match(await (await claire.post(link)).text(), /plus de sept jours/)
  assert.equal((await database.db.selectFrom('offers').select('id').execute()).length, 0)
})
