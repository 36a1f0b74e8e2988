import assert from 'node:assert/strict'
import { addressOf } from '#/addresses.ts'
import { giveGrant } from '#/identity/index.ts'
import { eachEngine } from '../../../test/engines.ts'
import { agreements, people, pupils, schools } from '../../../test/people.ts'
import { linaContent, openLinaSigning, versionRow } from '../../../test/signing.ts'
import { bocage, buildWorld, type Visitor, type World } from '../../../test/world.ts'
import { findAgreement } from '../agreements.ts'
import { openSigning } from './open-signing.ts'
import { signaturesOf } from './signatures.ts'
import { createSigningLink } from './signing-links.ts'
import { codeOfRequest } from './signing-requests.ts'
import { sweepSignings } from './sweep-signings.ts'

const lina = { territoryId: bocage.id, id: agreements.linaGarage }
const sandrine = 'sandrine.marchand@essai.example'

/** A page’s text, its bound spaces as plain ones. */
const said = async (answer: Response | Promise<Response>): Promise<string> =>
  (await (await answer).text()).replaceAll('\u00a0', ' ')
const documentIn = (html: string): string => /name="document" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? ''
const requestIn = (location: string): string => /demande=([0-9a-f-]{36})/.exec(location)?.[1] ?? ''

async function linkFor(
  { services }: World,
  signatory: Parameters<typeof createSigningLink>[1],
  email: string,
  version = 1,
): Promise<string> {
  return addressOf('signingLink', { token: await createSigningLink(services, signatory, { version, email }) })
}

/** Asks for a code from a page; what the form that takes it needs. */
async function askCode(
  { services }: World,
  visitor: Visitor,
  page: string,
): Promise<{ readonly demande: string; readonly document: string; readonly code: string; readonly signature: string }> {
  const document = documentIn(await said(visitor.get(page)))
  const answer = await visitor.post(`${page}/code`, { document })
  assert.equal(answer.status, 303, await said(answer))
  const demande = requestIn(answer.headers.get('location') ?? '')
  return { demande, document, code: codeOfRequest(services.key, demande), signature: 'Sandrine Marchand' }
}

const mailsTo = async ({ services }: World, recipient: string): Promise<readonly string[]> =>
  (
    await services.db
      .selectFrom('messages')
      .select('mail')
      .where('recipient', '=', recipient)
      .orderBy('posted_at')
      .orderBy('id')
      .execute()
  ).map(({ mail }) => mail)

eachEngine(
  'a parent reads, asks for a code and signs by a link; the code goes where the school knows them',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const { services } = world
    const who = await openLinaSigning(world)
    const parent = await who('representative')
    assert.deepEqual(await mailsTo(world, `email:${sandrine}`), ['signatures.asked'])
    const page = await linkFor(world, parent, sandrine)
    const visitor = world.visitor()
    const read = await said(visitor.get(page))
    assert.match(read, /Découverte de l’atelier/)
    assert.match(read, /s…@essai\.example/)
    assert.match(read, /En signant, vous acceptez/)
    const pdf = await visitor.get(`${page}/document`)
    assert.equal(pdf.headers.get('content-type'), 'application/pdf')
    assert.match(await said(pdf), /^%PDF/)

    const form = await askCode(world, visitor, page)
    const again = await visitor.post(`${page}/code`, { document: form.document })
    assert.equal(requestIn(again.headers.get('location') ?? ''), form.demande, 'a second click asks for no other code')
    assert.deepEqual(await mailsTo(world, `email:${sandrine}`), ['signatures.asked', 'signatures.code'])
    assert.match(await said(visitor.get(`${page}?demande=${form.demande}`)), /Recopiez votre code/)

    const wrong = await visitor.post(page, { ...form, code: form.code === '000000' ? '000001' : '000000' })
    assert.equal(wrong.status, 422)
    assert.match(await said(wrong), /il reste 4 essais/)
    const blank = await visitor.post(page, { ...form, signature: '  ', dessin: '<svg onload=alert(1)>' })
    assert.equal(blank.status, 422)
    assert.match(await said(blank), /2 réponses sont à reprendre/)
    assert.equal((await signaturesOf(services.db, lina)).length, 0)

    const signed = await visitor.post(page, {
      ...form,
      code: ` ${form.code} `,
      dessin: '1,1 20,30 40,10 60,50;80,20 90,60',
    })
    assert.equal(signed.status, 303)
    assert.equal((await visitor.post(page, form)).status, 303, 'a second click is answered like the first')
    const [proof, ...others] = await signaturesOf(services.db, lina)
    assert.deepEqual(others, [])
    assert.equal(proof?.boundBy, 'link-code')
    assert.equal(proof.name, 'Sandrine Marchand')
    assert.equal(proof.documentSha256, form.document)
    assert.equal(proof.codeSentTo, 's…@essai.example')
    assert.ok(proof.networkAddress)
    assert.match(new TextDecoder().decode(await services.files.get(proof.proofSha256 ?? '')), /^<svg /)
    const done = await said(visitor.get(page))
    assert.match(done, /C’est signé/)
    assert.match(done, /Gilles Marchand, responsable légal/)
    assert.match(done, /Il manque encore 2 signatures/)
  },
)

eachEngine('a link is one person’s, for one version and one contact, and for a time', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const { db, clock } = services
  const who = await openLinaSigning(world)
  const parent = await who('representative')
  const host = await who('host')
  const page = await linkFor(world, parent, sandrine)
  const hostPage = await linkFor(world, host, people.bruno.email)
  const visitor = world.visitor()
  const form = await askCode(world, visitor, page)

  // The host's link with the mother's code, and a request made up.
  for (const demande of [form.demande, pupils.lina, 'x']) {
    const stolen = await visitor.post(hostPage, { ...form, demande })
    assert.equal(stolen.status, 422)
  }
  assert.equal((await visitor.get(`${page.slice(0, -1)}${page.endsWith('A') ? 'B' : 'A'}`)).status, 404)
  assert.equal((await signaturesOf(db, lina)).length, 0)

  // The document changes between the page and the click.
  const pdf = await services.files.put(new TextEncoder().encode('%PDF-1.7 another'))
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('agreement_versions')
      .values(versionRow(2, pdf, clock.now().toString()))
      .execute()
    await tx.updateTable('agreements').set({ version: 2 }).where('id', '=', lina.id).execute()
    const agreement = await findAgreement(tx, lina.id)
    assert.ok(agreement)
    await openSigning(services, tx, agreement, new Set(['head'] as const))
  })
  const late = await visitor.post(page, form)
  assert.equal(late.status, 410)
  assert.match(await said(late), /La convention a changé depuis ce message/)
  assert.deepEqual((await mailsTo(world, `email:${sandrine}`)).filter((mail) => mail === 'signatures.asked').length, 2)
  const account = await world.person('sandrine')
  const sign = addressOf('agreementSign', { agreement: lina.id })
  const stale = await account.post(sign, form)
  assert.equal(stale.status, 409)
  assert.match(await said(stale), /Rien n’est signé/)
  assert.equal((await signaturesOf(db, lina)).length, 0)

  // The school gives another address: the old link ends at once, the new address is asked.
  const second = await linkFor(world, parent, sandrine, 2)
  assert.equal((await visitor.get(second)).status, 200)
  await db
    .updateTable('representatives')
    .set({ email: 'maman@essai.example' })
    .where('name', '=', parent.name)
    .execute()
  const other = await visitor.get(second)
  assert.equal(other.status, 410)
  assert.match(await said(other), /n’est plus celle que l’établissement connaît/)
  await sweepSignings(services)
  assert.deepEqual(await mailsTo(world, 'email:maman@essai.example'), ['signatures.asked'])

  const third = await linkFor(world, parent, 'maman@essai.example', 2)
  world.later({ hours: 24 * 31 })
  assert.match(await said(visitor.get(third)), /Le lien est trop ancien/)
})

eachEngine('neither a pupil nor the agreement itself can say where a parent’s code goes', async (database, t) => {
  const world = await buildWorld(database, t)
  const typed = { name: people.sandrine.name, email: 'copain@essai.example' }
  const stranger = { name: 'Un Copain', email: 'copain@essai.example' }
  const who = await openLinaSigning(world, { ...linaContent, representatives: [typed, stranger] })
  assert.equal((await who('representative')).email, sandrine)
  assert.equal((await who('representative', 1)).email, undefined)
  assert.deepEqual(await mailsTo(world, 'email:copain@essai.example'), [])
  const link = await linkFor(world, await who('representative', 1), 'copain@essai.example')
  assert.equal((await world.visitor().get(link)).status, 410)
  // Lina, signed in, is no parent.
  const pupil = await world.person('lina')
  const sign = addressOf('agreementSign', { agreement: lina.id })
  const page = await said(pupil.get(sign))
  assert.match(page, /J’ai lu la convention/)
  assert.equal((await pupil.get(`${sign}/refuser`)).status, 303, 'who takes note has nothing to refuse')
  await pupil.post(`${sign}/refuser`, { raison: 'Non' })
  assert.equal((await who('pupil')).refusedAt, undefined)
  assert.equal((await pupil.post(sign, { document: documentIn(page) })).status, 303)
  const proofs = await signaturesOf(world.services.db, lina)
  assert.deepEqual(
    proofs.map(({ party, takesNote, boundBy }) => [party, takesNote, boundBy]),
    [['pupil', true, 'account']],
  )
  for (const name of ['karim', 'sylvie', 'aicha', 'noe'] as const) {
    const answer = await (await world.person(name)).get(sign)
    // Karim is the referent and takes note; nobody else of them is a party.
    assert.equal(answer.status, name === 'karim' ? 200 : name === 'sylvie' ? 303 : 404, name)
  }
})

eachEngine('wrong codes hold back whoever types them, and lock nobody out', async (database, t) => {
  const world = await buildWorld(database, t)
  const who = await openLinaSigning(world)
  const page = await linkFor(world, await who('representative'), sandrine)
  const visitor = world.visitor()
  const form = await askCode(world, visitor, page)
  const code = form.code === '111111' ? '222222' : '111111'
  for (let left = 4; left >= 0; left--)
    assert.match(
      await said(visitor.post(page, { ...form, code })),
      left > 1 ? new RegExp(`il reste ${left} essais`) : left === 1 ? /il reste un essai/ : /essayé trop de fois/,
    )
  assert.match(await said(visitor.post(page, form)), /essayé trop de fois/, 'the right code comes too late')
  assert.equal((await signaturesOf(world.services.db, lina)).length, 0)
  for (let round = 0; round < 2; round++) {
    const next = await askCode(world, visitor, page)
    for (let attempt = 0; attempt < 5; attempt++)
      await visitor.post(page, { ...next, code: next.code === '333333' ? '444444' : '333333' })
  }
  const held = await askCode(world, visitor, page)
  const answer = await visitor.post(page, held)
  assert.equal(answer.status, 429)
  assert.match(await said(answer), /avec votre compte|sur papier/)
  // Her account, which comes from elsewhere, signs.
  world.later({ minutes: 16 })
  await world.services.db.deleteFrom('attempts').execute()
  const account = await world.person('sandrine')
  const sign = addressOf('agreementSign', { agreement: lina.id })
  const own = await askCode(world, account, sign)
  assert.equal((await account.post(sign, own)).status, 303)
  const [proof] = await signaturesOf(world.services.db, lina)
  assert.deepEqual([proof?.boundBy, proof?.party], ['account', 'representative'])
})

eachEngine(
  'a parent says why they do not sign, and signs after all; the other one signs at the school’s desk',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const who = await openLinaSigning(world)
    const page = await linkFor(world, await who('representative'), sandrine)
    const visitor = world.visitor()
    assert.match(await said(visitor.get(`${page}/refuser`)), /Ce qui ne va pas/)
    assert.equal((await visitor.post(`${page}/refuser`, { raison: ' ' })).status, 422)
    assert.equal((await visitor.post(`${page}/refuser`, { raison: 'x'.repeat(601) })).status, 422)
    for (let click = 0; click < 2; click++)
      assert.equal((await visitor.post(`${page}/refuser`, { raison: 'Les horaires ne vont pas.' })).status, 303)
    assert.equal((await who('representative')).refusedWhy, 'Les horaires ne vont pas.')
    assert.deepEqual(await mailsTo(world, `account:${people.sylvie.id}`), ['signatures.refused'])
    assert.match(await said(visitor.get(page)), /signer maintenant revient/)
    const form = await askCode(world, visitor, page)
    assert.equal((await visitor.post(page, form)).status, 303)
    assert.equal((await who('representative')).refusedAt, undefined)
    const desk = addressOf('agreementByHand', { agreement: lina.id })
    const sylvie = await world.person('sylvie')
    assert.equal((await (await world.person('karim')).get(desk)).status, 403)
    const shown = await said(sylvie.get(desk))
    assert.match(shown, /Gilles Marchand, responsable légal/)
    assert.doesNotMatch(shown, /Hélène Vautier, direction/)
    const father = await who('representative', 1)
    const head = await who('head')
    assert.equal((await sylvie.post(desk, { qui: father.id, version: '1' })).status, 422)
    assert.equal((await sylvie.post(desk, { qui: head.id, version: '1', vu: '1' })).status, 422)
    assert.equal((await sylvie.post(desk, { qui: father.id, version: '0', vu: '1' })).status, 422)
    for (let click = 0; click < 2; click++)
      assert.equal((await sylvie.post(desk, { qui: father.id, version: '1', vu: '1' })).status, 303)
    const proof = (await signaturesOf(world.services.db, lina)).find(({ boundBy }) => boundBy === 'in-person')
    assert.deepEqual(
      [proof?.name, proof?.boundBy, proof?.recordedByName],
      ['Gilles Marchand', 'in-person', 'Sylvie Prunier'],
    )
  },
)

eachEngine(
  'a head signs what they choose with one code, and a deputy’s signature says whose role it is',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const { services } = world
    await openLinaSigning(world)
    const queue = addressOf('reviewQueue', { territory: bocage.id, school: schools.vire })
    const helene = await world.person('helene')
    assert.equal((await (await world.person('bruno')).get(queue)).status, 404)
    assert.equal((await (await world.person('sylvie')).post(queue, { choix: 'toutes' })).status, 403)
    const list = await said(helene.get(queue))
    assert.match(list, /1 convention attend votre signature/)
    assert.match(list, /rien à signaler/)
    assert.equal((await helene.post(queue, { choix: 'cochees' })).status, 422)
    assert.equal((await helene.post(queue, { choix: 'cochees', conventions: agreements.tomMairie })).status, 422)

    // Didier, to whom Hélène lent her role while she is away.
    await lend(world)
    const visitor = await world.person('didier')
    const asked = await visitor.post(queue, { choix: 'cochees', conventions: lina.id })
    const review = asked.headers.get('location') ?? ''
    assert.equal(asked.status, 303)
    assert.equal((await helene.get(review)).status, 404, 'nobody else’s request')
    assert.match(await said(visitor.get(review)), /Signer 1 convention/)
    const request = review.split('/').at(-1) ?? ''
    const code = codeOfRequest(services.key, request)
    assert.equal((await visitor.post(review, { code: code === '000000' ? '1' : '000000' })).status, 422)
    assert.equal((await visitor.post(review, { code })).status, 303)
    assert.equal((await visitor.post(review, { code })).status, 303)
    await world.work()
    await world.work()
    // By the head: the line says who has still to sign.
    assert.match(
      await said(visitor.get(review)),
      /1 convention signée sur 1.*signée par vous.*attend encore : structure d’accueil/,
    )
    const state = (await (await visitor.get(`${review}/progression`)).json()) as { done: number; next?: string }
    assert.deepEqual([state.done, state.next], [1, review])
    const [proof, ...others] = await signaturesOf(services.db, lina)
    assert.deepEqual(others, [])
    assert.deepEqual(
      [proof?.name, proof?.onBehalfOf, proof?.delegatedBy, proof?.boundBy],
      ['Didier Lemarchand', 'Hélène Vautier', 'Hélène Vautier', 'account'],
    )
    assert.match(await said(helene.get(queue)), /Aucune convention n’attend votre signature/)
  },
)

eachEngine('reminders go on set days to whoever has not signed, and stop', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const who = await openLinaSigning(world)
  const asked = async (email: string) => (await mailsTo(world, `email:${email}`)).length
  await sweepSignings(services)
  assert.equal(await asked(people.bruno.email), 1)
  for (const [days, mails] of [
    [3, 2],
    [4, 3],
    [7, 4],
    [7, 4],
  ] as const) {
    world.later({ hours: 24 * days })
    await sweepSignings(services)
    await sweepSignings(services)
    assert.equal(await asked(people.bruno.email), mails)
    assert.equal(await asked('nadia.leroy@essai.example'), 1, 'nobody is reminded to take note')
  }
  const rows = await services.db
    .selectFrom('agreement_signatories')
    .select('id')
    .where('remind_at', 'is not', null)
    .execute()
  assert.deepEqual(rows, [])
  assert.ok((await who('host')).signedVersion === undefined)
})

/** Hélène lends her role to Didier. */
async function lend({ services }: World): Promise<void> {
  const { id: own } = await services.db
    .selectFrom('grants')
    .select('id')
    .where('account_id', '=', people.helene.id)
    .executeTakeFirstOrThrow()
  await giveGrant(services, services.db, people.didier.id, people.helene.grants[0], { lentFrom: own })
}
