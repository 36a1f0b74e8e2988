import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { wholeContent } from '../../test/agreement-content.ts'
import { eachEngine } from '../../test/engines.ts'
import { classes, hosts, people, pupils, schools } from '../../test/people.ts'
import { bocage, buildWorld, type World } from '../../test/world.ts'
import type { Agreement } from './agreement.ts'
import { findAgreement } from './agreements.ts'
import { amendAgreement } from './amend-agreement.ts'
import { changedAspects, concernedBy } from './consent.ts'
import type { AgreementContent } from './content.ts'
import { insertAgreement } from './draft-agreement.ts'
import { type Actor, moveAgreement, platformActor } from './move-agreement.ts'
import { remindAgreement } from './remind-agreements.ts'
import { replaceHost } from './replace-host.ts'
import { reviseAgreement } from './revise-agreement.ts'
import { savePart } from './save-part.ts'
import { sendToSign } from './send-to-sign.ts'
import { recordInPersonSignature } from './signatures/record-by-hand.ts'
import { listSignatories } from './signatures/signatories.ts'
import { stopAgreement } from './stop-agreement.ts'
import { eventsOf } from './timeline.ts'
import { transitions } from './transitions.ts'

const deeds = [
  ...(['fill', 'fill', 'send', 'send', 'send', 'sign', 'sign', 'sign-all', 'sign-all'] as const),
  ...(['revise', 'amend', 'start', 'end', 'stop', 'replace', 'remind'] as const),
] as const
const answers: readonly Readonly<Record<string, string>>[] = [
  { activities: 'Accueil et diagnostic.' },
  { activities: '' },
  { activities: 'Accueil et diagnostic.' },
  { activities: 'Comptoir et commandes.' },
  { insurance: 'Autre assureur, 9' },
  { tutorName: 'Paul Marie' },
  { tutorName: 'Ines Marie' },
  { hours1: '10 h – 12 h' },
  { hours1: '9 h – 12 h, 13 h 30 – 17 h' },
]
const history = fc.array(
  fc.record({ deed: fc.constantFrom(...deeds), pick: fc.nat(20), kind: fc.constantFrom('school', 'host', 'family') }),
  { minLength: 16, maxLength: 32 },
)
type Step = typeof history extends fc.Arbitrary<readonly (infer One)[]> ? One : never

const actor = (kind: 'school' | 'host' | 'family'): Actor & { readonly kind: typeof kind } => ({
  kind,
  grounds: { by: people.sylvie.id, role: 'secretary', why: 'test' },
})

eachEngine(
  'whatever people do in whatever order: no state is skipped, versions only grow, no signature outlives a change of what it consents to',
  async (database, t) => {
    const world = await buildWorld(database, t)
    await world.people()
    await fc.assert(
      fc.asyncProperty(history, (steps) => live(world, steps)),
      { numRuns: 5 },
    )
  },
)

async function live(world: World, steps: readonly Step[]): Promise<void> {
  const { services } = world
  const { db } = services
  await sql`delete from agreements`.execute(db)
  const content: AgreementContent = { ...wholeContent, pupil: { ...wholeContent.pupil, id: pupils.lina } }
  const first = await db.transaction().execute((tx) =>
    insertAgreement(
      services,
      tx,
      {
        territoryId: bocage.id,
        pupilId: pupils.lina,
        classId: classes.secondeA,
        school: schools.vire,
        hostId: hosts.garage,
        source: 'online',
        state: 'draft',
        content: { ...content, hosts: [{ ...content.hosts[0], activities: '' }] },
      },
      { what: 'drafted', grounds: platformActor.grounds },
    ),
  )
  let id = first.id
  let version = 0
  const filled: Step = { deed: 'fill', pick: 0, kind: 'host' }
  for (const step of [filled, ...steps]) {
    id = await act(world, id, step)
    const agreement = await findAgreement(db, id)
    assert.ok(agreement)
    if (id !== first.id && agreement.version < version) version = agreement.version
    assert.ok(agreement.version >= version, 'a version went back')
    version = agreement.version
    await follows(world, agreement)
    await consents(world, agreement)
  }
}

/** One deed, whether it may be done or not; returns the agreement that the next is about. */
async function act({ services }: World, agreementId: string, { deed, pick, kind }: Step): Promise<string> {
  const { db } = services
  const by = actor('school')
  switch (deed) {
    case 'fill': {
      const given = answers[pick % answers.length] ?? {}
      await savePart(services, { agreementId, part: 'host', by: actor(kind), answers: (name) => given[name] })
      return agreementId
    }
    case 'send':
      await sendToSign(services, { agreementId, by, mayOverride: false, name: 'Sylvie', reasons: {} })
      return agreementId
    case 'sign':
    case 'sign-all': {
      const agreement = await findAgreement(db, agreementId)
      assert.ok(agreement)
      const rows = await listSignatories(db, agreement)
      const signing = deed === 'sign' ? rows.slice(pick % Math.max(1, rows.length)).slice(0, 1) : rows
      for (const row of signing)
        await db.transaction().execute((tx) =>
          recordInPersonSignature(services, tx, {
            agreementId,
            version: agreement.version,
            signatoryId: row.id,
            by: { id: people.sylvie.id, name: 'Sylvie', grounds: by.grounds },
          }),
        )
      return agreementId
    }
    case 'revise':
      await reviseAgreement(services, { agreementId, by })
      return agreementId
    case 'amend': {
      const amended = await amendAgreement(services, {
        agreementId,
        by,
        answers: (name) => (name === 'tutorName' ? `Zoé Numéro ${pick}` : undefined),
      })
      return 'amendment' in amended ? amended.amendment.id : agreementId
    }
    case 'start':
    case 'end':
      await db.transaction().execute((tx) =>
        moveAgreement(services, tx, {
          agreementId,
          transition: deed === 'start' ? 'start' : 'complete',
          by: platformActor,
        }),
      )
      return agreementId
    case 'stop':
      if (pick % 4 > 0) return agreementId
      await stopAgreement(services, {
        agreementId,
        by: actor(kind),
        reason: 'difficulty',
        words: '',
        lastDay: '2026-06-16',
      })
      return agreementId
    case 'replace': {
      if (pick % 4 > 0) return agreementId
      const host = { siret: '', name: 'Atelier Neuf', address: '2 rue Neuve, 14500 Vire', contactName: 'Léa Roy' }
      const replaced = await replaceHost(services, {
        agreementId,
        by,
        host: { ...host, email: 'lea.roy@essai.example', from: '2026-06-17' },
      })
      return 'agreement' in replaced ? replaced.agreement.id : agreementId
    }
    case 'remind':
      await remindAgreement(services, { agreementId, by })
      return agreementId
    default:
      return deed satisfies never
  }
}

/** Its timeline is a walk along the table that ends where it stands. */
async function follows({ services }: World, agreement: Agreement): Promise<void> {
  let state: Agreement['state'] = agreement.amends === undefined ? 'draft' : 'filled'
  for (const { what } of await eventsOf(services.db, agreement)) {
    const row = transitions.find(({ name }) => name === what)
    if (!row) continue
    assert.ok(row.from.includes(state), `${what} from ${state}`)
    state = row.to
  }
  assert.equal(agreement.state, state)
}

/** Every signature that counts still says yes to what the last version says; and what is signed is what stands. */
async function consents({ services }: World, agreement: Agreement): Promise<void> {
  const frozen = await services.db
    .selectFrom('agreement_versions')
    .select(['version', sql<AgreementContent>`canonical_json::jsonb -> 'content'`.as('content')])
    .where('agreement_id', '=', agreement.id)
    .orderBy('version')
    .execute()
  assert.deepEqual(
    frozen.map(({ version }) => version),
    Array.from({ length: agreement.version }, (_, at) => at + 1),
  )
  const last = frozen.at(-1)
  if (!last || !['signing', 'signed', 'running'].includes(agreement.state)) return
  const rows = await listSignatories(services.db, agreement)
  for (const { party, signedVersion } of rows) {
    const signed = frozen.find(({ version }) => version === signedVersion)
    if (signed) assert.ok(!concernedBy(signed.content, last.content).has(party), `${party} signed something else`)
  }
  if (agreement.state !== 'signing')
    assert.ok(rows.filter(({ takesNote }) => !takesNote).some(({ signedVersion }) => signedVersion !== undefined))
  const amended = await services.db
    .selectFrom('agreements')
    .select('id')
    .where('amends', '=', agreement.id)
    .where('state', '=', 'signed')
    .execute()
  if (amended.length === 0) assert.deepEqual(changedAspects(last.content, agreement.content), [])
}
