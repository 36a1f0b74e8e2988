import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { platformGrounds } from '#/journal/index.ts'
import { eachEngine } from '../../../test/engines.ts'
import { agreements, people } from '../../../test/people.ts'
import { linaContent, openLinaSigning, versionRow } from '../../../test/signing.ts'
import { bocage, buildWorld, type World } from '../../../test/world.ts'
import { findAgreement } from '../agreements.ts'
import { findVersion } from '../document/index.ts'
import { sendToSign } from '../send-to-sign.ts'
import type { Party } from '../tables.ts'
import { type Added, addSignature, type Proof } from './add-signature.ts'
import { awaited, hasSigned } from './circuit.ts'
import { openSigning } from './open-signing.ts'
import { recordPaperSignature } from './record-by-hand.ts'
import { listSignatories } from './signatories.ts'
import { signaturesOf } from './signatures.ts'

const lina = { territoryId: bocage.id, id: agreements.linaGarage }

const waited = async ({ services }: World): Promise<string> =>
  awaited(await listSignatories(services.db, lina))
    .map(({ party }) => party)
    .join(' ')

async function sign(
  { services }: World,
  party: Party,
  rank = 0,
  proof: Proof = { boundBy: 'account' },
): Promise<Added> {
  const signatories = await listSignatories(services.db, lina)
  const agreement = await findAgreement(services.db, lina.id)
  const signatory = signatories.find((each) => each.party === party && each.rank === rank)
  assert.ok(agreement && signatory, party)
  return services.db.transaction().execute((tx) =>
    addSignature(services, tx, {
      agreementId: lina.id,
      signatoryId: signatory.id,
      version: agreement.version,
      grounds: platformGrounds,
      proof,
    }),
  )
}

eachEngine('sent, signed by all in any order, sealed once, and everyone is told', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const { services } = world
  await services.db
    .updateTable('agreements')
    .set({ state: 'filled', content: JSON.stringify(linaContent) })
    .where('id', '=', lina.id)
    .execute()
  const sent = await sendToSign(services, {
    agreementId: lina.id,
    by: { kind: 'school', grounds: platformGrounds },
    mayOverride: true,
    name: people.helene.name,
    reasons: {},
  })
  assert.ok('agreement' in sent, JSON.stringify(sent))
  assert.equal(await waited(world), 'host head representative representative')
  await sign(world, 'representative', 1)
  assert.equal(await waited(world), 'host head', 'one parent is enough')
  await sign(world, 'head')
  assert.deepEqual(await sign(world, 'host'), { added: true, isLast: true })
  assert.equal((await findAgreement(services.db, lina.id))?.state, 'signed')
  assert.deepEqual(await sign(world, 'representative'), { added: true, isLast: false }, 'the other parent still can')
  await world.work()
  const version = await findVersion(services.db, { territoryId: bocage.id, agreementId: lina.id, version: 1 })
  const sealed = version?.sealedSha256 && (await services.files.get(version.sealedSha256))
  assert.ok(sealed && version)
  const signed = await services.files.get(version.pdfSha256)
  assert.ok(signed)
  assert.deepEqual(sealed.subarray(0, signed.length), signed, 'what they signed stands in it, byte for byte')
  const proofs = await signaturesOf(services.db, lina)
  assert.ok(proofs.every(({ documentSha256 }) => documentSha256 === version.pdfSha256))
  const told = await services.db
    .selectFrom('messages')
    .select('recipient')
    .where('mail', '=', 'signatures.all-signed')
    .execute()
  assert.deepEqual(
    told.map(({ recipient }) => recipient).toSorted(),
    [
      `account:${people.lina.id}`,
      `email:${people.bruno.email}`,
      `email:${people.karim.email}`,
      'email:nadia.leroy@essai.example',
      `email:${people.sandrine.email}`,
    ].toSorted(),
  )
})

eachEngine(
  'a new version asks only those whose consent it changes, and whoever had not signed',
  async (database, t) => {
    const world = await buildWorld(database, t)
    await openLinaSigning(world)
    const { services } = world
    await sign(world, 'host')
    await sign(world, 'head')
    const pdf = await services.files.put(new TextEncoder().encode('%PDF-1.7 version 2'))
    const { referent: _, ...content } = linaContent
    await services.db.transaction().execute(async (tx) => {
      await tx
        .insertInto('agreement_versions')
        .values(versionRow(2, pdf, services.clock.now().toString()))
        .execute()
      await tx
        .updateTable('agreements')
        .set({ version: 2, content: JSON.stringify(content) })
        .where('id', '=', lina.id)
        .execute()
      const agreement = await findAgreement(tx, lina.id)
      assert.ok(agreement)
      await openSigning(services, tx, agreement, new Set(['head'] as const))
      await openSigning(services, tx, agreement, new Set(['head'] as const))
    })
    assert.equal(await waited(world), 'head representative representative')
    const rows = await listSignatories(services.db, lina)
    assert.deepEqual(
      rows.filter(hasSigned).map(({ party, signedVersion }) => [party, signedVersion]),
      [['host', 1]],
    )
    assert.ok(!rows.some(({ party }) => party === 'referent'), 'who is named no more is asked no more')
    // The print of version 1 counts for nobody who was asked again; that of version 2 does.
    const parent = rows.find(({ party }) => party === 'representative')
    assert.ok(parent)
    const paper = (version: number) =>
      services.db.transaction().execute((tx) =>
        recordPaperSignature(services, tx, {
          agreementId: lina.id,
          version,
          signatoryId: parent.id,
          by: { id: people.sylvie.id, name: people.sylvie.name, grounds: platformGrounds },
          proofSha256: pdf,
        }),
      )
    assert.deepEqual(await paper(1), { why: 'changed' })
    assert.deepEqual(await paper(2), { added: true, isLast: false })
    assert.deepEqual(await paper(2), { present: true })
    assert.equal((await findAgreement(services.db, lina.id))?.source, 'paper')
    assert.deepEqual(await sign(world, 'head'), { added: true, isLast: true })
    assert.deepEqual(
      (await signaturesOf(services.db, lina)).map(({ party, version, boundBy }) => [party, version, boundBy]),
      [
        ['host', 1, 'account'],
        ['representative', 2, 'paper'],
        ['head', 2, 'account'],
      ],
    )
    const { count } = await services.db
      .selectFrom('agreement_signatures')
      .select((on) => on.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    assert.equal(count, 4, 'what the head signed of version 1 is kept')
  },
)

eachEngine('an amendment asks only those whom it concerns', async (database, t) => {
  const world = await buildWorld(database, t)
  await openLinaSigning(world)
  const { services } = world
  const { db } = services
  await db.deleteFrom('agreement_signatories').execute()
  await db.updateTable('agreements').set({ amends: agreements.tomMairie }).where('id', '=', lina.id).execute()
  await db.transaction().execute(async (tx) => {
    const agreement = await findAgreement(tx, lina.id)
    assert.ok(agreement)
    await openSigning(services, tx, agreement, new Set(['host', 'head'] as const))
  })
  assert.equal(await waited(world), 'host head')
  await sign(world, 'head')
  assert.deepEqual(await sign(world, 'host'), { added: true, isLast: true })
})

/** Everyone signs at the same moment, each with a double click. */
async function race(world: World): Promise<void> {
  await openLinaSigning(world, linaContent)
  const { services } = world
  const signatories = await listSignatories(services.db, lina)
  assert.equal(signatories.length, 7)
  const sealsBefore = await countSeals(world)
  const clicks = [...signatories, ...signatories]
  const added = await Promise.all(
    clicks.map(({ id }) =>
      services.db.transaction().execute((tx) =>
        addSignature(services, tx, {
          agreementId: lina.id,
          signatoryId: id,
          version: 1,
          grounds: platformGrounds,
          proof: { boundBy: 'account' },
        }),
      ),
    ),
  )
  for (const [at, { party }] of signatories.entries()) {
    const both: readonly (Added | undefined)[] = [added[at], added[at + signatories.length]]
    assert.equal(both.filter((each) => each && 'added' in each).length, 1, `${party} signs once`)
    assert.equal(both.filter((each) => each && 'present' in each).length, 1, `the second click of ${party} is told so`)
  }
  assert.equal(added.filter((each) => 'isLast' in each && each.isLast).length, 1, 'one of them is the last')
  assert.equal((await signaturesOf(services.db, lina)).length, 7, 'none is lost')
  assert.ok((await listSignatories(services.db, lina)).every(hasSigned))
  assert.equal((await findAgreement(services.db, lina.id))?.state, 'signed')
  assert.equal((await countSeals(world)) - sealsBefore, 1, 'the seal is asked for once')
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from agreement_events where what = 'sign'`.execute(services.db)
  assert.equal(rows[0]?.count, 1)
}

async function countSeals({ services }: World): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pgboss.job where name = 'agreements.seal'`.execute(services.db)
  return rows[0]?.count ?? 0
}

eachEngine(
  'all the parties of an agreement sign at once: no signature is lost, and it is sealed once',
  async (database, t) => {
    await race(await buildWorld(database, t))
  },
)
