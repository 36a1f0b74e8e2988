import type { Host } from './hosts.ts'
import { type Nearby, nearby, type Point } from './place.ts'
import { type Random, runningTotals } from './random.ts'
import { sectorProfiles } from './sector-profiles.ts'

export interface Offer extends Point {
  readonly id: string
  /** SIRET of the site. */
  readonly host: string
  readonly title: string
  readonly sector: string
  readonly levels: readonly string[]
  readonly seats: readonly { readonly week: string; readonly seats: number }[]
  readonly span: 'week' | 'all'
  readonly group: { readonly min: number; readonly max: number } | undefined
  readonly minAge: number | undefined
  readonly facilities: readonly string[]
  /** UAIs it is reserved for; empty: for all. */
  readonly schools: readonly string[]
  readonly minPriority: number | undefined
  /** `09:00`; undefined: the campaign's hours. */
  readonly start: string | undefined
  readonly end: string | undefined
  readonly breakMinutes: number
}

/** Daily hours: never over 7 h of work; `short` ones keep 6 h, hence 30 h a week, the limit under 15 (code du travail L3162-1). */
const hours: readonly {
  readonly weight: number
  readonly start?: string
  readonly end?: string
  readonly breakMinutes: number
}[] = [
  { weight: 66, breakMinutes: 60 },
  { weight: 9, start: '08:30', end: '16:30', breakMinutes: 60 },
  { weight: 5, start: '08:30', end: '16:00', breakMinutes: 45 },
  { weight: 4, start: '08:00', end: '16:00', breakMinutes: 60 },
  { weight: 7, start: '09:00', end: '16:00', breakMinutes: 60 },
  { weight: 4, start: '09:30', end: '16:30', breakMinutes: 60 },
  { weight: 3, start: '10:00', end: '17:30', breakMinutes: 60 },
  { weight: 2, start: '09:00', end: '17:00', breakMinutes: 90 },
]
const hoursTotals = runningTotals(hours.map(({ weight }) => weight))
const titles = new Map(sectorProfiles.map(({ code, title }) => [code, title]))

/**
 * The offers of the hosts' sites, `pupilWeeks` seats in all (a seat of one week counts one, a seat for all weeks counts each).
 * Some are for a fortnight, for groups, reserved, with a lift or not, at hours of their own.
 */
export function raiseOffers(
  hosts: readonly Host[],
  schools: readonly (Point & { readonly uai: string })[],
  { weeks, pupilWeeks, spanAllShare }: { weeks: readonly string[]; pupilWeeks: number; spanAllShare: number },
  random: Random,
): Offer[] {
  const near = nearby(schools)
  const offers = hosts.flatMap(({ sites }) => sites.map((site) => draftOffer(site, near, weeks, spanAllShare, random)))
  return fitSeats(offers, pupilWeeks, random).map((offer, index) => ({
    ...offer,
    id: `O${String(index + 1).padStart(6, '0')}`,
  }))
}

function draftOffer(
  site: Host['sites'][number],
  schools: Nearby<Point & { readonly uai: string }>,
  weeks: readonly string[],
  spanAllShare: number,
  random: Random,
): Offer {
  const span = weeks.length > 1 && random.chance(spanAllShare) ? 'all' : 'week'
  const kept = span === 'week' && weeks.length > 1 && random.chance(0.25) ? [random.pick(weeks)] : weeks
  const group = random.chance(0.05) ? { min: random.between(2, 3), max: random.between(4, 8) } : undefined
  const size = group ? group.max : random.pick([1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8])
  const day = hours[random.pickRunning(hoursTotals)]!
  const reserved = random.next()
  return {
    id: '',
    host: site.siret,
    title: titles.get(site.sector) ?? '',
    sector: site.sector,
    lat: site.lat,
    lon: site.lon,
    levels: random.pick([['seconde'], ['seconde'], ['seconde'], ['troisieme', 'seconde'], ['seconde', 'bac_pro']]),
    seats: kept.map((week) => ({ week, seats: size })),
    span,
    group,
    minAge: random.chance(0.03) ? random.pick([15, 16]) : undefined,
    facilities: random.chance(0.34) ? ['wheelchair'] : [],
    schools: reserved < 0.06 ? schools.nearest(site, random.between(1, 3)).map(({ uai }) => uai) : [],
    minPriority: reserved > 0.955 ? random.pick([1, 2, 2]) : undefined,
    start: day.start,
    end: day.end,
    breakMinutes: day.breakMinutes,
  }
}

/** Adds or takes seats here and there until the sum is the one wanted; groups keep theirs, an offer keeps one. */
function fitSeats(offers: readonly Offer[], pupilWeeks: number, random: Random): Offer[] {
  const seats = offers.map((offer) => offer.seats[0]?.seats ?? 0)
  const order = random.shuffle(offers.map((_, index) => index).filter((index) => offers[index]!.group === undefined))
  let missing = pupilWeeks - offers.reduce((sum, offer, index) => sum + seats[index]! * offer.seats.length, 0)
  for (let changed = true; changed; ) {
    changed = false
    for (const index of order) {
      const step = offers[index]!.seats.length
      if (missing >= step && seats[index]! < 40) seats[index]! += 1
      else if (missing <= -step && seats[index]! > 1) seats[index]! -= 1
      else continue
      missing -= missing > 0 ? step : -step
      changed = true
    }
  }
  return offers.map((offer, index) => ({
    ...offer,
    seats: offer.seats.map(({ week }) => ({ week, seats: seats[index]! })),
  }))
}
