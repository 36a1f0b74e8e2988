import { type PastAgreement, saveAgreements } from '#/agreements/index.ts'
import { mondayOf } from '#/calendar/index.ts'
import type { Services } from '#/platform/services.ts'
import { isSchemeId } from '#/rules/index.ts'
import { type Random, seededRandom } from '../random.ts'
import { contentOf } from './agreement-content.ts'
import { inventedId } from './identifier.ts'
import { pastMoment } from './past-days.ts'
import { eveningsOf, writeByDays } from './write-by-days.ts'

/** How a class signs: most online, some on paper only, some with a platform of their own. */
type Habit = PastAgreement['source']

const habits: readonly Habit[] = ['online', 'paper', 'online', 'outside', 'online']

/** The habit of each class: in a small territory too, somebody has each. */
export const habitsOf = (classIds: Iterable<string>): ReadonlyMap<string, Habit> =>
  new Map([...new Set(classIds)].toSorted().map((id, index) => [id, habits[index % habits.length] ?? 'online']))

/** Agreements by the day each is written: of those signed, when they were. */
async function writeAgreements(
  { db, clock, newId }: Services,
  {
    territoryId,
    age,
    agreements,
  }: { readonly territoryId: string; readonly age: number; readonly agreements: readonly PastAgreement[] },
): Promise<void> {
  await writeByDays(db, {
    territoryId,
    evenings: eveningsOf(clock.now(), age),
    facts: agreements.map((fact) => ({ at: fact.signedAt ?? fact.draftedAt, fact })),
    write: (tx, facts) => saveAgreements({ newId }, tx, territoryId, facts),
  })
}

/** Every confirmed place of the territory that nobody drafted an agreement for, as its class does it; and those given. */
export async function fillCrowdAgreements(
  services: Services,
  {
    territoryId,
    seed,
    age,
    others,
  }: {
    readonly territoryId: string
    readonly seed: string
    readonly age: number
    readonly others: readonly PastAgreement[]
  },
): Promise<void> {
  const { db, clock } = services
  const now = clock.now()
  const random = seededRandom(`${seed}/crowd-agreements`)
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
  const habitOfClass = habitsOf(rows.map(({ class_id }) => class_id))
  const agreements = rows.flatMap((row): PastAgreement[] => {
    const { scheme, since, class_id: classId } = row
    if (!isSchemeId(scheme)) return []
    const habit = habitOfClass.get(classId) ?? 'online'
    const signedAt = signedAfter(row, now, random)
    // Elsewhere, what is not signed yet is known to nobody here.
    if (habit === 'outside' && !signedAt) return []
    const state = signedAt ? 'signed' : random.chance(0.6) ? 'draft' : 'filled'
    return [
      {
        id: inventedId(territoryId, 'agreement', row.id),
        pupilId: row.pupil_id,
        classId,
        school: row.school,
        offerId: row.offer_id,
        hostId: row.host_id,
        applicationId: row.id,
        source: signedAt ? habit : 'online',
        state,
        content: contentOf(row, scheme, state !== 'draft', random),
        draftedAt: habit === 'outside' && signedAt ? signedAt : since,
        signedAt,
      },
    ]
  })
  await writeAgreements(services, { territoryId, age, agreements: [...agreements, ...others] })
}

/** Days from a confirmed place to its signed agreement at most: the nearer the placement, the more everybody hurries. */
const [slowest, hurried] = [13, 3] as const
/** Agreements that lie forgotten on a desk. */
const forgotten = 0.05

/** Some days after the place was confirmed; nothing when that is not yet, or when it is forgotten. */
function signedAfter(
  { since, weeks }: { readonly since: Temporal.Instant; readonly weeks: readonly string[] },
  now: Temporal.Instant,
  random: Random,
): Temporal.Instant | undefined {
  const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const left = today.until(mondayOf(weeks.toSorted()[0] ?? '') ?? today).days
  const most = Math.max(hurried, Math.min(slowest, Math.floor(left / 2)))
  const days = Math.floor(since.until(now).total('hours') / 24) - random.between(1, most)
  return days < 1 || random.chance((forgotten * most) / slowest) ? undefined : pastMoment(now, days, 'host', random)
}
