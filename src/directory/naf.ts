import { sectorLabels } from './sectors.ts'

/**
 * The sector of an activity, by the beginnings of NAF codes (divisions, groups, classes); the longest that fits decides.
 * Kept in step with the national platform's own table by a test.
 */
const beginnings: Readonly<Record<string, string>> = {
  s1: '0891Z 109 2830Z 4661Z',
  s2: '711 81',
  s3: '2540Z 3040Z',
  s4: '3240Z 74',
  s5: '1420Z 151',
  s6: '90',
  s7: '1820Z 4743Z 59',
  s8: '29 45',
  s9: '64 65 66',
  s10: '4120 42 43',
  s11: '9602 9604Z',
  s12: '46 47 96',
  s13: '6312Z 731',
  s14: '6920Z 70 77 78 82 92',
  s15: '7120 7320Z 7490',
  s16: '30',
  s17: '60 91',
  s18: '6910Z',
  s19: '181 581',
  s20: '26 27 4742Z 61 9512Z',
  s21: '05 06 0910Z 19 2530Z 35 4730Z 4950Z',
  s22: '85',
  s23: '0170Z 0230Z 089 36 37 38 39',
  s24: '02 16',
  s25: '84',
  s26: '55 56',
  s27: '4110 68',
  s28: '10 11',
  s29: '12 20 21 22',
  s30: '07 0990Z 24 25 28 329',
  s31: '4741Z 5829 62 6311Z 9511Z',
  s32: '5821Z',
  s33: '639',
  s34: '49 50 51 52',
  s35: '33',
  s37: '256 257 259 952',
  s38: '310 32',
  s39: '13 14 1520Z 4751Z',
  s40: '17',
  s41: '3250',
  s42: '72',
  s43: '75 86',
  s44: '80',
  s45: '53',
  s46: '87 88 94 97 98',
  s47: '3230Z 93',
  s48: '79',
  s49: '7430Z',
  s50: '081 0899Z 23',
  s51: '01 03',
}

const sectorByBeginning: ReadonlyMap<string, string> = new Map(
  Object.entries(beginnings).flatMap(([sector, codes]) => codes.split(' ').map((code) => [code, sector] as const)),
)

/** A NAF code as the database keeps it, `6201Z`; undefined when the text is none. */
export function readNaf(text: string): string | undefined {
  const code = text.replace(/[\s.]/g, '').toUpperCase()
  return /^\d{4}[A-Z]$/.test(code) ? code : undefined
}

/** The sector (`s31`) of a NAF code, with or without its dot; undefined where the classification has no such activity. */
export function sectorOfNaf(naf: string): string | undefined {
  const code = readNaf(naf)
  if (code === undefined) return undefined
  for (let length = 5; length >= 2; length--) {
    const sector = sectorByBeginning.get(code.slice(0, length))
    if (sector !== undefined) return sector
  }
  return undefined
}

/** « Informatique et réseaux »; undefined for a code that is none of the sectors. */
export const sectorWords = (sector: string | undefined): string | undefined =>
  sector === undefined ? undefined : sectorLabels.get(sector)
