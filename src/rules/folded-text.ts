/**
 * A text in lower case and without accents, of the very same length: what is found in it stands at the same place in the text.
 * Typographic apostrophes and spaces become plain ones; « œ » becomes « o ».
 */
export const foldedText = (text: string): string => text.replace(/[^\n!-~]/g, foldSign).toLowerCase()

function foldSign(sign: string): string {
  if (/\s/.test(sign)) return ' '
  if (sign === '’' || sign === '‘') return "'"
  const [base = sign] = sign.normalize('NFD')
  return base === 'œ' || base === 'Œ' ? 'o' : base === 'æ' || base === 'Æ' ? 'a' : base.length === 1 ? base : sign
}
