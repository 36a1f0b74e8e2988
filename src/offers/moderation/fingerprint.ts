import { foldedText } from '#/rules/index.ts'

/**
 * What stays of an offer's text when case, accents, figures, punctuation and the order of its sentences are taken away: two offers with
 * the same one say the same thing. Undefined for a text too short to mean anything (« Découverte du métier »).
 */
export function fingerprintOf({
  description,
  activities,
}: {
  readonly description: string
  readonly activities: string
}): string | undefined {
  const sentences = foldedText(`${description}\n${activities}`)
    .split(/[.!?;\n]+/)
    .map((sentence) => sentence.replace(/[^a-z]+/g, ' ').trim())
    .filter((sentence) => sentence !== '')
    .toSorted()
  const text = sentences.join('. ')
  return text.split(' ').length < 12 ? undefined : text
}
