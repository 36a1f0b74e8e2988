/** Where school holidays differ: the three zones, Corsica, and the academies overseas where the code du travail holds. */
export type SchoolZone =
  | 'A'
  | 'B'
  | 'C'
  | 'corse'
  | 'guadeloupe'
  | 'guyane'
  | 'martinique'
  | 'mayotte'
  | 'reunion'
  | 'saint-pierre-et-miquelon'

/** As the orders say them: one leaves after class on the first date and is back on the morning of the second. */
type Holiday = readonly [leave: string, back: string]

/** Toussaint, Christmas and summer of the three zones. The return of September 2027 is not fixed yet: 1 September stands for it. */
const common: readonly Holiday[] = [
  ['2023-10-21', '2023-11-06'],
  ['2023-12-23', '2024-01-08'],
  ['2024-07-06', '2024-09-02'],
  ['2024-10-19', '2024-11-04'],
  ['2024-12-21', '2025-01-06'],
  ['2025-07-05', '2025-09-01'],
  ['2025-10-18', '2025-11-03'],
  ['2025-12-20', '2026-01-05'],
  ['2026-07-04', '2026-09-01'],
  ['2026-10-17', '2026-11-02'],
  ['2026-12-19', '2027-01-04'],
  ['2027-07-03', '2027-09-01'],
]

/**
 * School holidays by zone, from the orders fixing each year's calendar (arrêtés; code de l’éducation D521-1 to D521-7). Single days off
 * and bridges are not holidays of the zone and are left out. Years that an academy has not published are not here: nothing is known then.
 */
const schoolHolidays: Readonly<Record<SchoolZone, readonly Holiday[]>> = {
  A: [
    ...common,
    ['2024-02-17', '2024-03-04'],
    ['2024-04-13', '2024-04-29'],
    ['2025-02-22', '2025-03-10'],
    ['2025-04-19', '2025-05-05'],
    ['2026-02-07', '2026-02-23'],
    ['2026-04-04', '2026-04-20'],
    ['2027-02-13', '2027-03-01'],
    ['2027-04-10', '2027-04-26'],
  ],
  B: [
    ...common,
    ['2024-02-24', '2024-03-11'],
    ['2024-04-20', '2024-05-06'],
    ['2025-02-08', '2025-02-24'],
    ['2025-04-05', '2025-04-22'],
    ['2026-02-14', '2026-03-02'],
    ['2026-04-11', '2026-04-27'],
    ['2027-02-20', '2027-03-08'],
    ['2027-04-17', '2027-05-03'],
  ],
  C: [
    ...common,
    ['2024-02-10', '2024-02-26'],
    ['2024-04-06', '2024-04-22'],
    ['2025-02-15', '2025-03-03'],
    ['2025-04-12', '2025-04-28'],
    ['2026-02-21', '2026-03-09'],
    ['2026-04-18', '2026-05-04'],
    ['2027-02-06', '2027-02-22'],
    ['2027-04-03', '2027-04-19'],
  ],
  corse: [
    ['2023-10-21', '2023-11-06'],
    ['2023-12-23', '2024-01-08'],
    ['2024-02-24', '2024-03-11'],
    ['2024-04-27', '2024-05-13'],
    ['2024-07-06', '2024-09-02'],
  ],
  guadeloupe: [
    ['2023-10-21', '2023-11-06'],
    ['2023-12-23', '2024-01-08'],
    ['2024-02-10', '2024-02-26'],
    ['2024-03-28', '2024-04-15'],
    ['2024-07-06', '2024-09-02'],
    ['2024-10-22', '2024-11-04'],
    ['2024-12-21', '2025-01-06'],
    ['2025-02-22', '2025-03-10'],
    ['2025-04-17', '2025-05-05'],
    ['2025-07-05', '2025-09-01'],
    ['2025-10-18', '2025-11-03'],
    ['2025-12-20', '2026-01-05'],
    ['2026-02-07', '2026-02-23'],
    ['2026-04-02', '2026-04-20'],
    ['2026-07-04', '2026-09-01'],
  ],
  guyane: [
    ['2023-10-21', '2023-11-06'],
    ['2023-12-23', '2024-01-08'],
    ['2024-02-10', '2024-02-26'],
    ['2024-04-20', '2024-05-02'],
    ['2024-07-06', '2024-09-02'],
    ['2024-10-19', '2024-11-04'],
    ['2024-12-21', '2025-01-06'],
    ['2025-02-22', '2025-03-10'],
    ['2025-04-17', '2025-05-05'],
    ['2025-07-05', '2025-09-01'],
    ['2025-10-18', '2025-11-03'],
    ['2025-12-20', '2026-01-05'],
    ['2026-02-07', '2026-02-23'],
    ['2026-04-01', '2026-04-16'],
    ['2026-07-04', '2026-09-01'],
  ],
  martinique: [
    ['2023-10-21', '2023-11-06'],
    ['2023-12-23', '2024-01-08'],
    ['2024-02-10', '2024-02-26'],
    ['2024-03-23', '2024-04-08'],
    ['2024-07-06', '2024-09-02'],
    ['2024-10-19', '2024-11-04'],
    ['2024-12-21', '2025-01-06'],
    ['2025-02-22', '2025-03-10'],
    ['2025-04-12', '2025-04-28'],
    ['2025-07-05', '2025-09-01'],
    ['2025-10-18', '2025-11-03'],
    ['2025-12-20', '2026-01-05'],
    ['2026-02-07', '2026-02-23'],
    ['2026-03-28', '2026-04-13'],
    ['2026-07-04', '2026-09-01'],
  ],
  mayotte: [
    ['2023-10-14', '2023-10-30'],
    ['2023-12-16', '2024-01-15'],
    ['2024-02-24', '2024-03-11'],
    ['2024-04-27', '2024-05-13'],
    ['2024-07-06', '2024-08-26'],
  ],
  reunion: [
    ['2023-10-14', '2023-10-30'],
    ['2023-12-19', '2024-01-22'],
    ['2024-03-02', '2024-03-18'],
    ['2024-05-04', '2024-05-21'],
    ['2024-07-06', '2024-08-19'],
    ['2024-10-12', '2024-10-28'],
    ['2024-12-19', '2025-01-21'],
    ['2025-03-01', '2025-03-17'],
    ['2025-05-03', '2025-05-19'],
    ['2025-07-05', '2025-08-19'],
    ['2025-10-11', '2025-10-27'],
    ['2025-12-19', '2026-01-21'],
    ['2026-02-28', '2026-03-16'],
    ['2026-05-02', '2026-05-18'],
    ['2026-07-04', '2026-08-18'],
  ],
  'saint-pierre-et-miquelon': [
    ['2023-10-25', '2023-11-06'],
    ['2023-12-22', '2024-01-08'],
    ['2024-02-23', '2024-03-11'],
    ['2024-04-19', '2024-05-06'],
    ['2024-07-03', '2024-09-02'],
  ],
}

/** The holidays of a zone, in order. */
export const holidaysOfZone = (zone: SchoolZone): readonly Holiday[] =>
  schoolHolidays[zone].toSorted(([one], [other]) => (one < other ? -1 : 1))

/** The holiday that holds an ISO date; undefined on a day of school. The day one leaves is one of school. */
export const schoolHolidayOn = (zone: SchoolZone, date: string): Holiday | undefined =>
  schoolHolidays[zone].find(([leave, back]) => leave < date && date < back)

/** Whether the calendar of that day is published: from 1 September 2023 to the last return that is known. */
export const knowsSchoolHolidays = (zone: SchoolZone, date: string): boolean =>
  date >= '2023-09-01' && schoolHolidays[zone].some(([, back]) => date < back)

/** Départements by zone; the academies of each are whole départements. */
const departements: Readonly<Record<SchoolZone, string>> = {
  A: '01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90',
  B: '02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 67 68 72 76 80 83 84 85 88',
  C: '09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95',
  corse: '2A 2B 20',
  guadeloupe: '971 977 978',
  martinique: '972',
  guyane: '973',
  reunion: '974',
  'saint-pierre-et-miquelon': '975',
  mayotte: '976',
}
const zones = new Map<string, SchoolZone>()
for (const zone of Object.keys(schoolHolidays) as SchoolZone[])
  for (const code of departements[zone].split(' ')) zones.set(code, zone)

/** The zone of a département (`67`, `067`), or of a school by the first three characters of its UAI (`0670001A`); undefined elsewhere. */
export function zoneOf(code: string): SchoolZone | undefined {
  const departement = code.slice(0, 3).replace(/^0(?=\w\w$)/, '')
  // Corsica's schools are 620 and 720 in an UAI.
  return departement === '620' || departement === '720' ? 'corse' : zones.get(departement)
}
