import { sectorLabels } from '#/directory/index.ts'

/**
 * Lower case without accents, only letters, digits and single spaces: the same as `search_fold` in the database, so that what is typed
 * and what is stored meet.
 */
export const fold = (text: string): string =>
  text
    .replaceAll(/œ/gi, 'oe')
    .replaceAll(/æ/gi, 'ae')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

/** Said around what is looked for: « un stage chez un vétérinaire » looks for a vétérinaire. */
const emptyWords = new Set(
  'a au aux avec ce ces chez d dans de des du en et j je l la le les leur ma mes mon n ne nous on ou par pas pour qu que qui s sa se ses son sur ta te tes ton tu un une vous y stage stages place places offre offres metier metiers entreprise'.split(
    ' ',
  ),
)

const mostWords = 8

/** The words of a keyword that say something, at most eight. */
export const wordsOf = (text: string): readonly string[] =>
  [...new Set(fold(text.slice(0, 300)).split(' '))]
    .filter((word) => word !== '' && word.length <= 40 && !emptyWords.has(word))
    .slice(0, mostWords)

/** Place names as people write them: « st lo », « Saint-Lô » and « SAINT LO » are one. */
export const foldPlace = (text: string): string =>
  fold(text)
    .replaceAll(/\bste\b/g, 'sainte')
    .replaceAll(/\bst\b/g, 'saint')

/** Sectors whose name holds every one of the words (as beginnings, five letters or more): what hosts do not always write in a title. */
export function sectorsNamed(words: readonly string[]): readonly string[] {
  if (words.length === 0) return []
  return [...foldedSectors].flatMap(([code, label]) => {
    const parts = label.split(' ')
    return words.every((word) => parts.some((part) => part === word || samePart(part, word))) ? [code] : []
  })
}

const samePart = (part: string, word: string): boolean =>
  Math.min(part.length, word.length) >= 5 && (part.startsWith(word) || word.startsWith(part))

const foldedSectors: ReadonlyMap<string, string> = new Map(
  [...sectorLabels].map(([code, label]) => [code, fold(label)] as const),
)

/**
 * Of the known words the one nearest to a mistyped one: one slip in words up to five letters, two in longer ones (a letter more, less,
 * other, or two swapped); undefined when none is near. Equal slips: the same first letter, then the shortest, then the alphabet.
 */
export function nearestWord(typed: string, known: Iterable<string>): string | undefined {
  const most = typed.length <= 3 ? 0 : typed.length <= 5 ? 1 : 2
  let best: { word: string; rank: readonly [number, number, number] } | undefined
  for (const word of known) {
    if (Math.abs(word.length - typed.length) > most) continue
    const slips = slipsBetween(typed, word, most)
    if (slips > most) continue
    const rank = [slips, word[0] === typed[0] ? 0 : 1, word.length] as const
    if (!best || compare(rank, best.rank) < 0 || (compare(rank, best.rank) === 0 && word < best.word))
      best = { word, rank }
  }
  return best?.word
}

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, index) => value - b[index]!).find((difference) => difference !== 0) ?? 0

/** Optimal string alignment distance; `most + 1` as soon as it is certain to be more than `most`. */
function slipsBetween(a: string, b: string, most: number): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const next = [row]
    let least = row
    for (let column = 1; column <= b.length; column++) {
      let slips = Math.min(
        last[column]! + 1,
        next[column - 1]! + 1,
        last[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1),
      )
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        slips = Math.min(slips, before[column - 2]! + 1)
      next.push(slips)
      least = Math.min(least, slips)
    }
    if (least > most) return most + 1
    before = last
    last = next
  }
  return last[b.length]!
}
