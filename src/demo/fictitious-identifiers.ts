/**
 * Identifiers with the form and the keys of real ones that no real school or firm bears: a UAI whose number starts with 9
 * (none is given out), a SIREN that starts with 000.
 */

const uaiLetters = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** `0149001A`: the département, 9, a number from 1 to 999, the control letter. */
export function fictitiousUai(departement: string, number: number): string {
  const prefix = departement.length === 3 ? departement : departement.padStart(3, '0')
  const digits = `${prefix}9${String(number).padStart(3, '0')}`
  // Corsica's letters count as digits in the key.
  const value = Number(digits.replace('A', '0').replace('B', '1'))
  return `${digits}${uaiLetters[value % 23]}`
}

/** `000123455`: nine digits, Luhn-valid. Numbers up to 99,999; larger ones take one of the three zeros. */
export function fictitiousSiren(number: number): string {
  const body = String(number).padStart(8, '0')
  return body + luhnDigit(body)
}

/** The establishment number of a site, so that the SIRET as a whole is Luhn-valid too. */
export function fictitiousSiret(siren: string, site: number): string {
  const body = `${siren}${String(site).padStart(4, '0')}`
  return body + luhnDigit(body)
}

function luhnDigit(body: string): number {
  let sum = 0
  for (let index = 0; index < body.length; index++) {
    const digit = Number(body[body.length - 1 - index])
    const doubled = index % 2 === 0 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return (10 - (sum % 10)) % 10
}
