import type { OfferState } from './tables.ts'

/** Who may take an offer from one state to another: those who answer for the host, or the coordination. */
export type Mover = 'host' | 'coordinator'

export interface OfferMove {
  readonly from: readonly OfferState[]
  readonly to: OfferState
  readonly who: readonly Mover[]
  /** `law`: only what the rules allow; `judgement`: moderation says whether it waits (src/offers/moderation). */
  readonly needs: readonly ('law' | 'judgement')[]
}

/** The life of an offer. What is not here cannot happen; an undo puts back the state before. */
export const offerMoves: readonly OfferMove[] = [
  { from: ['draft', 'paused', 'archived'], to: 'published', who: ['host'], needs: ['law', 'judgement'] },
  // Published at once or looked at first: `judgement` chooses between this row and the one above.
  {
    from: ['draft', 'asked', 'refused', 'published', 'paused', 'archived'],
    to: 'waiting',
    who: ['host'],
    needs: ['law'],
  },
  { from: ['waiting', 'asked', 'refused'], to: 'published', who: ['coordinator'], needs: ['law'] },
  { from: ['waiting', 'published', 'paused'], to: 'asked', who: ['coordinator'], needs: [] },
  { from: ['waiting', 'asked', 'published', 'paused'], to: 'refused', who: ['coordinator'], needs: [] },
  // Something grave was reported by somebody trusted: looked at first, shown again only by the coordination.
  { from: ['published'], to: 'waiting', who: ['coordinator'], needs: [] },
  { from: ['published'], to: 'paused', who: ['host', 'coordinator'], needs: [] },
  { from: ['draft', 'waiting', 'asked', 'published', 'paused', 'refused'], to: 'archived', who: ['host'], needs: [] },
]

/** The move that leads there, for this person; undefined when there is none. */
export const moveOf = (from: OfferState, to: OfferState, by: Mover): OfferMove | undefined =>
  offerMoves.find((move) => move.to === to && move.from.includes(from) && move.who.includes(by))

/** How states are said to the host, what they mean, and how they look. */
export const stateWords: Readonly<
  Record<
    OfferState,
    { readonly label: string; readonly tone: 'need' | 'wait' | 'ok' | 'plain'; readonly means: string }
  >
> = {
  draft: { label: 'à publier', tone: 'need', means: 'Personne ne la voit. Relisez-la, puis publiez.' },
  waiting: { label: 'en relecture', tone: 'wait', means: 'La coordination la relit avant de la montrer aux élèves.' },
  asked: { label: 'à corriger', tone: 'need', means: 'La coordination vous demande une correction.' },
  published: { label: 'publiée', tone: 'ok', means: 'Les élèves la voient et candidatent.' },
  paused: {
    label: 'en pause',
    tone: 'plain',
    means: 'Les élèves ne la voient plus. Les places promises restent promises.',
  },
  refused: { label: 'refusée', tone: 'need', means: 'La coordination ne l’a pas retenue.' },
  archived: { label: 'archivée', tone: 'plain', means: 'Rangée. Vous pouvez la reconduire pour une autre année.' },
}
