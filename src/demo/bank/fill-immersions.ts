import {
  type Actor,
  findAgreement,
  listSignatories,
  recordInPersonSignature,
  savePart,
  sendToSign,
} from '#/agreements/index.ts'
import { saveAccount } from '#/identity/index.ts'
import { type JudgedImmersion, prescribe, renew, saveOrganisation } from '#/insertion/index.ts'
import type { Services } from '#/platform/services.ts'
import { type Random, seededRandom } from '../random.ts'
import { inventedId } from './identifier.ts'
import { servicesAt } from './past-services.ts'

/** Each as far as it went: who, how old, for what, when (in days from now), and how many days ago it was prescribed. */
const stories = [
  { name: 'Samira Haddad', age: 31, objective: 'recruit', starts: 6, lasts: 12, ago: 1, until: 'drafted' },
  { name: 'Yanis Corbel', age: 19, objective: 'discover', starts: 9, lasts: 12, ago: 3, until: 'filled' },
  { name: 'Estelle Maugis', age: 44, objective: 'confirm', starts: 5, lasts: 19, ago: 6, until: 'sent' },
  { name: 'Mamadou Sow', age: 26, objective: 'confirm', starts: 12, lasts: 26, ago: 8, until: 'signed' },
  { name: 'Chloé Roussin', age: 22, objective: 'discover', starts: -26, lasts: 18, ago: 34, until: 'renewed' },
] as const

/**
 * A mission locale and its counsellor, with PMSMP in several states: by the use cases that people's forms call. Safe to start again.
 */
export async function fillImmersions(
  services: Services,
  {
    territoryId,
    seed,
    deliver,
  }: { readonly territoryId: string; readonly seed: string; readonly deliver: (services: Services) => Promise<void> },
): Promise<void> {
  const { db, clock } = services
  const organisation = {
    territoryId,
    id: inventedId(territoryId, 'organisation', 'mission-locale'),
    name: 'Mission locale',
  }
  await saveOrganisation(services, db, organisation)
  const account = { name: 'Nour Belkacem', email: 'nour.belkacem@demonstration.example' }
  const by = await saveAccount(services, {
    ...account,
    demonstration: true,
    grants: [{ role: 'counsellor', territoryId, scope: { kind: 'organisation', id: organisation.id } }],
  })
  const grounds = { by, role: 'counsellor', why: 'organisation' } as const
  const [known] = await db
    .selectFrom('agreements')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('organisation', '=', organisation.id)
    .limit(1)
    .execute()
  if (known) return
  const hosts = await db
    .selectFrom('hosts as h')
    .innerJoin('sites as s', (on) => on.onRef('s.territory_id', '=', 'h.territory_id').onRef('s.host_id', '=', 'h.id'))
    .select(['h.id', 'h.siret', 'h.name', 'h.staff', 's.street', 's.postcode', 's.city'])
    .where('h.territory_id', '=', territoryId)
    .where('h.siret', 'is not', null)
    .orderBy('h.id')
    .orderBy('s.id')
    .limit(40)
    .execute()
  const random = seededRandom(`${seed}/immersions`)
  const today = clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate()
  for (const [at, story] of stories.entries()) {
    const host = hosts[(at * 7) % Math.max(1, hosts.length)]
    if (!host) return
    const [firstName = '', lastName = ''] = story.name.split(' ')
    const from = mondayAround(today.add({ days: story.starts }))
    const email = `accueil-${at + 1}@demonstration.example`
    const moment = clock.now().subtract({ hours: 24 * story.ago })
    const immersion: JudgedImmersion = {
      beneficiary: {
        ...{ firstName, lastName, phone: undefined },
        birthDate: today.subtract({ years: story.age, days: 40 }).toString(),
        email: `${firstName
          .toLowerCase()
          .normalize('NFD')
          .replace(/\P{Letter}/gu, '')}@demonstration.example`,
      },
      ...{ representative: undefined, employer: undefined, contract: undefined, companion: undefined },
      host: { siret: host.siret ?? '', name: '', address: '', contact: 'La direction', email },
      objective: story.objective,
      from: from.toString(),
      to: from.add({ days: story.lasts - 1 }).toString(),
      hours: Object.fromEntries(
        [1, 2, 3, 4, 5].map((day) => [day, { start: 540, end: 1020, lunch: { start: 720, end: 780 } }]),
      ),
      tasks: 'Découvrir le poste avec l’équipe, prendre part aux tâches simples, échanger chaque soir avec le tuteur.',
    }
    const done = await prescribe(servicesAt(services, moment), {
      immersion,
      host: {
        id: host.id,
        siret: host.siret ?? '',
        name: host.name,
        address: [host.street, `${host.postcode ?? ''} ${host.city ?? ''}`.trim()].filter(Boolean).join(', '),
        staff: host.staff ?? undefined,
      },
      by: { organisation, ...account, grounds },
    })
    if ('refused' in done) continue
    await live(services, random, { agreementId: done.agreement.id, moment, until: story.until, grounds })
    if (story.until === 'renewed') {
      const before = await findAgreement(db, done.agreement.id)
      const next = mondayAround(today.add({ days: 7 }))
      const renewal = { from: next.toString(), to: next.add({ days: 11 }).toString(), objectiveMet: false }
      if (before)
        await renew(servicesAt(services, clock.now().subtract({ hours: 30 })), {
          before,
          renewal,
          by: { organisation, ...account, grounds },
        })
    }
  }
  await deliver(servicesAt(services, clock.now()))
}

const hostSays: Readonly<Record<string, string>> = {
  ...{ hostName: 'Agathe Ferey', hostRole: 'responsable', hostEmail: 'agathe.ferey@demonstration.example' },
  ...{ tutorName: 'Loïc Barbey', risks: 'Aucun risque particulier', insurance: 'Assureur, contrat 5126' },
}

/** From the draft to where its story ends, some hours between one step and the next. */
async function live(
  services: Services,
  random: Random,
  {
    agreementId,
    moment,
    until,
    grounds,
  }: {
    readonly agreementId: string
    readonly moment: Temporal.Instant
    readonly until: (typeof stories)[number]['until']
    readonly grounds: Actor['grounds']
  },
): Promise<void> {
  if (until === 'drafted') return
  let now = moment
  const next = (): Services => {
    now = now.add({ minutes: random.between(40, 400) })
    return servicesAt(services, now)
  }
  const host: Actor = { kind: 'host', party: 'host', grounds: { by: undefined, role: 'host', why: 'link' } }
  await savePart(next(), { agreementId, part: 'host', by: host, answers: (name) => hostSays[name] })
  if (until === 'filled') return
  const school: Actor = { kind: 'school', grounds }
  await sendToSign(next(), { agreementId, by: school, mayOverride: true, name: 'Nour Belkacem', reasons: {} })
  const agreement = await findAgreement(services.db, agreementId)
  if (agreement?.state !== 'signing') return
  for (const { id, party, takesNote } of await listSignatories(services.db, agreement)) {
    if (takesNote || (until === 'sent' && party !== 'host')) continue
    const signing = next()
    await signing.db.transaction().execute((tx) =>
      recordInPersonSignature(signing, tx, {
        ...{ agreementId, version: agreement.version, signatoryId: id },
        by: { id: grounds.by ?? '', name: 'Nour Belkacem', grounds },
      }),
    )
  }
}

const mondayAround = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 })
