import { mondayOf } from '#/calendar/index.ts'
import type { Account } from '#/identity/index.ts'
import type { Offer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { type Period, type Pupil, periodsOfClass, pupilOfAccount, pupilsOfRepresentative } from '#/pupils/index.ts'
import { ageOn, fits, type OfferFacts, type PupilFacts, type Unfit } from '#/rules/index.ts'
import { findSchool, type School } from '#/territory/index.ts'
import type { Position } from '#/transit/index.ts'
import { everyone } from './criteria.ts'
import type { PupilMatch } from './matching.ts'

/** A pupil who looks for a place: what they may have, and from where they go. */
export interface Seeker {
  readonly pupil: Pupil
  readonly school: School | undefined
  readonly periods: readonly Period[]
  /** Of the periods, from this week on; empty when the school has not said any. */
  readonly weeks: readonly string[]
  readonly facts: PupilFacts
  /** How whoever looks is spoken to: a pupil, or somebody for them. */
  readonly voice: 'tu' | 'vous'
}

/** The pupil whose account this is; undefined for everybody else. */
export async function seekerOf(db: Db, account: Account | undefined, thisWeek: string): Promise<Seeker | undefined> {
  if (!account?.grants.some(({ role }) => role === 'pupil')) return undefined
  const pupil = await pupilOfAccount(db, account.id)
  return pupil && seekerFor(db, pupil, thisWeek)
}

/** For whom somebody looks: themselves, or one of the children they answer for, who are all named for the choice. */
export interface Looking {
  readonly seeker: Seeker | undefined
  readonly children: readonly Pupil[]
}

/** For whom this account looks: a representative for the child they chose, else the first; `everyone` for nobody in particular. */
export async function lookingOf(
  db: Db,
  account: Account | undefined,
  { thisWeek, child }: { readonly thisWeek: string; readonly child: string | undefined },
): Promise<Looking> {
  const seeker = await seekerOf(db, account, thisWeek)
  if (seeker || !account?.grants.some(({ role }) => role === 'representative')) return { seeker, children: [] }
  const children = await pupilsOfRepresentative(db, account.id)
  return { seeker: await seekerAmong(db, children, { thisWeek, child }), children }
}

/** The chosen child as one who looks for a place, the first without a choice. */
export async function seekerAmong(
  db: Db,
  children: readonly Pupil[],
  { thisWeek, child }: { readonly thisWeek: string; readonly child: string | undefined },
): Promise<Seeker | undefined> {
  if (child === everyone) return undefined
  const chosen = children.find(({ id }) => id === child) ?? children[0]
  return chosen && seekerFor(db, chosen, thisWeek, 'vous')
}

/** A pupil as one who looks for a place. */
export async function seekerFor(
  db: Db,
  pupil: Pupil,
  thisWeek: string,
  voice: Seeker['voice'] = 'tu',
): Promise<Seeker> {
  const school = await findSchool(db, pupil.territoryId, pupil.school)
  const periods = await periodsOfClass(db, pupil.territoryId, pupil.classId)
  const weeks = [...new Set(periods.flatMap((period) => period.weeks))].filter((week) => week >= thisWeek).toSorted()
  const { level, birthDate, needs, priority, qpv, withoutNetwork } = pupil
  return {
    pupil,
    school,
    periods,
    weeks,
    voice,
    facts: { level, school: pupil.school, birthDate, needs, priority, qpv, withoutNetwork },
  }
}

/** Where a seeker starts from: home where it is known, else the school. */
export function startOf({ pupil, school }: Seeker, from: 'domicile' | 'etablissement'): Position | undefined {
  const { home } = pupil
  return from === 'domicile' && home ? home : school && { lat: school.lat, lon: school.lon }
}

/** What the index filters by for this pupil. */
export function matchOf({ pupil, periods, weeks }: Seeker, today: Temporal.PlainDate): PupilMatch {
  const first = mondayOf(weeks[0] ?? '') ?? today
  return {
    level: pupil.level,
    schemes: [...new Set(periods.map(({ scheme }) => scheme))],
    // Whoever turns fifteen in the last week may see a place that the rules then refuse for the first, never the other way round.
    age: ageOn(
      Temporal.PlainDate.from(pupil.birthDate),
      mondayOf(weeks.at(-1) ?? '')?.add({ days: 6 }) ?? first.add({ years: 1 }),
    ),
    school: pupil.school,
    priority: pupil.priority,
    qpv: pupil.qpv,
    withoutNetwork: pupil.withoutNetwork,
    needs: pupil.needs,
  }
}

/** Why an offer is not open to this pupil in these weeks (the offer's own, where the school has said none); undefined: it is. */
export function unfitFor(seeker: Seeker, offer: Offer, asked?: readonly string[]): Unfit | undefined {
  const weeks = asked ?? (seeker.weeks.length > 0 ? seeker.weeks : offer.weeks.map(({ week }) => week))
  const facts = factsOf(offer)
  if (seeker.periods.length === 0) return fits(facts, seeker.facts, weeks)
  // Open for one of the periods is open.
  let last: Unfit | undefined
  for (const scheme of new Set(seeker.periods.map((period) => period.scheme))) {
    last = fits(facts, withScheme(seeker.facts, scheme), weeks)
    if (!last) return undefined
  }
  return last
}

/** The same object for the same pupil and scheme: the rules remember what they worked out for it. */
const byScheme = new WeakMap<PupilFacts, Map<string, PupilFacts>>()
function withScheme(facts: PupilFacts, scheme: Period['scheme']): PupilFacts {
  const known = byScheme.get(facts) ?? new Map<string, PupilFacts>()
  byScheme.set(facts, known)
  const found = known.get(scheme) ?? { ...facts, scheme }
  known.set(scheme, found)
  return found
}

/** An offer as the rules look at it: what the site has counts too. */
const factsOf = (offer: Offer): OfferFacts => ({
  ...offer,
  facilities: [...offer.facilities, ...(offer.site?.facilities ?? [])],
})
