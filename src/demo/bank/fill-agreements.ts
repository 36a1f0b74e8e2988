import {
  type Actor,
  draftAgreement,
  findAgreement,
  listSignatories,
  type PastAgreement,
  recordInPersonSignature,
  savePart,
  sendToSign,
} from '#/agreements/index.ts'
import type { Services } from '#/platform/services.ts'
import { type Random, seededRandom } from '../random.ts'
import { hostAnswers, schoolAnswers } from './agreement-content.ts'
import { fillCrowdAgreements } from './fill-crowd-agreements.ts'
import { inventedId } from './identifier.ts'
import { servicesAt } from './past-services.ts'
import { openDayOf } from './write-by-days.ts'

/** How far the agreements of the class went that one may look at: each state has one. */
const plans = ['signed', 'signing', 'filled', 'host', 'signed', 'head', 'family', 'signed'] as const
type Plan = (typeof plans)[number]

/** Agreements that are lived through in the classes one may enter: enough to fill a page, few enough for a quick first start. */
const mostLived = 24

/**
 * Continues confirmed places to their agreements: those of the classes whose teacher one may enter as by the very use cases that people's
 * forms call, in every state; the others of the territory in bulk. Safe to start again.
 */
export async function fillAgreements(
  services: Services,
  {
    territoryId,
    seed,
    age,
    others,
    deliver,
  }: {
    readonly territoryId: string
    readonly seed: string
    readonly age: number
    /** Agreements that stand beside those of the bank's confirmed places. */
    readonly others: readonly PastAgreement[]
    readonly deliver: (services: Services) => Promise<void>
  },
): Promise<void> {
  const random = seededRandom(`${seed}/agreements`)
  const { db, clock } = services
  const taught = await db
    .selectFrom('grants')
    .select(['scope_id', 'account_id'])
    .where('territory_id', '=', territoryId)
    .where('role', '=', 'teacher')
    .where('scope_kind', '=', 'class')
    .execute()
  const confirmed = await db
    .selectFrom('applications')
    .select(['id', 'class_id', 'since'])
    .where('territory_id', '=', territoryId)
    .where('state', '=', 'confirmed')
    .where(
      'class_id',
      'in',
      taught.length > 0 ? taught.map(({ scope_id }) => scope_id) : [inventedId(territoryId, 'class', 'none')],
    )
    .orderBy('id')
    .limit(mostLived)
    .execute()
  // Once: places that were found for pupils afterwards keep the drafts that they have.
  const lived = await db
    .selectFrom('agreements')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('version', '>', 0)
    .limit(1)
    .executeTakeFirst()
  for (const [at, { id, class_id, since }] of (lived ? [] : confirmed).entries()) {
    const teacher = taught.find(({ scope_id }) => scope_id === class_id)?.account_id
    await live(services, random, {
      territoryId,
      applicationId: id,
      since,
      teacher,
      plan: plans[at % plans.length] ?? 'host',
    })
  }
  await deliver(servicesAt(services, clock.now()))
  await fillCrowdAgreements(services, { territoryId, seed, age, others })
}

/** One agreement from its draft to where its plan ends, some hours between one step and the next. */
async function live(
  services: Services,
  random: Random,
  {
    territoryId,
    applicationId,
    since,
    teacher,
    plan,
  }: { territoryId: string; applicationId: string; since: Temporal.Instant; teacher: string | undefined; plan: Plan },
): Promise<void> {
  let moment = since
  const next = async (): Promise<Services> => {
    const later = moment.add({ minutes: random.between(90, 900) })
    const now = services.clock.now()
    moment = Temporal.Instant.compare(later, now) < 0 ? later : now
    await openDayOf(services.db, territoryId, moment)
    return servicesAt(services, moment)
  }
  // The story's own applications were drafted when they were confirmed.
  const known = await services.db
    .selectFrom('agreements')
    .select('id')
    .where('application_id', '=', applicationId)
    .executeTakeFirst()
  const first = await next()
  const drafted = known ?? (await first.db.transaction().execute((tx) => draftAgreement(first, tx, { applicationId })))
  if (!drafted) return
  const agreementId = drafted.id
  const school: Actor = { kind: 'school', grounds: { by: teacher, role: 'teacher', why: 'class' } }
  const host: Actor = { kind: 'host', party: 'host', grounds: { by: undefined, role: 'host', why: 'link' } }
  const family: Actor = {
    kind: 'family',
    party: 'representative',
    grounds: { by: undefined, role: 'representative', why: 'link' },
  }
  const say = (given: Readonly<Record<string, string>>) => (name: string) => given[name]
  if (plan !== 'host')
    await savePart(await next(), { agreementId, part: 'host', by: host, answers: say(hostAnswers(random)) })
  await savePart(await next(), { agreementId, part: 'school', by: school, answers: say(schoolAnswers) })
  if (plan === 'family') return
  await savePart(await next(), {
    agreementId,
    part: 'family',
    by: family,
    answers: say({ representativePhone: '06 00 00 00 00', pupilInsurance: 'Assurance scolaire, contrat 2214' }),
  })
  if (plan === 'host' || plan === 'filled') return
  const sending = await next()
  await sendToSign(sending, { agreementId, by: school, mayOverride: false, name: 'Karim Bellec', reasons: {} })
  const agreement = await findAgreement(services.db, agreementId)
  if (agreement?.state !== 'signing') return
  for (const { id, party, takesNote } of await listSignatories(services.db, agreement)) {
    if (plan === 'signing' ? party !== 'host' : plan === 'head' && (party === 'head' || takesNote)) continue
    const signing = await next()
    await signing.db.transaction().execute((tx) =>
      recordInPersonSignature(signing, tx, {
        agreementId,
        version: agreement.version,
        signatoryId: id,
        by: { id: teacher ?? '', name: 'Karim Bellec', grounds: school.grounds },
      }),
    )
  }
}
