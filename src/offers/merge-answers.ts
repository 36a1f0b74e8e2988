import type { OfferAnswers } from './offer-answers.ts'

/** An answer that two people changed in two ways. */
export interface AnswerConflict {
  readonly key: string
  readonly mine: string | readonly string[] | undefined
  readonly theirs: string | readonly string[] | undefined
}

export interface MergedAnswers {
  /** Mine, with all that only they changed; where both did, mine. */
  readonly answers: OfferAnswers
  /** Both changed, differently: a person chooses. */
  readonly conflicts: readonly AnswerConflict[]
  /** They changed, I did not. */
  readonly theirs: readonly string[]
}

/** Puts two people's answers together, both begun from `base`: nothing that only one of them touched is lost or asked about. */
export function mergeAnswers(base: OfferAnswers, mine: OfferAnswers, theirs: OfferAnswers): MergedAnswers {
  const answers: Record<string, string | readonly string[]> = {}
  const conflicts: AnswerConflict[] = []
  const taken: string[] = []
  for (const key of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const iChanged = !same(base[key], mine[key])
    const theyChanged = !same(base[key], theirs[key])
    const value = theyChanged && !iChanged ? theirs[key] : mine[key]
    if (value !== undefined) answers[key] = value
    if (!theyChanged || same(mine[key], theirs[key])) continue
    if (iChanged) conflicts.push({ key, mine: mine[key], theirs: theirs[key] })
    else taken.push(key)
  }
  return { answers, conflicts, theirs: taken }
}

/** An empty answer and none are the same; the order of several values says nothing. */
const same = (one: string | readonly string[] | undefined, other: string | readonly string[] | undefined): boolean =>
  canonical(one) === canonical(other)
const canonical = (answer: string | readonly string[] | undefined): string =>
  answer === undefined || typeof answer === 'string' ? (answer ?? '') : answer.toSorted().join('\n')
