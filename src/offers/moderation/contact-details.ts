/** A stretch of a text. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

const figures =
  '(?:zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante)'

/** Ways to leave an address in a text, plain or spelled out. On folded text (lower case, no accents). */
const forms: readonly RegExp[] = [
  // 06 12 34 56 78, +33 6.12.34.56.78, 06-12-34-56-78
  /(?<![\d/])(?:(?:\+|00)\s?33\s?(?:\(0\)\s?)?|0)[1-9](?:[\s./-]{0,2}\d{2}){4}(?![\d/])/g,
  // zéro six, douze, trente-quatre…: a nought and at least four more.
  new RegExp(`\\bzero[\\s,-]+${figures}(?:[\\s,-]+(?:et[\\s,-]+)?${figures}){3,}`, 'g'),
  // nom@exemple.fr, nom (at) exemple point fr, nom arobase exemple.fr
  /(?<![\w.+-])[a-z0-9][\w.+-]{0,63}\s?@\s?[a-z0-9-]+(?:\s?\.\s?[a-z0-9-]+)+/g,
  /(?<![\w.+-])[\w.+-]{1,64}\s{0,2}(?:[([{]\s*(?:at|arobase|a)\s*[)\]}]|\barobase\b)\s*[\w-]+\s*(?:\.|\bpoint\b|[([]\s*(?:dot|point)\s*[)\]])\s*[a-z]{2,}/g,
  /(?<![\w+-])[\w+-]{1,64} (?:at|chez) (?:gmail|hotmail|outlook|yahoo|orange|laposte|free|icloud|protonmail)\b(?:\s*(?:\.|point)\s*[a-z]{2,})?/g,
  // insta : @nom, snap : nom
  /\b(?:insta(?:gram)?|snap(?:chat)?|whatsapp|telegram|tiktok|discord|messenger|signal)\s*(?:[:=]\s*|(?=@))@?[\w.]{2,}/g,
  // écrivez-moi sur WhatsApp
  /\b(?:contact\w*|ecri\w+|ajout\w+|joindre|joign\w+|repond\w*|texto\w*|dm|mp)\b[^.!?\n]{0,30}\b(?:insta(?:gram)?|snap(?:chat)?|whatsapp|telegram|discord|messenger)\b/g,
  /(?<![\w.@])@[a-z][\w.]{2,}/g,
]

/** Where a text leaves a telephone number, an e-mail address or an account on a social network. */
export function findContactDetails(folded: string): readonly Stretch[] {
  const found = forms.flatMap((form) =>
    [...folded.matchAll(form)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  )
  return joinStretches(found)
}

/** Stretches in order, those that overlap made one. */
export function joinStretches(found: readonly Stretch[]): readonly Stretch[] {
  const done: Stretch[] = []
  for (const stretch of found.toSorted((a, b) => a.start - b.start)) {
    const former = done.at(-1)
    if (former && stretch.start <= former.end)
      done[done.length - 1] = { start: former.start, end: Math.max(former.end, stretch.end) }
    else done.push(stretch)
  }
  return done
}
