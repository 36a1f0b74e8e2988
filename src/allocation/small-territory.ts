import { writeTable } from '#/platform/table-file.ts'
import type { InputFiles } from './inputs/read-inputs.ts'

/** The rows of small made-up files for tests: change a cell, then write them. */
export interface SmallTerritory {
  campaign: Record<string, unknown>
  schools: Row[]
  offers: Row[]
  pupils: Row[]
  travel: Row[]
}
export type Row = Record<string, string>

export interface TerritorySize {
  readonly pupils: number
  readonly offers: number
  /** Without groups, what is best can be told by brute force. */
  readonly groups?: boolean
  readonly weeks?: readonly string[]
}

/** A repeatable territory around Strasbourg in which every rule bites now and then. */
export function smallTerritory(
  seed: number,
  { pupils, offers, groups = true, weeks = ['2026-W25', '2026-W26'] }: TerritorySize,
): SmallTerritory {
  const random = randomFrom(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  const near = (degrees: number) => (degrees + (random() - 0.5) * 0.3).toFixed(5)
  const schools = ['0670001A', '0670002B', '0680003C'].map((uai, index) => ({
    uai,
    name: `Lycée ${index + 1}`,
    commune: pick(['Schiltigheim', 'Obernai', 'Haguenau']),
    latitude: near(48.58),
    longitude: near(7.75),
  }))
  const offerRows = Array.from({ length: offers }, (_, index): Row => {
    const [start, end] = pick([
      ['', ''],
      ['', ''],
      ['', ''],
      ['08:00', '17:00'],
      ['08:30', '16:00'],
    ] as const)
    const seats = weeks.filter(() => random() < 0.85).map((week) => `${week}:${whole(0, 3)}`)
    return {
      offer: `offre-${index}`,
      host: `hote-${index}`,
      title: `Offre ${index}`,
      sector: `s${whole(1, 5)}`,
      lat: near(48.58),
      lon: near(7.75),
      levels: pick(['seconde', 'seconde', 'seconde|cap', 'troisieme']),
      seats: seats.join('|') || `${weeks[0]}:1`,
      span: pick(['week', 'week', 'all']),
      group: groups ? pick(['', '', '', '2-3']) : '',
      min_age: pick(['', '', '', '16']),
      facilities: pick(['', 'wheelchair']),
      schools: pick(['', '', '', '', '0670001A']),
      min_priority: pick(['', '', '', '', '1']),
      start,
      end,
      break_minutes: '',
    }
  })
  const held = new Map<string, number>()
  const pupilRows = Array.from({ length: pupils }, (_, index): Row => {
    const own = pick([weeks, weeks, weeks.slice(0, 1), weeks.slice(-1)])
    const home = random() < 0.15 ? ['', ''] : [near(48.58), near(7.75)]
    const fixed = random() < 0.1 ? hold(pick(offerRows), own, held) : ''
    return {
      pupil: `eleve-${index}`,
      school: pick(schools).uai,
      level: pick(['seconde', 'seconde', 'seconde', 'cap']),
      birth_date: `${pick(['2009', '2010', '2010', '2011'])}-${String(whole(1, 12)).padStart(2, '0')}-${String(whole(1, 28)).padStart(2, '0')}`,
      lat: home[0]!,
      lon: home[1]!,
      weeks: own.join('|'),
      priority: pick(['', '0', '1', '2']),
      wishes: ['s1', 's2', 's3', 's9'].filter(() => random() < 0.4).join('|'),
      needs: pick(['', '', '', '', 'wheelchair']),
      max_minutes: pick(['', '', '', '40']),
      fixed,
    }
  })
  // Drawn apart, so that whatever else a seed makes stays as it is.
  const picky = randomFrom(seed ^ 0x5eed)
  for (const row of pupilRows)
    row.avoid =
      picky() < 0.7
        ? ''
        : offerRows.flatMap(({ offer }) => (picky() < 0.4 && offer !== row.fixed ? [offer!] : [])).join('|')
  const travel = pupilRows.flatMap(({ pupil }) =>
    offerRows
      .filter(() => random() < 0.6)
      .map(({ offer }) => ({
        pupil: pupil!,
        offer: offer!,
        minutes_out: `${whole(5, 80)}`,
        minutes_back: `${whole(5, 80)}`,
      })),
  )
  const campaign = { scheme: 'observation-2de', weeks, lottery: `tirage ${seed}` }
  return { campaign, schools, offers: offerRows, pupils: pupilRows, travel }
}

/** The offer's id when it has seats left for these weeks, then taken; '' otherwise. */
function hold(offer: Row, weeks: readonly string[], held: Map<string, number>): string {
  const seats = new Map(offer.seats!.split('|').map((part) => [part.split(':')[0], Number(part.split(':')[1])]))
  const taken = (week: string) => held.get(`${offer.offer} ${week}`) ?? 0
  if (!weeks.every((week) => (seats.get(week) ?? 0) > taken(week))) return ''
  for (const week of weeks) held.set(`${offer.offer} ${week}`, taken(week) + 1)
  return offer.offer!
}

/** The territory's files, with travel.csv where asked. */
export function filesOf(territory: SmallTerritory, { travel = true } = {}): InputFiles {
  const text = filesText(territory)
  const bytes = (name: keyof typeof text) => ({ name, bytes: new TextEncoder().encode(text[name]) })
  return {
    campaign: bytes('campaign.json'),
    pupils: bytes('pupils.csv'),
    offers: bytes('offers.csv'),
    schools: bytes('schools.csv'),
    travel: travel ? bytes('travel.csv') : undefined,
  }
}

export function filesText({ campaign, schools, offers, pupils, travel }: SmallTerritory) {
  const table = (rows: readonly Row[], none: readonly string[]) =>
    writeTable(
      Object.keys(rows[0] ?? Object.fromEntries(none.map((column) => [column, '']))),
      rows.map((row) => Object.values(row)),
    )
  return {
    'campaign.json': JSON.stringify(campaign, null, 2),
    'schools.csv': table(schools, []),
    'offers.csv': table(offers, []),
    'pupils.csv': table(pupils, []),
    'travel.csv': table(travel, ['pupil', 'offer', 'minutes_out', 'minutes_back']),
  }
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
