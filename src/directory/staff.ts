import { BOUND, numberWords } from '#/design/index.ts'

/** The bands of the register (INSEE's tranches d'effectifs): code, least and most. */
const bands: readonly { readonly code: string; readonly least: number; readonly most: number }[] = [
  { code: '00', least: 0, most: 0 },
  { code: '01', least: 1, most: 2 },
  { code: '02', least: 3, most: 5 },
  { code: '03', least: 6, most: 9 },
  { code: '11', least: 10, most: 19 },
  { code: '12', least: 20, most: 49 },
  { code: '21', least: 50, most: 99 },
  { code: '22', least: 100, most: 199 },
  { code: '31', least: 200, most: 249 },
  { code: '32', least: 250, most: 499 },
  { code: '41', least: 500, most: 999 },
  { code: '42', least: 1000, most: 1999 },
  { code: '51', least: 2000, most: 4999 },
  { code: '52', least: 5000, most: 9999 },
  { code: '53', least: 10_000, most: Number.POSITIVE_INFINITY },
]

/** The least number of people of a band of the register; undefined for `NN` (not an employer, or not said) and the unknown. */
export const leastStaff = (code: string): number | undefined => bands.find((band) => band.code === code)?.least

/** « 10 à 19 personnes », « sans salarié », « taille inconnue ». */
export function staffWords(staff: number | undefined): string {
  const band = staff === undefined ? undefined : bands.findLast(({ least }) => staff >= least)
  if (!band) return 'taille inconnue'
  if (band.most === 0) return 'sans salarié'
  if (band.most === Number.POSITIVE_INFINITY) return `${numberWords(band.least)}${BOUND}personnes${BOUND}ou${BOUND}plus`
  return `${numberWords(band.least)}${BOUND}à${BOUND}${numberWords(band.most)}${BOUND}personnes`
}

/** For forms: what to choose from, by the number that is kept. */
export const staffChoices: readonly { readonly value: string; readonly label: string }[] = bands.map(({ least }) => ({
  value: String(least),
  label: staffWords(least),
}))
