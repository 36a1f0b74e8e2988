import type { Offer } from '#/offers/index.ts'
import { freeSeatsOf } from '#/offers/index.ts'
import { type NamedBytes, writeTable } from '#/platform/table-file.ts'
import type { Pupil } from '#/pupils/index.ts'
import type { School } from '#/territory/index.ts'

/** A pupil with what they hold already in the weeks of the campaign, and what they still need and may be helped with. */
export interface BankPupil {
  readonly pupil: Pupil
  readonly held: readonly { readonly offerId: string; readonly weeks: readonly string[] }[]
  /** ISO weeks; empty for those who did not ask for help, or who miss nothing. */
  readonly missing: readonly string[]
  /** Sector codes, the preferred one first. */
  readonly wishes: readonly string[]
  /** Offers that must not come back to this pupil. */
  readonly avoid: readonly string[]
}

/** An offer with the seats that are promised to somebody who has not confirmed yet, by week. */
export interface BankOffer {
  readonly offer: Offer
  readonly promised: ReadonlyMap<string, number>
}

export interface Bank {
  /** ISO weeks of the campaign. */
  readonly weeks: readonly string[]
  readonly pupils: readonly BankPupil[]
  readonly offers: readonly BankOffer[]
  readonly schools: readonly School[]
}

/**
 * The bank as the files of a campaign (docs: files of an allocation). Seats are those taken by confirmed places, which `fixed` holds, and
 * those still free that nobody was promised. A pupil has a line for each place held, and one for the weeks that are missing.
 */
export function bankFiles({ weeks, pupils, offers, schools }: Bank): readonly NamedBytes[] {
  const held = heldSeats(pupils)
  const listed = offers.flatMap((each) => {
    const seats = seatsOf(each, weeks, held)
    return seats.length > 0 ? [{ ...each, seats }] : []
  })
  const known = new Set(listed.map(({ offer }) => offer.id))
  const lines = pupils.flatMap((each) => pupilLines(each, known))
  const atSchools = new Set(lines.map(({ school }) => school))
  return [
    file('schools.csv', schoolColumns, schools.filter(({ uai }) => atSchools.has(uai)).map(schoolLine)),
    file('offers.csv', offerColumns, listed.map(offerLine)),
    file('pupils.csv', pupilColumns, lines),
  ]
}

type Line<Column extends string> = { readonly [Name in Column]?: string | number | undefined }

const pupilColumns = [
  'pupil',
  'school',
  'level',
  'birth_date',
  'lat',
  'lon',
  'weeks',
  'priority',
  'wishes',
  'needs',
  'fixed',
  'avoid',
  'first_name',
  'last_name',
] as const
const offerColumns = [
  'offer',
  'host',
  'title',
  'sector',
  'lat',
  'lon',
  'levels',
  'seats',
  'span',
  'group',
  'min_age',
  'facilities',
  'schools',
  'min_priority',
  'start',
  'end',
  'break_minutes',
] as const
const schoolColumns = ['uai', 'name', 'lat', 'lon', 'commune', 'departement'] as const

function file<Column extends string>(
  name: string,
  columns: readonly Column[],
  lines: readonly Line<Column>[],
): NamedBytes {
  const text = writeTable(
    columns,
    lines.map((line) => columns.map((column) => line[column])),
  )
  return { name, bytes: new TextEncoder().encode(text) }
}

function pupilLines(
  { pupil, held, missing, wishes, avoid }: BankPupil,
  known: ReadonlySet<string>,
): (Line<(typeof pupilColumns)[number]> & { readonly school: string })[] {
  const { id, school, level, birthDate, home, priority, needs, firstName, lastName } = pupil
  const who = {
    school,
    level,
    birth_date: birthDate,
    lat: home?.lat,
    lon: home?.lon,
    priority,
    needs: needs.join('|'),
    first_name: firstName,
    last_name: lastName,
  }
  const lines = held
    .filter(({ offerId }) => known.has(offerId))
    .map(({ offerId, weeks }) => ({ ...who, pupil: `${id}.${weeks[0]}`, weeks: weeks.join('|'), fixed: offerId }))
  if (missing.length === 0) return lines
  return [
    ...lines,
    {
      ...who,
      pupil: id,
      weeks: missing.join('|'),
      wishes: wishes.join('|'),
      avoid: avoid.filter((offerId) => known.has(offerId)).join('|'),
      fixed: undefined,
    },
  ]
}

/** Confirmed places of the campaign's weeks, by offer and week. */
function heldSeats(pupils: readonly BankPupil[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { held } of pupils)
    for (const { offerId, weeks } of held)
      for (const week of weeks) counts.set(`${offerId} ${week}`, (counts.get(`${offerId} ${week}`) ?? 0) + 1)
  return counts
}

/** Whether an allocation may give its free seats: it knows no reservation by neighbourhood or network, and no place without a way there. */
export const isForAllocation = ({ offer }: BankOffer): boolean =>
  offer.state === 'published' &&
  !offer.reservedQpv &&
  !offer.reservedWithoutNetwork &&
  !(offer.remote && offer.site === undefined)

/** Seats that an allocation may still give in a week. */
export function openSeats(each: BankOffer, week: string): number {
  const of = each.offer.weeks.find((listed) => listed.week === week)
  return of && isForAllocation(each) ? Math.max(0, freeSeatsOf(each.offer, of) - (each.promised.get(week) ?? 0)) : 0
}

interface Seats {
  readonly week: string
  readonly seats: number
}

/** Held and open seats by week, empty weeks left out; for weeks taken together, none is open unless all are. */
function seatsOf(each: BankOffer, weeks: readonly string[], held: ReadonlyMap<string, number>): readonly Seats[] {
  const { offer } = each
  const own = offer.weeks.map(({ week }) => week)
  const isWhole = offer.span === 'all'
  const fewest = isWhole
    ? Math.min(...own.map((week) => (weeks.includes(week) ? openSeats(each, week) : 0)))
    : undefined
  return own
    .filter((week) => weeks.includes(week))
    .map((week) => ({
      week,
      seats: (held.get(`${offer.id} ${week}`) ?? 0) + (fewest ?? openSeats(each, week)),
    }))
    .filter(({ seats }) => seats > 0)
}

function offerLine({
  offer,
  seats,
}: BankOffer & { readonly seats: readonly Seats[] }): Line<(typeof offerColumns)[number]> {
  const days = Object.values(offer.hours).filter((day) => day !== undefined)
  const start = Math.min(...days.map((day) => day.start))
  const end = Math.max(...days.map((day) => day.end))
  const breaks = days.map(({ lunch }) => (lunch ? lunch.end - lunch.start : 0))
  return {
    offer: offer.id,
    host: offer.hostId,
    title: offer.title,
    sector: offer.sector,
    lat: offer.lat,
    lon: offer.lon,
    levels: offer.levels.join('|'),
    seats: seats.map(({ week, seats: count }) => `${week}:${count}`).join('|'),
    span: offer.span,
    group: offer.group && `${offer.group.min}-${offer.group.max}`,
    min_age: offer.minAge,
    facilities: [...new Set([...offer.facilities, ...(offer.site?.facilities ?? [])])].join('|'),
    schools: offer.reservedSchools.join('|'),
    min_priority: offer.minPriority,
    // The longest day of the week: whoever reaches it reaches the others.
    start: days.length > 0 ? clock(start) : undefined,
    end: days.length > 0 ? clock(end) : undefined,
    break_minutes: days.length > 0 ? Math.min(...breaks) : undefined,
  }
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const schoolLine = ({ uai, name, lat, lon, commune, departement }: School): Line<(typeof schoolColumns)[number]> => ({
  uai,
  name,
  lat,
  lon,
  commune,
  departement,
})
