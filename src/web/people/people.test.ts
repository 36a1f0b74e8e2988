import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { linkToken } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { eachEngine } from '../../../test/engines.ts'
import { classes, hosts, people, schools } from '../../../test/people.ts'
import { bocage, buildWorld, type Visitor } from '../../../test/world.ts'

const ofVire = addressOf('schoolPeople', { territory: bocage.id, school: schools.vire })
const ofGarage = addressOf('hostPeople', { host: hosts.garage })
const ofBocage = addressOf('territoryPeople', { territory: bocage.id })
const newcomer = { faire: 'inviter', nom: 'Paul Nouveau', email: 'paul.nouveau@essai.example' }

const text = async (answer: Response | Promise<Response>): Promise<string> => (await answer).text()
const location = (answer: Response): string => answer.headers.get('location') ?? ''

async function lastInvitation({ db, key }: Services): Promise<string> {
  const { id } = await db
    .selectFrom('invitations')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return addressOf('invitation', { token: linkToken(key, 'invitation', id) })
}

const grantOf = async ({ db }: Services, accountId: string): Promise<string> =>
  (await db.selectFrom('grants').select('id').where('account_id', '=', accountId).executeTakeFirstOrThrow()).id

eachEngine(
  'a head invites a teacher, who accepts from the mail and finds the role among theirs',
  async (database, t) => {
    const { person, visitor, services } = await buildWorld(database, t)
    const helene = await person('helene')
    assert.match(await text(helene.get(ofVire)), /Didier Lemarchand[\s\S]*Karim Bellec[\s\S]*Inviter quelqu’un/)
    const role = `teacher:${classes.secondeB}`
    assert.equal(location(await helene.post(ofVire, { ...newcomer, role })), `${ofVire}?fait=sent`)
    assert.equal(location(await helene.post(ofVire, { ...newcomer, role })), `${ofVire}?fait=waiting`)
    assert.match(await text(helene.get(ofVire)), /Invitations en attente[\s\S]*paul\.nouveau@essai\.example/)
    const link = await lastInvitation(services)
    const paul = visitor()
    const shown = await text(paul.get(link))
    assert.match(shown, /Hélène Vautier vous invite[\s\S]*Accepter et entrer/)
    assert.match(await text(helene.get(link)), /Hélène Vautier est connecté sur cet appareil/)
    const accepted = await paul.post(link)
    assert.equal(location(accepted), '/mon-compte?fait=accepte')
    assert.match(await text(paul.get(addresses.account)), /Paul Nouveau[\s\S]*Enseignement[\s\S]*Navigateur inconnu/)
    assert.equal((await visitor().post(link)).status, 410)
  },
)

eachEngine('nobody gives, takes or gives back a role that is not theirs to give', async (database, t) => {
  const { person, services } = await buildWorld(database, t)
  const [helene, sylvie, bruno, maud] = [
    await person('helene'),
    await person('sylvie'),
    await person('bruno'),
    await person('maud'),
  ]
  const grants = async () =>
    (await services.db.selectFrom('grants').selectAll().orderBy('id').execute()).map(({ id, ended_at }) => [
      id,
      ended_at,
    ])
  const before = await grants()
  const [ofDidier, ofAicha, ofMaud] = await Promise.all(
    [people.didier.id, people.aicha.id, people.maud.id].map((id) => grantOf(services, id)),
  )
  const refused: readonly (readonly [Visitor, string, Readonly<Record<string, string>>, number])[] = [
    [helene, ofVire, { ...newcomer, role: 'head' }, 422],
    [helene, ofVire, { ...newcomer, role: 'coordinator' }, 422],
    [helene, ofVire, { ...newcomer, role: `teacher:${classes.secondeNoireau}` }, 422],
    [sylvie, ofVire, { ...newcomer, role: 'secretary' }, 422],
    [maud, ofBocage, { ...newcomer, role: 'operator' }, 422],
    [bruno, addressOf('hostPeople', { host: hosts.mairie }), { ...newcomer, role: 'host' }, 404],
    // By an address that is theirs, a role that is elsewhere.
    [helene, ofVire, { faire: 'terminer', grant: ofAicha! }, 404],
    [helene, ofVire, { faire: 'terminer', grant: ofMaud! }, 404],
    [bruno, ofGarage, { faire: 'terminer', grant: ofAicha! }, 404],
    [sylvie, ofVire, { faire: 'terminer', grant: ofDidier! }, 404],
    [helene, ofVire, { faire: 'terminer', grant: 'rien' }, 404],
    [helene, ofVire, { faire: 'retirer', invitation: "' or true" }, 404],
    [helene, ofVire, {}, 422],
    [helene, ofVire, { faire: 'inviter', nom: '', email: 'pas une adresse', role: 'teacher' }, 422],
    [helene, addressOf('accountRole', { grant: ofDidier! }), { faire: 'terminer' }, 404],
    [helene, addressOf('accountLend', { grant: ofDidier! }), { nom: 'Paul', email: 'p@e.fr', fin: '2026-07-01' }, 404],
  ]
  for (const [who, address, form, status] of refused)
    assert.equal((await who.post(address, form)).status, status, `${address} ${JSON.stringify(form)}`)
  assert.deepEqual(await grants(), before)
  assert.deepEqual(await services.db.selectFrom('invitations').selectAll().execute(), [])
  const again = await text(helene.post(ofVire, { ...newcomer, nom: '<b>', email: 'x', role: 'teacher' }))
  assert.match(again, /Donnez une adresse électronique complète/)
  assert.match(again, /value="&lt;b>"|value="&lt;b&gt;"/)
})

eachEngine(
  'a role taken away is given back in one press, and the coordinator lets a host in again',
  async (database, t) => {
    const { person, services, later } = await buildWorld(database, t)
    const [helene, didier, maud] = [await person('helene'), await person('didier'), await person('maud')]
    const grant = await grantOf(services, people.didier.id)
    assert.equal((await didier.get(ofVire)).status, 200)
    const ended = await helene.post(ofVire, { faire: 'terminer', grant })
    assert.match(await text(helene.get(location(ended))), /Didier Lemarchand n’a plus ce rôle[\s\S]*Annuler/)
    assert.equal((await didier.get(ofVire)).status, 404)
    assert.equal(location(await helene.post(ofVire, { faire: 'rendre', grant })), `${ofVire}?fait=rendu`)
    assert.equal((await didier.get(ofVire)).status, 200)
    await helene.post(ofVire, { faire: 'terminer', grant })
    later({ hours: 25 })
    const [heleneLater, maudLater] = [await person('helene'), await person('maud')]
    assert.equal(location(await heleneLater.post(ofVire, { faire: 'rendre', grant })), `${ofVire}?fait=trop-tard`)
    assert.equal(location(await maudLater.post(ofGarage, { ...newcomer, role: 'host' })), `${ofGarage}?fait=sent`)
    assert.equal((await maud.get(ofGarage)).status, 303, 'a day later the session is over')
  },
)

eachEngine('one lends a role until a day, and leaves, with a word before for the last one', async (database, t) => {
  const { person, visitor, services } = await buildWorld(database, t)
  const [helene, bruno] = [await person('helene'), await person('bruno')]
  const [ofHelene, ofBruno] = await Promise.all([people.helene.id, people.bruno.id].map((id) => grantOf(services, id)))
  const lend = addressOf('accountLend', { grant: ofHelene! })
  const deputy = { nom: 'Aline Adjointe', email: 'aline@essai.example' }
  for (const fin of ['', '2026-06-02', '2030-01-01', '2026-02-31', "2026-06-30' --"]) {
    const answer = await helene.post(lend, { ...deputy, fin })
    assert.equal(answer.status, 422, fin)
    assert.match(await answer.text(), /Donnez le dernier jour|un an au plus/)
  }
  assert.equal((await helene.post(lend, { ...deputy, email: people.helene.email, fin: '2026-06-30' })).status, 422)
  assert.equal(location(await helene.post(lend, { ...deputy, fin: '2026-06-30' })), '/mon-compte?fait=prete')
  const aline = visitor()
  const link = await lastInvitation(services)
  assert.match(await text(aline.get(link)), /vous prête son rôle[\s\S]*jusqu’au 30/)
  await aline.post(link)
  const account = await text(aline.get(addresses.account))
  assert.match(account, /prêté par Hélène Vautier, jusqu’au 30/)
  assert.ok(!account.includes('Prêter ce rôle'), 'what is borrowed is not lent on')
  assert.equal((await aline.get(ofVire)).status, 200)
  assert.match(await text(helene.get(addresses.account)), /Rôles que vous prêtez[\s\S]*prêté à Aline Adjointe/)

  // Her deputy goes with her: nobody would be left.
  const leave = addressOf('accountRole', { grant: ofHelene! })
  const word = await helene.post(leave, { faire: 'terminer' })
  assert.equal(word.status, 409)
  assert.match(await word.text(), /Vous êtes la dernière personne à avoir ce rôle/)
  assert.equal((await helene.get(ofVire)).status, 200)
  const left = await helene.post(leave, { faire: 'terminer', compris: '1' })
  assert.match(await text(helene.get(location(left))), /Vous avez quitté : Direction[\s\S]*Annuler/)
  assert.equal((await aline.get(ofVire)).status, 404)
  assert.equal(location(await helene.post(leave, { faire: 'reprendre' })), '/mon-compte?fait=repris')
  assert.equal((await aline.get(ofVire)).status, 200)
  assert.equal((await bruno.post(addressOf('accountRole', { grant: ofBruno! }), { faire: 'terminer' })).status, 409)
})

eachEngine('one sees where one is signed in, and ends it from anywhere', async (database, t) => {
  const { person } = await buildWorld(database, t)
  const [desk, phone, other] = [await person('lina'), await person('lina'), await person('helene')]
  const page = await text(desk.get(addresses.account))
  assert.match(page, /Où tu es connecté/)
  const [, session = ''] = /name="session" value="([^"]+)"/.exec(page) ?? []
  assert.equal((await other.post(addresses.accountSessions, { session })).status, 303)
  assert.equal((await phone.get(addresses.account)).status, 200, 'nobody ends a session of somebody else')
  for (const hostile of ['', 'rien', "' or true", 'a'.repeat(5000)])
    assert.equal((await desk.post(addresses.accountSessions, { session: hostile })).status, 303)
  await desk.post(addresses.accountSessions, { session })
  assert.equal(location(await phone.get(addresses.account)), addresses.signIn)
  const third = await person('lina')
  await desk.post(addresses.accountSessions, { session: 'autres' })
  assert.equal(location(await third.get(addresses.account)), addresses.signIn)
  assert.equal((await desk.get(addresses.account)).status, 200)
})
