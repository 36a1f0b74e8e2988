/** Why a text is no SIRET. */
export type SiretRefusal = 'empty' | 'letters' | 'length' | 'siren_only' | 'key'

/** La Poste: its establishments but the head office break Luhn's rule; there the plain sum of digits is a multiple of five (INSEE). */
const laPoste = '356000000'

/**
 * Reads the number of an establishment as people type it, with blanks, dots or dashes: its fourteen digits.
 * @example readSiret('356 000 000 00048') // { siret: '35600000000048' }
 */
export function readSiret(
  text: string,
): { readonly siret: string } | { readonly why: SiretRefusal; readonly digits: number } {
  const siret = text.replace(/[\s.\-–]/g, '')
  const no = (why: SiretRefusal) => ({ why, digits: siret.length })
  if (siret === '') return no('empty')
  if (!/^[0-9]+$/.test(siret)) return no('letters')
  if (siret.length === 9 && isLuhn(siret)) return no('siren_only')
  if (siret.length !== 14) return no('length')
  return hasKey(siret) ? { siret } : no('key')
}

/** What to tell whoever typed it. */
export function siretWords({ why, digits }: { readonly why: SiretRefusal; readonly digits: number }): string {
  switch (why) {
    case 'empty':
      return 'Donnez le numéro SIRET, ou dites que la structure n’en a pas.'
    case 'letters':
      return 'Un numéro SIRET ne contient que des chiffres. Reprenez-le, par exemple sur une facture ou un avis de situation.'
    case 'siren_only':
      return 'Ces 9 chiffres sont le SIREN de l’entreprise. Ajoutez les 5 chiffres du lieu d’accueil pour avoir son SIRET.'
    case 'length':
      return `Un numéro SIRET a 14 chiffres, celui-ci en a ${digits}. Vérifiez qu’il n’en manque pas et qu’il n’y en a pas en trop.`
    case 'key':
      return 'Ce numéro ne peut pas être un SIRET : un chiffre est sans doute faux, ou deux sont échangés. Relisez-le.'
    default:
      return why satisfies never
  }
}

/** The company of an establishment: the first nine digits. */
export const sirenOf = (siret: string): string => siret.slice(0, 9)

/** « 123 456 789 00012 », as it is printed. */
export const siretSpaced = (siret: string): string =>
  siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4')

const hasKey = (siret: string): boolean =>
  isLuhn(siret) || (siret.startsWith(laPoste) && digitsOf(siret).reduce((sum, digit) => sum + digit, 0) % 5 === 0)

/** Luhn's rule: every second digit from the right doubled, the sum of all digits ends in 0. */
function isLuhn(digits: string): boolean {
  let sum = 0
  for (const [index, digit] of digitsOf(digits).toReversed().entries()) {
    const value = digit * (index % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

const digitsOf = (number: string): number[] => Array.from(number, Number)
