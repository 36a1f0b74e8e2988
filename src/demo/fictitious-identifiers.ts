/**
 * Identifiers with the form and the keys of real ones that no real school or firm bears: a UAI whose number starts with 9
 * (none is given out), a SIREN that starts with 000.
 */

const uaiLetters = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** `0149001H`: the département, 9, a number from 1 to 999, the control letter. */
export function fictitiousUai(departement: string, number: number): string {
  const digits = `${departement.padStart(3, '0')}9${String(number).padStart(3, '0')}`
  return digits + uaiLetter(digits)
}

/** The control letter of a UAI's seven first characters; Corsica's A and B count as 0 and 1. */
export function uaiLetter(digits: string): string {
  return uaiLetters.charAt(Number(digits.replace('A', '0').replace('B', '1')) % uaiLetters.length)
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
