import type { PastApplication, PastStep } from '#/applications/index.ts'
import { mondayOf } from '#/calendar/index.ts'
import { ageOn } from '#/rules/index.ts'
import { cellsOf, drawNear, isOpenTo } from '../near-offers.ts'
import type { Offer } from '../offers.ts'
import type { Pupil } from '../pupils.ts'
import { type Random, runningTotals } from '../random.ts'
import { inventedId } from './identifier.ts'
import { pastMoment } from './past-days.ts'
import { drawDays, secondeSeason } from './season.ts'

const draws = [
  'Je voudrais voir comment se passe une vraie journée ici, du matin au soir.',
  'J’hésite entre plusieurs métiers et celui-ci me plaît beaucoup.',
  'Ma tante fait un métier proche et elle m’en parle souvent : j’aimerais le voir moi-même.',
  'J’aime apprendre avec mes mains et comprendre comment les choses sont faites.',
  'Je suis curieux de rencontrer les personnes qui travaillent dans ce lieu.',
  'On a visité un endroit du même genre avec la classe et j’ai eu envie d’en savoir plus.',
  'C’est près de chez moi et je passe souvent devant sans savoir ce qu’on y fait.',
  'Je pense à ce métier depuis le collège et je veux vérifier si c’est pour moi.',
] as const
const refusals = ['full', 'full', 'dates', 'tutor', 'activity', 'match', 'other'] as const

interface Plan {
  /** From the draft on, with the days between one step and the next at most. */
  readonly steps: readonly PastStep['transition'][]
  /** How many days ago the last step was: within its time to answer. */
  readonly last: readonly [number, number]
  readonly weight: number
  /** Whether it needs an offer without a seat left. */
  readonly full: boolean
}

/** How applications of those who have no place yet went so far. */
const plans: readonly Plan[] = [
  { steps: ['submit'], last: [1, 13], weight: 24, full: false },
  { steps: ['submit', 'read'], last: [1, 10], weight: 14, full: false },
  { steps: ['submit', 'read', 'ask'], last: [1, 12], weight: 5, full: false },
  { steps: ['submit', 'read', 'ask', 'reply'], last: [1, 10], weight: 4, full: false },
  { steps: ['submit', 'read', 'accept'], last: [1, 6], weight: 9, full: false },
  { steps: ['submit', 'refuse'], last: [2, 40], weight: 10, full: false },
  { steps: ['submit', 'read', 'refuse'], last: [2, 40], weight: 8, full: true },
  { steps: ['queue'], last: [2, 30], weight: 9, full: true },
  { steps: ['submit', 'withdraw'], last: [3, 40], weight: 5, full: false },
  { steps: ['submit', 'expire'], last: [1, 30], weight: 6, full: false },
  { steps: ['submit', 'read', 'accept', 'expire'], last: [1, 25], weight: 2, full: false },
  { steps: ['submit', 'read', 'accept', 'confirm', 'cancel'], last: [2, 25], weight: 3, full: false },
]
const waits: { readonly [Name in PastStep['transition']]?: number } = { expire: 15, confirm: 4, accept: 3, refuse: 4 }
const byHost: readonly PastStep['transition'][] = ['read', 'ask', 'accept', 'refuse', 'counter']

interface Invented {
  readonly territoryId: string
  readonly pupils: readonly Pupil[]
  readonly offers: readonly Offer[]
  /** The host of a site, by its SIRET. */
  readonly hostOf: (siret: string) => string
  /** Offers that others tried too. */
  readonly tried: ReadonlySet<string>
  /** Of those without a place, how many applied somewhere. */
  readonly tries: number
  readonly now: Temporal.Instant
  /** Since how many days pupils apply. */
  readonly age: number
  readonly random: Random
}

/**
 * The applications of a territory, seats and all: whoever holds a place has confirmed it, and a share of the others tried here and there,
 * with every outcome. Each lies in the past, and what is open still is.
 */
export function pastApplications({
  territoryId,
  pupils,
  offers,
  hostOf,
  tried,
  tries,
  now,
  age,
  random,
}: Invented): PastApplication[] {
  const byId = new Map(offers.map((offer) => [offer.id, offer]))
  const left = new Map(offers.map((offer) => [offer.id, new Map(offer.seats.map(({ week, seats }) => [week, seats]))]))
  const past: PastApplication[] = []
  const add = (pupil: Pupil, offer: Offer, weeks: readonly string[], plan: Pick<Plan, 'steps' | 'last'>): void => {
    const { writtenAt, steps } = backwards(plan, weeks, { now, age, random })
    past.push({
      id: inventedId(territoryId, 'application', `${pupil.id} ${offer.id}`),
      pupilId: inventedId(territoryId, 'pupil', pupil.id),
      classId: inventedId(territoryId, 'class', `${pupil.school} ${pupil.className}`),
      school: pupil.school,
      offerId: inventedId(territoryId, 'offer', offer.id),
      hostId: inventedId(territoryId, 'host', hostOf(offer.host)),
      scheme: 'observation-2de',
      weeks,
      answers: { draws: random.pick(draws) },
      writtenAt,
      steps,
    })
  }
  const daysAgo = drawDays(now, age, secondeSeason)
  for (const pupil of pupils) {
    const offer = pupil.fixed === undefined ? undefined : byId.get(pupil.fixed)
    if (!offer) continue
    for (const week of pupil.weeks) take(left, offer.id, week)
    // Those far from towns and those with few relations find theirs later.
    const found = pupil.priority > 0 ? Math.min(daysAgo(random), daysAgo(random)) : daysAgo(random)
    add(pupil, offer, pupil.weeks, { steps: ['submit', 'read', 'accept', 'confirm'], last: [found, found] })
  }
  const cells = cellsOf(offers.filter(({ id }) => tried.has(id)))
  const first = mondayOf(offers[0]?.seats[0]?.week ?? '') ?? now.toZonedDateTimeISO('Europe/Paris').toPlainDate()
  for (const pupil of pupils) {
    if (pupil.fixed !== undefined || !random.chance(tries)) continue
    const years = ageOn(Temporal.PlainDate.from(pupil.birthDate), first)
    const wanted = random.between(1, 2)
    const asked = new Set<string>()
    for (const offer of drawNear(cells, pupil, random)) {
      if (asked.size === wanted) break
      if (asked.has(offer.id) || offer.group || !isOpenTo(offer, pupil, years)) continue
      const weeks = offer.seats.map(({ week }) => week).filter((week) => pupil.weeks.includes(week))
      if (weeks.length === 0) continue
      const isFull = weeks.some((week) => (left.get(offer.id)?.get(week) ?? 0) === 0)
      asked.add(offer.id)
      add(pupil, offer, weeks, pickPlan(isFull, random))
    }
  }
  return past
}

function take(left: ReadonlyMap<string, Map<string, number>>, offer: string, week: string): void {
  const weeks = left.get(offer)
  weeks?.set(week, (weeks.get(week) ?? 0) - 1)
}

const [open, full] = [plans.filter((plan) => !plan.full), plans.filter((plan) => plan.full)]
const totalsOf = (some: readonly Plan[]) => runningTotals(some.map(({ weight }) => weight))
const [openTotals, fullTotals] = [totalsOf(open), totalsOf(full)]

const pickPlan = (isFull: boolean, random: Random): Plan =>
  isFull ? full[random.pickRunning(fullTotals)]! : open[random.pickRunning(openTotals)]!

/** Dates a past from its end: the last step some days ago, each one before it a little earlier, the draft first. */
function backwards(
  { steps, last }: Pick<Plan, 'steps' | 'last'>,
  weeks: readonly string[],
  { now, age, random }: Pick<Invented, 'now' | 'age' | 'random'>,
): Pick<PastApplication, 'writtenAt' | 'steps'> {
  let daysAgo = Math.min(age, random.between(...last))
  const dated: PastStep[] = []
  for (const transition of steps.toReversed()) {
    const at = pastMoment(now, daysAgo, byHost.includes(transition) ? 'host' : 'pupil', random)
    dated.unshift({ transition, at, facts: factsOf(transition, weeks, random) })
    daysAgo = Math.min(
      age,
      daysAgo + (transition === 'expire' ? (waits.expire ?? 0) : random.between(1, waits[transition] ?? 2)),
    )
  }
  return { writtenAt: (dated[0]?.at ?? now).subtract({ minutes: random.between(2, 40) }), steps: dated }
}

function factsOf(
  transition: PastStep['transition'],
  weeks: readonly string[],
  random: Random,
): NonNullable<PastStep['facts']> {
  if (transition === 'refuse') return { reason: random.pick(refusals) }
  if (transition === 'cancel') return { reason: random.pick(['elsewhere', 'reach', 'prevented']) }
  return { weeks }
}
