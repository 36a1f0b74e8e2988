import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { writeTable } from '#/platform/table-file.ts'
import type { Offer } from './offers.ts'
import type { Pupil } from './pupils.ts'

/** Weeks and lottery of a generated campaign; hours and limits are the ones files.md gives. */
export function campaignFile(weeks: readonly string[], lottery: string): string {
  const campaign = {
    scheme: 'observation-2de',
    weeks,
    arriveBy: '09:00',
    leaveAfter: '16:30',
    maxMinutes: 75,
    maxWalkMinutes: 30,
    maxTransfers: 2,
    lottery,
  }
  return `${JSON.stringify(campaign, null, 2)}\n`
}

const pupilColumns = [
  ...[
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
    'max_minutes',
    'fixed',
  ],
  ...['first_name', 'last_name', 'class', 'commune_code', 'qpv', 'rural'],
]

/** pupils.csv as files.md says, with names and flags as further columns. */
export function writePupils(folder: string, pupils: Iterable<Pupil>): void {
  writeRows(join(folder, 'pupils.csv'), pupilColumns, pupils, (pupil) => [
    pupil.id,
    pupil.school,
    pupil.level,
    pupil.birthDate,
    pupil.lat,
    pupil.lon,
    pupil.weeks.join('|'),
    pupil.priority,
    pupil.wishes.join('|'),
    pupil.needs.join('|'),
    pupil.maxMinutes,
    pupil.fixed,
    pupil.firstName,
    pupil.lastName,
    pupil.className,
    pupil.communeCode,
    pupil.qpv ? 1 : 0,
    pupil.rural ? 1 : 0,
  ])
}

const offerColumns = [
  ...['offer', 'host', 'title', 'sector', 'lat', 'lon', 'levels', 'seats', 'span', 'group', 'min_age', 'facilities'],
  ...['schools', 'min_priority', 'start', 'end', 'break_minutes', 'host_name', 'commune_code'],
]

/** offers.csv as files.md says, with the host's name and commune as further columns. */
export function writeOffers(
  folder: string,
  offers: Iterable<Offer>,
  hostOf: (siret: string) => { readonly name: string; readonly communeCode: string } | undefined,
): void {
  writeRows(join(folder, 'offers.csv'), offerColumns, offers, (offer) => [
    offer.id,
    offer.host,
    offer.title,
    offer.sector,
    offer.lat,
    offer.lon,
    offer.levels.join('|'),
    offer.seats.map(({ week, seats }) => `${week}:${seats}`).join('|'),
    offer.span,
    offer.group ? `${offer.group.min}-${offer.group.max}` : undefined,
    offer.minAge,
    offer.facilities.join('|'),
    offer.schools.join('|'),
    offer.minPriority,
    offer.start,
    offer.end,
    offer.breakMinutes,
    hostOf(offer.host)?.name,
    hostOf(offer.host)?.communeCode,
  ])
}

/** Writes in slices: half a million rows never stand in memory as one text. */
export function writeRows<T>(
  path: string,
  columns: readonly string[],
  rows: Iterable<T>,
  cells: (row: T) => readonly (string | number | undefined)[],
): void {
  const file = openSync(path, 'wx')
  try {
    writeSync(file, writeTable(columns, []))
    let slice: (readonly (string | number | undefined)[])[] = []
    const flush = (): void => {
      const text = writeTable(columns, slice)
      writeSync(file, text.slice(text.indexOf('\n') + 1))
      slice = []
    }
    for (const row of rows) {
      slice.push(cells(row))
      if (slice.length === 5000) flush()
    }
    flush()
  } finally {
    closeSync(file)
  }
}
