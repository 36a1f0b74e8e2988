import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { findAgreement, listSignatories, type Party, recordInPersonSignature } from '#/agreements/index.ts'
import { guarded } from '#/journal/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts } from '../../test/people.ts'
import { bocage, buildWorld, type Visitor, type World } from '../../test/world.ts'
import { addOrganisation } from './organisations.ts'

/** Of the garage, whom the directory knows. */
const siret = '82161143100015'
const form = {
  ...{ prenom: 'Samira', nom: 'Haddad', naissance: '1994-05-12', courriel: 'samira.haddad@essai.example' },
  ...{ siret, contact: 'Bruno Hamel', contactCourriel: 'bruno.hamel@essai.example', objectif: 'confirm' },
  ...{ du: '2026-06-15', au: '2026-07-10', jours: '1', horaires: '9 h – 12 h, 13 h – 17 h' },
  taches: 'Accueillir les clients, préparer les rendez-vous.',
}
const hostPart = {
  ...{ hostName: 'Bruno Hamel', hostRole: 'gérant', hostEmail: 'bruno.hamel@essai.example', tutorName: 'Nadia Leroy' },
  ...{ siteAddress: '3 rue du Pont, 14500 Vire', risks: 'Aucun risque particulier', insurance: 'Mutuelle, 2214' },
}

async function counsellorOf(world: World, name: string): Promise<{ readonly nour: Visitor; readonly id: string }> {
  await world.people()
  const { services } = world
  await services.db.updateTable('hosts').set({ siret }).where('id', '=', hosts.garage).execute()
  const { id } = await services.db
    .transaction()
    .execute((tx) => addOrganisation(services, tx, { territoryId: bocage.id, name }))
  const nour = await world.signedInAs({
    role: 'counsellor',
    territoryId: bocage.id,
    scope: { kind: 'organisation', id },
  })
  return { nour, id }
}

const prescribed = async (visitor: Visitor, more: Readonly<Record<string, string>> = {}): Promise<string> => {
  const done = await visitor.post(addresses.immersionNew, { ...form, ...more })
  assert.equal(done.status, 303, await done.text())
  return done.headers.get('location')?.split('/').at(-1) ?? ''
}

/** Everyone but the prescriber signs before somebody's eyes; the prescriber with their own hand. */
async function signByAll({ services }: World, agreementId: string): Promise<readonly Party[]> {
  const agreement = await findAgreement(services.db, agreementId)
  assert.equal(agreement?.state, 'signing')
  const signatories = await listSignatories(services.db, { territoryId: bocage.id, id: agreementId })
  for (const { id, takesNote } of signatories)
    if (!takesNote)
      await services.db.transaction().execute((tx) =>
        recordInPersonSignature(services, tx, {
          ...{ agreementId, version: agreement?.version ?? 0, signatoryId: id },
          by: { id: services.newId(), name: 'Essai', grounds: { by: undefined, role: 'counsellor', why: 'test' } },
        }),
      )
  return signatories.filter(({ takesNote }) => !takesNote).map(({ party }) => party)
}

eachEngine('a counsellor prescribes a PMSMP, which is filled, signed and renewed once', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const { db } = services
  const { nour } = await counsellorOf(world, 'Mission locale du Bocage')

  const first = await nour.get(addresses.immersions)
  assert.equal(first.status, 200)
  assert.match(await first.text(), /Aucune immersion pour l’instant/)
  assert.equal((await nour.get(addresses.immersionNew)).status, 200)

  const id = await prescribed(nour)
  const again = await nour.post(addresses.immersionNew, form)
  assert.equal(again.headers.get('location'), addressOf('agreement', { agreement: id }), 'a second click')
  const drafted = await findAgreement(db, id)
  assert.equal(drafted?.content.hosts[0].name, 'Garage Hamel', 'as the directory knows it')
  assert.equal(drafted?.content.prescriber?.organisation, 'Mission locale du Bocage')
  assert.equal(drafted?.school, '')
  const asked = await db.selectFrom('messages').select('once').where('mail', '=', 'agreements.fill-asked').execute()
  assert.ok(asked.some(({ once }) => once.startsWith(`agreement:${id}:fill:host:first`)))

  const page = await nour.get(addressOf('agreement', { agreement: id }))
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Confirmer un projet professionnel/)
  const filled = await nour.post(addressOf('agreementFill', { agreement: id, part: 'host' }), hostPart)
  assert.equal(filled.status, 303)
  assert.equal((await findAgreement(db, id))?.state, 'filled')
  assert.equal((await nour.post(addressOf('agreementSend', { agreement: id }))).status, 303)
  const byHand = await nour.get(addressOf('agreementByHand', { agreement: id }))
  assert.equal(byHand.status, 200)
  assert.doesNotMatch(await byHand.text(), /prescripteur/, 'who prescribes signs with their own hand')
  assert.deepEqual((await signByAll(world, id)).toSorted(), ['beneficiary', 'host', 'prescriber'])
  assert.equal((await findAgreement(db, id))?.state, 'signed')
  const invitedToSign = await db
    .selectFrom('messages')
    .select('recipient')
    .where('mail', '=', 'signatures.asked')
    .execute()
  assert.ok(invitedToSign.length >= 3, 'the person, the host and the prescriber each got a link')

  const list = await (await nour.get(addresses.immersions)).text()
  assert.match(list, /Samira Haddad/)
  assert.match(list, /Renouveler/)
  const renewing = addressOf('immersionRenew', { agreement: id })
  assert.match(await (await nour.get(renewing)).text(), /value="2026-07-13"/, 'from the next working day on')
  const days = { du: '2026-07-13', au: '2026-08-07' }
  const met = await nour.post(renewing, { ...days, atteint: 'oui' })
  assert.equal(met.status, 422)
  const long = await nour.post(renewing, { du: '2026-07-13', au: '2026-09-30', atteint: 'non' })
  assert.equal(long.status, 422)
  assert.match(await long.text(), /un mois/)
  const done = await nour.post(renewing, { ...days, atteint: 'non' })
  assert.equal(done.status, 303)
  const renewal = done.headers.get('location')?.split('/').at(-1) ?? ''
  const renewed = await findAgreement(db, renewal)
  assert.equal(renewed?.state, 'filled', 'all that was said is there')
  assert.equal((await nour.post(addressOf('agreementSend', { agreement: renewal }))).status, 303)
  await signByAll(world, renewal)
  const twice = await nour.post(renewing, { du: '2026-08-10', au: '2026-08-14', atteint: 'non' })
  assert.equal(twice.headers.get('location'), addressOf('agreement', { agreement: renewal }), 'once only')

  const third = { du: '2026-08-10', au: '2026-08-28', atteint: 'non' }
  const refused = await nour.post(addressOf('immersionRenew', { agreement: renewal }), third)
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /déjà été renouvelée/)
  const anew = await nour.post(addresses.immersionNew, { ...form, du: third.du, au: third.au })
  assert.equal(anew.status, 422, 'nor as a new one')
  assert.match(await anew.text(), /plus de deux mois de PMSMP dans cette structure/)

  const past = await prescribed(nour, { prenom: 'Yanis', courriel: '', du: '2026-06-01', au: '2026-06-12' })
  await nour.post(addressOf('agreementFill', { agreement: past, part: 'host' }), hostPart)
  assert.equal((await nour.post(addressOf('agreementSend', { agreement: past }))).status, 422, 'it began in the past')
  const [{ rule } = { rule: '' }] = ((await findAgreement(db, past))?.findings ?? []).filter((each) => each.overridable)
  const why = 'La structure l’a accueilli le jour même.'
  const sent = await nour.post(addressOf('agreementSend', { agreement: past }), { [`raison-${rule}`]: why })
  assert.equal(sent.status, 303)
  assert.match(await (await nour.get(addressOf('agreement', { agreement: past }))).text(), /La structure l’a accueilli/)
})

eachEngine('an organisation sees its own only, and what cannot be is said beside its field', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const { db } = services
  const { nour, id: own } = await counsellorOf(world, 'Mission locale du Bocage')
  const { nour: other, id: elsewhere } = await counsellorOf(world, 'Cap emploi du Bocage')
  const id = await prescribed(nour)
  for (const address of ['agreement', 'immersionRenew', 'agreementDocument'] as const)
    assert.equal((await other.get(addressOf(address, { agreement: id }))).status, 404, address)
  assert.doesNotMatch(await (await other.get(addresses.immersions)).text(), /Samira/)
  const { account_id: account } = await db
    .selectFrom('grants')
    .select('account_id')
    .where('scope_id', '=', own)
    .executeTakeFirstOrThrow()
  const seenBy = (who: string): Promise<readonly { readonly id: string }[]> =>
    guarded(services, { id: who }, (tx) => tx.selectFrom('beneficiaries').select('id').execute())
  assert.equal((await seenBy(account)).length, 1)
  const { account_id: stranger } = await db
    .selectFrom('grants')
    .select('account_id')
    .where('scope_id', '=', elsewhere)
    .executeTakeFirstOrThrow()
  assert.deepEqual(await seenBy(stranger), [])

  const { pupilId: beneficiary } = (await findAgreement(db, id)) ?? { pupilId: '' }
  const data = addressOf('personData', { beneficiary })
  assert.equal((await other.get(data)).status, 404)
  assert.equal((await other.post(data, { demande: 'erase' })).status, 404)
  assert.match(await (await nour.get(addressOf('agreement', { agreement: id }))).text(), new RegExp(data))
  assert.match(await (await nour.get(addresses.immersionPeople)).text(), /Haddad Samira/)
  const page = await (await nour.get(data)).text()
  assert.match(page, /né\(e\) le 12\/05\/1994/)
  assert.match(page, /Garage Hamel/, 'the agreement too')
  for (const format of ['json', 'texte'])
    assert.match(await (await nour.get(addressOf('personDataFile', { beneficiary, format }))).text(), /Samira/)
  const asked = { formulaire: services.newId(), demande: 'erase', mots: 'Tout.', reponse: 'C’est effacé.' }
  for (const wrong of [{ demande: 'tout' }, { reponse: ' ' }, { formulaire: '<x>' }])
    assert.equal((await nour.post(data, { ...asked, ...wrong })).status, 422)
  for (let click = 0; click < 2; click++) assert.equal((await nour.post(data, asked)).status, 303)
  assert.match(await (await nour.get(data)).text(), /C’est effacé/, 'the agreement stands: so does the file')
  await db.updateTable('agreements').set({ state: 'cancelled' }).where('id', '=', id).execute()
  const gone = await nour.post(data, { ...asked, formulaire: services.newId() })
  assert.equal(gone.headers.get('location'), addressOf('immersions', {}, { fait: 'efface' }))
  assert.equal((await nour.get(data)).status, 404)
  for (const table of ['beneficiaries', 'representatives', 'agreements'] as const)
    assert.deepEqual(
      (await db.selectFrom(table).select('id').execute()).filter((row) => row.id === beneficiary || row.id === id),
      [],
    )
  const told = await db.selectFrom('messages').select('once').where('mail', '=', 'keeping.answered').execute()
  assert.equal(told.length, 2, 'each answer once, to the person')

  const count = async (): Promise<number> => (await db.selectFrom('agreements').select('id').execute()).length
  const before = await count()
  const wrong: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ objectif: '' }, /Choisissez un objectif, et un seul/],
    [{ objectif: '__proto__' }, /Choisissez un objectif/],
    [{ siret: '12345678900012' }, /ne peut pas être un SIRET/],
    [{ siret: '90000000900011' }, /SIRET/],
    [{ naissance: '2009-05-12' }, /moins de 18 ans/],
    [{ naissance: '2012-05-12', responsable: 'Nadia Haddad' }, /16 ans/],
    [{ naissance: '1994-02-30' }, /date de naissance/],
    [{ du: '2026-06-15', au: '2026-07-20' }, /un mois/],
    [{ au: '2026-06-01' }, /avant le premier/],
    [{ contratDu: '2026-06-01', contratAu: '2026-07-31' }, /Un contrat d’insertion a un employeur/],
    [
      {
        ...{ prenom: 'Léa', employeur: 'Chantier', employeurNom: 'Éva Roy', employeurCourriel: 'eva@essai.example' },
        ...{ contratDu: '2026-06-01', contratAu: '2026-07-31' },
      },
      /25/,
    ],
    [{ contactCourriel: '<script>@x' }, /adresse électronique complète/],
    [{ taches: '\u0000' }, /Décrivez les tâches/],
    [{ horaires: 'matin' }, /heures d’une journée/],
  ]
  for (const [more, says] of wrong) {
    const answer = await nour.post(addresses.immersionNew, { ...form, ...more })
    assert.equal(answer.status, 422, JSON.stringify(more))
    assert.match(await answer.text(), says, JSON.stringify(more))
  }
  assert.equal(await count(), before, 'nothing was written')

  const maud = await world.person('maud')
  const address = addressOf('organisations', { territory: bocage.id })
  assert.match(await (await maud.get(address)).text(), /Cap emploi du Bocage/)
  assert.equal((await maud.post(address, { organisme: '', nom: '', courriel: 'x' })).status, 422)
  const invited = { organisme: 'mission locale du bocage', nom: 'Léo Dubosq', courriel: 'leo@essai.example' }
  assert.equal((await maud.post(address, invited)).status, 303)
  const [invitation] = await db.selectFrom('invitations').select(['role', 'scope_id']).execute()
  assert.deepEqual(invitation, { role: 'counsellor', scope_id: own }, 'the same organisation by its name')
})
