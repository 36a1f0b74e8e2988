import type { Reach, ReachTable } from '#/transit/index.ts'
import type { Offer } from '../inputs/offer.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import { progressOf, workdays } from './rules.ts'

/** A candidate pair: an offer of the inputs by index, and what it costs the pupil. */
export interface Pair {
  readonly offer: number
  readonly minutesOut: number
  readonly minutesBack: number
  readonly worst: number
  readonly cost: number
}

/** A week problem, worked out again from the inputs. Pupils and offers are indexes into the inputs. */
export interface ProblemFacts {
  readonly key: string
  readonly offers: readonly number[]
  readonly pupils: readonly number[]
  /** Free seats, held ones taken off. */
  readonly capacity: ReadonlyMap<number, number>
  readonly held: ReadonlyMap<number, number>
  /** Fewest newcomers for the group to run; 0 without a group. */
  readonly needed: ReadonlyMap<number, number>
  readonly pairCount: number
  /** The candidate pairs of a pupil, by index into the inputs. */
  pairsOf(pupil: number): readonly Pair[]
}

export const weeksOf = (key: string, offer: Offer): readonly string[] =>
  key === 'all' ? offer.seats.map(({ week }) => week) : [key]
const isForAll = (offer: Offer): boolean => offer.span === 'all' && offer.seats.length >= 2
export const calendarAt = (inputs: AllocationInputs, pupil: number): string =>
  inputs.schools.get(inputs.pupils[pupil]!.school)?.calendar ?? 'general'

/** Keys of the problems, in order. */
export function problemKeys({ campaign, offers }: AllocationInputs): string[] {
  return offers.some(isForAll) ? ['all', ...campaign.weeks] : [...campaign.weeks]
}

export async function problemFacts(
  inputs: AllocationInputs,
  reach: Reach | undefined,
  key: string,
  pupils: readonly number[],
): Promise<ProblemFacts> {
  const offers = [...inputs.offers.keys()].filter((index) => {
    const offer = inputs.offers[index]!
    return key === 'all'
      ? isForAll(offer)
      : !isForAll(offer) && offer.seats.some(({ week, seats }) => week === key && seats > 0)
  })
  const holders = holdersByWeek(inputs)
  const [capacity, held, needed] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()]
  for (const index of offers) {
    const offer = inputs.offers[index]!
    const byWeek = weeksOf(key, offer).map((week) => {
      const holding = holders.get(`${offer.id} ${week}`) ?? 0
      const listed = offer.seats.find((each) => each.week === week)?.seats ?? 0
      const room = offer.group ? Math.min(listed, offer.group.max) : listed
      return {
        holding,
        free: Math.max(0, room - holding),
        lacking: offer.group ? Math.max(0, offer.group.min - holding) : 0,
      }
    })
    capacity.set(index, Math.min(...byWeek.map(({ free }) => free)))
    held.set(index, Math.max(...byWeek.map(({ holding }) => holding)))
    needed.set(index, Math.max(...byWeek.map(({ lacking }) => lacking)))
  }
  const rows = await candidateRows(inputs, reach, key, pupils, offers)
  return { key, offers, pupils, capacity, held, needed, ...rows }
}

function holdersByWeek({ pupils }: AllocationInputs): ReadonlyMap<string, number> {
  const holders = new Map<string, number>()
  for (const { fixed, weeks } of pupils)
    if (fixed !== undefined)
      for (const week of weeks) holders.set(`${fixed} ${week}`, (holders.get(`${fixed} ${week}`) ?? 0) + 1)
  return holders
}

type Visit = (pupil: number, offer: number, out: number, back: number) => void

async function candidateRows(
  inputs: AllocationInputs,
  reach: Reach | undefined,
  key: string,
  pupils: readonly number[],
  offers: readonly number[],
) {
  const wanted = new Set(pupils)
  const check =
    (visit: Visit): Visit =>
    (pupil, offer, out, back) => {
      const [person, place] = [inputs.pupils[pupil]!, inputs.offers[offer]!]
      const limit = Math.min(inputs.campaign.maxMinutes, person.maxMinutes ?? inputs.campaign.maxMinutes)
      if (out > limit || back > limit) return
      const facts = {
        campaign: inputs.campaign,
        pupil: person,
        offer: place,
        weeks: weeksOf(key, place),
        local: calendarAt(inputs, pupil),
      }
      if (progressOf(facts) === 6) visit(pupil, offer, out, back)
    }
  const sources = inputs.travel
    ? [givenPairs(inputs.travel, wanted, new Set(offers))]
    : await reachedPairs(inputs, reach, key, pupils, offers)
  // Flat columns, grown by doubling: millions of pairs are too many for objects.
  let size = 0
  let columns = {
    pupil: new Uint32Array(1024),
    offer: new Uint32Array(1024),
    out: new Uint16Array(1024),
    back: new Uint16Array(1024),
  }
  const keep = check((pupil, offer, out, back) => {
    if (size === columns.pupil.length) columns = grown(columns)
    columns.pupil[size] = pupil
    columns.offer[size] = offer
    columns.out[size] = out
    columns.back[size++] = back
  })
  for (const source of sources) source(keep)
  const start = new Uint32Array(inputs.pupils.length + 1)
  for (let row = 0; row < size; row++) start[columns.pupil[row]! + 1]!++
  for (let pupil = 0; pupil < inputs.pupils.length; pupil++) start[pupil + 1]! += start[pupil]!
  const next = start.slice()
  const rowAt = new Uint32Array(size)
  for (let row = 0; row < size; row++) rowAt[next[columns.pupil[row]!]!++] = row
  return {
    pairCount: size,
    pairsOf(pupil: number): readonly Pair[] {
      return Array.from(rowAt.subarray(start[pupil], start[pupil + 1]), (row) => {
        const [offer, minutesOut, minutesBack] = [columns.offer[row]!, columns.out[row]!, columns.back[row]!]
        const cost = minutesOut + minutesBack + wishPoints(inputs, pupil, offer)
        return { offer, minutesOut, minutesBack, worst: Math.max(minutesOut, minutesBack), cost }
      })
    },
  }
}

function grown(columns: { pupil: Uint32Array; offer: Uint32Array; out: Uint16Array; back: Uint16Array }) {
  const size = columns.pupil.length * 2
  const larger = {
    pupil: new Uint32Array(size),
    offer: new Uint32Array(size),
    out: new Uint16Array(size),
    back: new Uint16Array(size),
  }
  larger.pupil.set(columns.pupil)
  larger.offer.set(columns.offer)
  larger.out.set(columns.out)
  larger.back.set(columns.back)
  return larger
}

/** 15 for each rank below the first wish met; 60 when none is; 0 without wishes. */
function wishPoints({ pupils, offers }: AllocationInputs, pupil: number, offer: number): number {
  const { wishes } = pupils[pupil]!
  if (wishes.length === 0) return 0
  const rank = wishes.indexOf(offers[offer]!.sector)
  return rank === -1 ? 60 : 15 * rank
}

function givenPairs(
  travel: NonNullable<AllocationInputs['travel']>,
  pupils: ReadonlySet<number>,
  offers: ReadonlySet<number>,
) {
  return (visit: Visit) => {
    for (const [row, pupil] of travel.pupil.entries())
      if (pupils.has(pupil) && offers.has(travel.offer[row]!))
        visit(pupil, travel.offer[row]!, travel.minutesOut[row]!, travel.minutesBack[row]!)
  }
}

/** One request per set of days: each pupil's home and each offer's place stand by themselves, nothing shared. */
async function reachedPairs(
  inputs: AllocationInputs,
  reach: Reach | undefined,
  key: string,
  pupils: readonly number[],
  offers: readonly number[],
) {
  if (!reach) throw new TypeError('verifying needs a reach, or travel times among the inputs')
  const sources: ((visit: Visit) => void)[] = []
  const { maxMinutes, maxWalkMinutes, maxTransfers } = inputs.campaign
  const byWeeks = Map.groupBy(offers, (offer) => weeksOf(key, inputs.offers[offer]!).join('|'))
  const byCalendar = Map.groupBy(pupils, (pupil) => calendarAt(inputs, pupil))
  for (const someOffers of byWeeks.values())
    for (const [local, somePupils] of byCalendar) {
      const dates = weeksOf(key, inputs.offers[someOffers[0]!]!).flatMap((week) => [...workdays(week, local)])
      const homes = Map.groupBy(somePupils, (pupil) => JSON.stringify(inputs.pupils[pupil]!.position))
      const places = Map.groupBy(someOffers, (offer) => {
        const { position, startSeconds, endSeconds } = inputs.offers[offer]!
        return JSON.stringify([position, startSeconds, endSeconds])
      })
      const table = await reach.table({
        dates,
        homes: [...homes.values()].map(([pupil]) => inputs.pupils[pupil!]!.position),
        places: [...places.values()].map(([offer]) => {
          const { position, startSeconds, endSeconds } = inputs.offers[offer!]!
          return { ...position, arriveBySeconds: startSeconds, leaveAfterSeconds: endSeconds }
        }),
        limits: { maxMinutes, maxWalkMinutes, maxTransfers },
      })
      sources.push(tablePairs(table, [...homes.values()], [...places.values()]))
    }
  return sources
}

function tablePairs(table: ReachTable, homes: readonly (readonly number[])[], places: readonly (readonly number[])[]) {
  return (visit: Visit) => {
    for (const [place, offers] of places.entries())
      for (let pair = table.start[place]!; pair < table.start[place + 1]!; pair++)
        for (const pupil of homes[table.home[pair]!]!)
          for (const offer of offers) visit(pupil, offer, table.minutesOut[pair]!, table.minutesBack[pair]!)
  }
}
