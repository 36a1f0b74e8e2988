import type { Journey, Reach } from '#/transit/index.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import { calendarAt, type ProblemFacts, weeksOf } from './facts.ts'
import type { Findings } from './findings.ts'
import type { ClaimedPlace, Claims } from './read-claims.ts'
import { workdays } from './rules.ts'

/** Ids of the inputs by their index. */
export interface Numbering {
  readonly pupil: ReadonlyMap<string, number>
  readonly offer: ReadonlyMap<string, number>
}

/** The offer of each pupil in each problem, as claimed: pupil index to offer index, by problem key. */
export type Assignment = ReadonlyMap<string, ReadonlyMap<number, number>>

/** Each pupil and week stands once, in allocation.csv or unplaced.csv; those who hold an offer keep it. */
export function checkRows(
  inputs: AllocationInputs,
  { places, gaps }: Claims,
  number: Numbering,
  found: Findings,
): Assignment {
  const seen = new Map<string, string>()
  const once = (file: string, line: number, pupil: string, week: string): boolean => {
    const index = number.pupil.get(pupil)
    const at = `${file}:${line}`
    if (index === undefined || !inputs.pupils[index]!.weeks.includes(week)) {
      found.add('lignes', `${at}: ${pupil} n’a pas de semaine ${week} à remplir.`)
      return false
    }
    const key = JSON.stringify([pupil, week])
    const before = seen.get(key)
    if (before !== undefined) found.add('lignes', `${at}: ${pupil} en ${week} est déjà à ${before}.`)
    seen.set(key, at)
    return before === undefined
  }
  const assignment = new Map<string, Map<number, number>>()
  for (const place of places) {
    if (!once('allocation.csv', place.line, place.pupil, place.week)) continue
    const [pupil, offer] = [number.pupil.get(place.pupil)!, number.offer.get(place.offer)]
    const at = `allocation.csv:${place.line}`
    if (offer === undefined) {
      found.add('lignes', `${at}: l’offre ${place.offer} n’existe pas.`)
      continue
    }
    const { fixed } = inputs.pupils[pupil]!
    if (fixed !== undefined) {
      if (fixed !== place.offer)
        found.add(
          'place tenue',
          `${at}: ${place.pupil} tient ${fixed} et ne peut pas être déplacé vers ${place.offer}.`,
        )
      continue
    }
    const { span, seats } = inputs.offers[offer]!
    const key = span === 'all' && seats.length > 1 ? 'all' : place.week
    const members = assignment.get(key) ?? new Map<number, number>()
    assignment.set(key, members)
    const other = members.get(pupil)
    if (other !== undefined && other !== offer)
      found.add('lignes', `${at}: ${place.pupil} a deux offres de plusieurs semaines.`)
    members.set(pupil, offer)
  }
  for (const gap of gaps) {
    once('unplaced.csv', gap.line, gap.pupil, gap.week)
    const index = number.pupil.get(gap.pupil)
    if (index !== undefined && inputs.pupils[index]!.fixed !== undefined)
      found.add('place tenue', `unplaced.csv:${gap.line}: ${gap.pupil} tient déjà une place.`)
  }
  for (const { id, weeks } of inputs.pupils)
    for (const week of weeks)
      if (!seen.has(JSON.stringify([id, week])))
        found.add('lignes', `${id} en ${week} n’est ni dans allocation.csv ni dans unplaced.csv.`)
  checkWholeSpans(inputs, places, number, found)
  return assignment
}

/** A seat for weeks together stands on a line for each of them. */
function checkWholeSpans(
  inputs: AllocationInputs,
  places: readonly ClaimedPlace[],
  number: Numbering,
  found: Findings,
): void {
  const lines = Map.groupBy(places, ({ pupil, offer }) => JSON.stringify([pupil, offer]))
  for (const group of lines.values()) {
    const { pupil, offer: id } = group[0]!
    const offer = inputs.offers[number.offer.get(id) ?? -1]
    const index = number.pupil.get(pupil)
    if (!offer || index === undefined || inputs.pupils[index]!.fixed !== undefined || offer.span !== 'all') continue
    if (!offer.seats.every(({ week }) => group.some((line) => line.week === week)))
      found.add(
        'lignes',
        `allocation.csv:${group[0]!.line}: ${pupil} n’a qu’une partie des semaines de ${id}, qui vont ensemble.`,
      )
  }
}

/** Each given place is a candidate pair with the minutes, rank and cost that its line says; seats and groups are kept. */
export function checkGiven(
  inputs: AllocationInputs,
  facts: ProblemFacts,
  members: ReadonlyMap<number, number>,
  linesOf: (pupil: number) => readonly ClaimedPlace[],
  closed: ReadonlySet<number>,
  found: Findings,
): void {
  const taken = new Map<number, number>()
  const inProblem = new Set(facts.pupils)
  for (const [pupil, offer] of members) {
    taken.set(offer, (taken.get(offer) ?? 0) + 1)
    const pair = facts.pairsOf(pupil).find((each) => each.offer === offer)
    const { id } = inputs.offers[offer]!
    for (const line of linesOf(pupil).filter(
      (each) => each.offer === id && weeksOf(facts.key, inputs.offers[offer]!).includes(each.week),
    )) {
      const at = `allocation.csv:${line.line}`
      if (!pair || !inProblem.has(pupil)) {
        found.add('règles', `${at}: les règles ou la portée refusent ${id} à ${line.pupil}.`)
        continue
      }
      if (line.minutesOut !== pair.minutesOut || line.minutesBack !== pair.minutesBack)
        found.add(
          'trajets',
          `${at}: ${line.minutesOut} et ${line.minutesBack} min écrites, ${pair.minutesOut} et ${pair.minutesBack} recalculées.`,
        )
      if (line.cost !== pair.cost) found.add('coûts', `${at}: coût ${line.cost} écrit, ${pair.cost} recalculé.`)
    }
    if (closed.has(offer)) found.add('groupes', `${id} est fermée et reçoit pourtant des élèves.`)
  }
  for (const [offer, count] of taken) {
    const { id } = inputs.offers[offer]!
    const free = facts.capacity.get(offer) ?? 0
    if (count > free) found.add('places', `${id} reçoit ${count} élèves pour ${free} places libres (${facts.key}).`)
    if (count < (facts.needed.get(offer) ?? 0))
      found.add('groupes', `${id} réunit moins d’élèves que son minimum (${facts.key}).`)
  }
}

/** The rank of wish and the times of day of every line, those who hold their place included. */
export async function checkJourneys(
  inputs: AllocationInputs,
  reach: Reach | undefined,
  places: readonly ClaimedPlace[],
  number: Numbering,
  found: Findings,
): Promise<void> {
  const known = places.filter(({ pupil, offer }) => number.pupil.has(pupil) && number.offer.has(offer))
  for (const line of known) {
    const [pupil, offer] = [
      inputs.pupils[number.pupil.get(line.pupil)!]!,
      inputs.offers[number.offer.get(line.offer)!]!,
    ]
    const rank = pupil.wishes.indexOf(offer.sector) + 1
    if (line.wishRank !== (rank > 0 ? String(rank) : ''))
      found.add('vœux', `allocation.csv:${line.line}: rang de vœu « ${line.wishRank} » au lieu de « ${rank || ''} ».`)
    if (pupil.fixed !== undefined && line.cost !== undefined)
      found.add('coûts', `allocation.csv:${line.line}: une place déjà tenue n’a pas de coût.`)
  }
  const expected = reach
    ? await expectedJourneys(inputs, reach, known, number)
    : known.map((line) => givenTimes(inputs, line, number))
  for (const [index, line] of known.entries()) {
    const claimed = [line.minutesOut ?? '', line.minutesBack ?? '', ...line.journey].join(' ')
    if (claimed !== expected[index])
      found.add('trajets', `allocation.csv:${line.line}: « ${claimed} » écrit, « ${expected[index]} » recalculé.`)
  }
}

/** What travel.csv says of a pair, without times of day. */
function givenTimes({ travel, campaign }: AllocationInputs, line: ClaimedPlace, number: Numbering): string {
  const [pupil, offer] = [number.pupil.get(line.pupil), number.offer.get(line.offer)]
  const row = travel ? travel.pupil.findIndex((each, index) => each === pupil && travel.offer[index] === offer) : -1
  const [out, back] = [travel?.minutesOut[row], travel?.minutesBack[row]]
  const reached = out !== undefined && back !== undefined && out <= campaign.maxMinutes && back <= campaign.maxMinutes
  return [reached ? out : '', reached ? back : '', '', '', '', '', ''].join(' ')
}

async function expectedJourneys(
  inputs: AllocationInputs,
  reach: Reach,
  lines: readonly ClaimedPlace[],
  number: Numbering,
): Promise<string[]> {
  const { maxMinutes, maxWalkMinutes, maxTransfers } = inputs.campaign
  const expected = Array.from({ length: lines.length }, () => '')
  const groups = Map.groupBy(lines.keys(), (index) => {
    const line = lines[index]!
    const [pupil, offer] = [number.pupil.get(line.pupil)!, inputs.offers[number.offer.get(line.offer)!]!]
    const together = inputs.pupils[pupil]!.fixed === undefined && offer.span === 'all'
    const weeks = together ? offer.seats.map(({ week }) => week) : [line.week]
    return JSON.stringify([weeks, calendarAt(inputs, pupil)])
  })
  for (const [key, indexes] of groups) {
    const [weeks, local]: [string[], string] = JSON.parse(key)
    const pupils = [...new Set(indexes.map((index) => lines[index]!.pupil))]
    const offers = [...new Set(indexes.map((index) => lines[index]!.offer))]
    const [homeAt, placeAt] = [
      new Map(pupils.map((id, index) => [id, index])),
      new Map(offers.map((id, index) => [id, index])),
    ]
    const days = await reach.journeys(
      {
        dates: weeks.flatMap((week) => [...workdays(week, local)]),
        homes: pupils.map((id) => inputs.pupils[number.pupil.get(id)!]!.position),
        places: offers.map((id) => {
          const { position, startSeconds, endSeconds } = inputs.offers[number.offer.get(id)!]!
          return { ...position, arriveBySeconds: startSeconds, leaveAfterSeconds: endSeconds }
        }),
        limits: { maxMinutes, maxWalkMinutes, maxTransfers },
      },
      indexes.map((index) => ({ home: homeAt.get(lines[index]!.pupil)!, place: placeAt.get(lines[index]!.offer)! })),
    )
    for (const [at, index] of indexes.entries())
      expected[index] = sayDays((days[at] ?? []).map(({ out, back }) => [out, back]))
  }
  return expected
}

function sayDays(days: readonly (readonly [Journey | undefined, Journey | undefined])[]): string {
  const [outs, backs] = [days.map(([out]) => out), days.map(([, back]) => back)]
  if (days.length === 0 || outs.includes(undefined) || backs.includes(undefined))
    return ['', '', '', '', '', '', ''].join(' ')
  const longest = (journeys: readonly (Journey | undefined)[]): Journey => {
    const defined = journeys.filter((each) => each !== undefined)
    const most = Math.max(...defined.map(({ minutes }) => minutes))
    return defined.find(({ minutes }) => minutes === most)!
  }
  const [out, back] = [longest(outs), longest(backs)]
  const clock = (minute: number) =>
    [Math.floor(minute / 60), minute % 60].map((part) => `${part}`.padStart(2, '0')).join(':')
  return [
    out.minutes,
    back.minutes,
    clock(Math.floor(out.departSeconds / 60)),
    clock(Math.ceil(out.arriveSeconds / 60)),
    clock(Math.floor(back.departSeconds / 60)),
    clock(Math.ceil(back.arriveSeconds / 60)),
    Math.max(out.transfers, back.transfers),
  ].join(' ')
}
