/** A name as it is printed: « DE LA TOUR » reads « De La Tour », « D’ALMEIDA-ROY » reads « D’Almeida-Roy »; one already in small letters stays. */
export function printedName(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll("'", '’').trim()
  if (line !== line.toUpperCase() || !/\p{L}{2}/u.test(line)) return line
  return line
    .toLowerCase()
    .replaceAll(/(^|[\s’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

/** « MARCHAND Lina » or « MARCHAND Lina Rose »: the family name stands in capitals. Undefined when nothing tells them apart. */
export function splitName(text: string): { readonly lastName: string; readonly firstName: string } | undefined {
  const words = text.trim().split(/\s+/)
  const isLoud = (word: string): boolean => word === word.toUpperCase() && /\p{L}/u.test(word)
  const end = words.findIndex((word) => !isLoud(word))
  if (end > 0) return { lastName: words.slice(0, end).join(' '), firstName: words.slice(end).join(' ') }
  // « Lina MARCHAND »
  const start = words.findIndex(isLoud)
  if (end === 0 && start > 0 && words.slice(start).every(isLoud))
    return { lastName: words.slice(start).join(' '), firstName: words.slice(0, start).join(' ') }
  // Two words in one kind of letters: the family name first, as lists have it.
  const [lastName, firstName] = words
  return words.length === 2 && lastName !== undefined && firstName !== undefined ? { lastName, firstName } : undefined
}
