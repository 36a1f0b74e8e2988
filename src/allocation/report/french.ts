const whole = new Intl.NumberFormat('fr-FR')
const percent = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 0 })
const kilometres = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 })

export const sayNumber = (number: number): string => whole.format(number)
export const sayKilometres = (km: number): string => `${kilometres.format(km)}\u00a0km`

/** « 3 places », « 1 place ». French takes the singular below two. */
export const sayCount = (number: number, one: string, many = `${one}s`): string =>
  `${whole.format(number)}\u00a0${Math.abs(number) < 2 ? one : many}`

/** Whole percents that never round to all or nothing what is not. */
export function sayShare(part: number, total: number): string {
  if (total === 0) return '–'
  const share = part / total
  if (share > 0 && share < 0.01) return 'moins de 1\u00a0%'
  return percent.format(share < 1 ? Math.min(0.99, share) : share)
}
