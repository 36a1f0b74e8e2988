import {
  type Actor,
  type AgreementContent,
  draftAgreement,
  findAgreement,
  listSignatories,
  type PastAgreement,
  recordInPersonSignature,
  saveAgreements,
  savePart,
  sendToSign,
} from '#/agreements/index.ts'
import { mondayOf } from '#/calendar/index.ts'
import type { OfferHours } from '#/offers/index.ts'
import type { Services } from '#/platform/services.ts'
import { isSchemeId } from '#/rules/index.ts'
import { pupilName } from '../names.ts'
import { type Random, seededRandom } from '../random.ts'
import { inventedId } from './identifier.ts'
import { servicesAt } from './past-services.ts'

/** How far the agreements of the class went that one may look at: each state has one. */
const plans = ['signed', 'signing', 'filled', 'host', 'signed', 'head', 'family', 'signed'] as const
type Plan = (typeof plans)[number]

/** Agreements that are lived through in the classes one may enter: enough to fill a page, few enough for a quick first start. */
const mostLived = 24

/**
 * Continues confirmed places to their agreements: those of the classes whose teacher one may enter as by the very use cases that people's
 * forms call, in every state; the others of the territory in bulk, to be filled, to be checked, or made elsewhere. Safe to start again.
 */
export async function fillAgreements(
  services: Services,
  {
    territoryId,
    seed,
    deliver,
  }: {
    readonly territoryId: string
    readonly seed: string
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
    await live(services, random, { applicationId: id, since, teacher, plan: plans[at % plans.length] ?? 'host' })
  }
  await deliver(servicesAt(services, clock.now()))
  await fillOthers(services, territoryId, random)
}

/** One agreement from its draft to where its plan ends, some hours between one step and the next. */
async function live(
  services: Services,
  random: Random,
  {
    applicationId,
    since,
    teacher,
    plan,
  }: { applicationId: string; since: Temporal.Instant; teacher: string | undefined; plan: Plan },
): Promise<void> {
  let moment = since
  const next = (): Services => {
    const later = moment.add({ minutes: random.between(90, 900) })
    const now = services.clock.now()
    moment = Temporal.Instant.compare(later, now) < 0 ? later : now
    return servicesAt(services, moment)
  }
  // The story's own applications were drafted when they were confirmed.
  const known = await services.db
    .selectFrom('agreements')
    .select('id')
    .where('application_id', '=', applicationId)
    .executeTakeFirst()
  const first = next()
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
    await savePart(next(), { agreementId, part: 'host', by: host, answers: say(hostAnswers(random)) })
  await savePart(next(), { agreementId, part: 'school', by: school, answers: say(schoolAnswers) })
  if (plan === 'family') return
  await savePart(next(), {
    agreementId,
    part: 'family',
    by: family,
    answers: say({ representativePhone: '06 00 00 00 00', pupilInsurance: 'Assurance scolaire, contrat 2214' }),
  })
  if (plan === 'host' || plan === 'filled') return
  const sending = next()
  await sendToSign(sending, { agreementId, by: school, mayOverride: false, name: 'Karim Bellec', reasons: {} })
  const agreement = await findAgreement(services.db, agreementId)
  if (agreement?.state !== 'signing') return
  for (const { id, party, takesNote } of await listSignatories(services.db, agreement)) {
    if (plan === 'signing' ? party !== 'host' : plan === 'head' && (party === 'head' || takesNote)) continue
    const signing = next()
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

function hostAnswers(random: Random): Readonly<Record<string, string>> {
  const { firstName, lastName } = pupilName(random)
  const name = `${firstName} ${lastName}`
  const email = `direction-${random.below(9000) + 1000}@demonstration.example`
  return {
    ...{ hostName: name, hostRole: random.pick(['gérante', 'directeur', 'responsable']), hostEmail: email },
    ...{
      tutorName: name,
      risks: 'Aucun risque particulier',
      insurance: `Assureur, contrat ${random.below(9000) + 1000}`,
    },
  }
}

const schoolAnswers = {
  schoolAddress: '1 rue des Écoles',
  headName: 'Hélène Vautier',
  headRole: 'proviseure',
  boardVote: '2025-11-27',
  schoolInsurance: 'L’État est son propre assureur',
  referentName: 'Karim Bellec',
} as const

/** Every other confirmed place of the territory, in bulk. */
async function fillOthers({ db, newId }: Services, territoryId: string, random: Random): Promise<void> {
  const rows = await db
    .selectFrom('applications as a')
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'a.territory_id').onRef('p.id', '=', 'a.pupil_id'),
    )
    .innerJoin('offers as o', (on) =>
      on.onRef('o.territory_id', '=', 'a.territory_id').onRef('o.id', '=', 'a.offer_id'),
    )
    .innerJoin('hosts as h', (on) => on.onRef('h.territory_id', '=', 'a.territory_id').onRef('h.id', '=', 'a.host_id'))
    .innerJoin('classes as c', (on) =>
      on.onRef('c.territory_id', '=', 'a.territory_id').onRef('c.id', '=', 'a.class_id'),
    )
    .leftJoin('sites as s', (on) => on.onRef('s.territory_id', '=', 'o.territory_id').onRef('s.id', '=', 'o.site_id'))
    .leftJoin('schools as e', (on) => on.onRef('e.territory_id', '=', 'a.territory_id').onRef('e.uai', '=', 'a.school'))
    .leftJoin('agreements as g', (on) =>
      on.onRef('g.territory_id', '=', 'a.territory_id').onRef('g.application_id', '=', 'a.id'),
    )
    .select([
      'a.id',
      'a.pupil_id',
      'a.class_id',
      'a.school',
      'a.offer_id',
      'a.host_id',
      'a.scheme',
      'a.weeks',
      'a.since',
    ])
    .select(['p.first_name', 'p.last_name', 'p.birth_date', 'o.hours', 'o.activities', 'o.description'])
    .select(['h.name as host_name', 'h.siret', 'c.name as class_name', 'e.name as school_name'])
    .select(['s.street', 's.postcode', 's.city'])
    .where('a.territory_id', '=', territoryId)
    .where('a.state', '=', 'confirmed')
    .where('g.id', 'is', null)
    .orderBy('a.id')
    .execute()
  const agreements = rows.flatMap((row): PastAgreement[] => {
    const { scheme } = row
    if (!isSchemeId(scheme)) return []
    const drawn = random.below(10)
    const [state, source] =
      drawn < 5 ? (['signed', 'outside'] as const) : ([drawn < 8 ? 'draft' : 'filled', 'online'] as const)
    return [
      {
        id: inventedId(territoryId, 'agreement', row.id),
        pupilId: row.pupil_id,
        classId: row.class_id,
        school: row.school,
        offerId: row.offer_id,
        hostId: row.host_id,
        applicationId: row.id,
        source,
        state,
        content: contentOf(row, scheme, state !== 'draft', random),
        at: row.since,
      },
    ]
  })
  await db.transaction().execute((tx) => saveAgreements({ newId }, tx, territoryId, agreements))
}

interface Known {
  readonly pupil_id: string
  readonly school: string
  readonly weeks: readonly string[]
  readonly first_name: string
  readonly last_name: string
  readonly birth_date: string
  readonly hours: OfferHours
  readonly activities: string
  readonly description: string
  readonly host_name: string
  readonly siret: string | null
  readonly class_name: string
  readonly school_name: string | null
  readonly street: string | null
  readonly postcode: string | null
  readonly city: string | null
}

function contentOf(
  known: Known,
  scheme: AgreementContent['scheme'],
  filled: boolean,
  random: Random,
): AgreementContent {
  const mondays = known.weeks.toSorted().flatMap((week) => mondayOf(week) ?? [])
  const address = `${known.street ?? ''}, ${known.postcode ?? ''} ${known.city ?? ''}`.replace(/^, /, '').trim()
  const { firstName, lastName } = pupilName(random)
  const { hostName: name, hostRole: role, hostEmail: email, risks, insurance } = hostAnswers(random)
  return {
    scheme,
    hosts: [
      {
        name: known.host_name,
        ...(known.siret === null ? {} : { siret: known.siret }),
        address,
        representative: filled ? { name: name ?? '', role: role ?? '', email: email ?? '' } : { name: '' },
        tutor: { name: `${firstName} ${lastName}` },
        activities: known.activities === '' ? known.description : known.activities,
        ...(filled ? { risks: risks ?? '', insurance: insurance ?? '' } : {}),
        from: (mondays[0] ?? Temporal.PlainDate.from('2026-06-15')).toString(),
        to: (mondays.at(-1) ?? Temporal.PlainDate.from('2026-06-15')).add({ days: 4 }).toString(),
        hours: known.hours,
      },
    ],
    school: {
      uai: known.school,
      name: known.school_name ?? known.school,
      address: filled ? schoolAnswers.schoolAddress : '',
      head: { name: 'La direction' },
      ...(filled ? { boardVote: schoolAnswers.boardVote, insurance: schoolAnswers.schoolInsurance } : {}),
    },
    pupil: {
      id: known.pupil_id,
      firstName: known.first_name,
      lastName: known.last_name,
      birthDate: known.birth_date,
      className: known.class_name,
    },
    representatives: [],
    ...(filled ? { referent: { name: 'L’équipe pédagogique' } } : {}),
  }
}
