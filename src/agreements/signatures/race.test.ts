import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { platformGrounds } from '#/journal/index.ts'
import { openServer } from '#/platform/database.ts'
import { eachEngine, testOnServer } from '../../../test/engines.ts'
import { agreements } from '../../../test/people.ts'
import { linaContent, openLinaSigning } from '../../../test/signing.ts'
import { bocage, buildWorld, type World } from '../../../test/world.ts'
import { findAgreement } from '../agreements.ts'
import { type Added, addSignature } from './add-signature.ts'
import { hasSigned } from './circuit.ts'
import { listSignatories } from './signatories.ts'
import { signaturesOf } from './signatures.ts'

/** Everyone signs at the same moment, each with a double click. */
async function race(world: World): Promise<void> {
  await openLinaSigning(world, linaContent)
  const { services } = world
  const agreement = { territoryId: bocage.id, id: agreements.linaGarage }
  const signatories = await listSignatories(services.db, agreement)
  assert.equal(signatories.length, 7)
  const sealsBefore = await countSeals(world)
  const clicks = [...signatories, ...signatories]
  const added = await Promise.all(
    clicks.map(({ id }) =>
      services.db.transaction().execute((tx) =>
        addSignature(services, tx, {
          agreementId: agreement.id,
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
  assert.equal((await signaturesOf(services.db, agreement)).length, 7, 'none is lost')
  assert.ok((await listSignatories(services.db, agreement)).every(hasSigned))
  assert.equal((await findAgreement(services.db, agreement.id))?.state, 'signed')
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

testOnServer('the same on many connections', async (url, t) => {
  const database = await openServer(url, 12)
  t.after(() => database.close())
  await race(await buildWorld({ ...database, close: async () => {} }, t))
})
