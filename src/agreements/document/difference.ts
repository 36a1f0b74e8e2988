/** A piece of a text, and whether it stands in both, only in the former, only in the latter. */
export interface Piece {
  readonly in: 'both' | 'before' | 'after'
  readonly text: string
}

/** What changed from one text to another, word by word: the longest common sequence of words stays. */
export function difference(before: string, after: string): readonly Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  // common[i][j]: how many words the rests from i and from j have in common.
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1))
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) {
      const row = common[i]
      if (row) row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const pieces: { in: Piece['in']; text: string }[] = []
  const put = (where: Piece['in'], text: string | undefined): void => {
    const last = pieces.at(-1)
    if (last?.in === where) last.text += text ?? ''
    else pieces.push({ in: where, text: text ?? '' })
  }
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      put('both', old[i])
      i++
      j++
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) put('before', old[i++])
    else put('after', now[j++])
  }
  return pieces
}

/** Words with the blank after them, so that the pieces joined are the text. */
const wordsOf = (text: string): readonly string[] => text.match(/\S+\s*|^\s+/g) ?? []
