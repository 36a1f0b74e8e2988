/** Lower case, no accents, single blanks: what a forgiving search compares. */
export function searchable(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s’'-]+/g, ' ')
    .trim()
}
