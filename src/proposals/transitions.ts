import type { Deed } from '#/journal/index.ts'
import type { ActorKind, ProposalState } from './proposal.ts'

export type TransitionName = 'propose' | 'agree' | 'confirm' | 'refuse' | 'expire' | 'overtake' | 'withdraw'

/** One way for a proposed place to move on. `needs` and `sends` are said as the documentation shows them. */
export interface Transition {
  readonly name: TransitionName
  readonly who: readonly ActorKind[]
  /** Empty: it begins there. */
  readonly from: readonly ProposalState[]
  readonly to: ProposalState
  readonly needs: string
  readonly sends: string
  /** How the journal names it. */
  readonly deed: Deed
}

/** The life of a proposed place, as data: nothing moves but along a row of this table. */
export const transitions: readonly Transition[] = [
  {
    name: 'propose',
    who: ['system'],
    from: [],
    to: 'proposed',
    needs:
      'a coordinator sent the wave; the pupil still misses these weeks and still wants help; a seat in every week, taken in the same transaction and held until the end',
    sends:
      'pupil (or those who teach the class, when no mail reaches the pupil) and host: the place, with the day until which to answer; a reminder two days before',
    deed: 'proposal.sent',
  },
  {
    name: 'agree',
    who: ['pupil', 'host'],
    from: ['proposed'],
    to: 'accepted',
    needs: 'the other has not agreed yet; someone of the school may say it for the pupil, as in all answers of a pupil',
    sends: 'nothing',
    deed: 'proposal.agreed',
  },
  {
    name: 'confirm',
    who: ['pupil', 'host'],
    from: ['accepted'],
    to: 'confirmed',
    needs:
      'the other agreed before; the held seat becomes the seat of a confirmed application, in the same transaction',
    sends: 'what the application sends (`place`)',
    deed: 'proposal.confirmed',
  },
  {
    name: 'refuse',
    who: ['pupil', 'host'],
    from: ['proposed', 'accepted'],
    to: 'refused',
    needs: 'a reason of the list; the seat is free again',
    sends: 'the other side: a word; the pupil stays on the list',
    deed: 'proposal.refused',
  },
  {
    name: 'expire',
    who: ['system'],
    from: ['proposed', 'accepted'],
    to: 'expired',
    needs: 'its last day has passed; the seat is free again',
    sends: 'pupil and host: a word; the pupil stays on the list',
    deed: 'proposal.expired',
  },
  {
    name: 'overtake',
    who: ['system'],
    from: ['proposed', 'accepted'],
    to: 'withdrawn',
    needs:
      'the pupil is placed elsewhere in one of its weeks, left, or no longer wants help; or the place is gone; the seat is free again',
    sends: 'host: a word; pupil: a word when the place is gone',
    deed: 'proposal.withdrawn',
  },
  {
    name: 'withdraw',
    who: ['coordinator'],
    from: ['proposed', 'accepted'],
    to: 'withdrawn',
    needs: 'the seat is free again',
    sends: 'pupil and host: a word',
    deed: 'proposal.withdrawn',
  },
]

const byName = new Map(transitions.map((transition) => [transition.name, transition]))

/** The row of the table. */
export function transitionOf(name: TransitionName): Transition {
  const found = byName.get(name)
  if (!found) throw new Error(`no transition of a proposal is called ${name}`)
  return found
}
