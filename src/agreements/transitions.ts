import type { Deed } from '#/journal/index.ts'
import type { AgreementState } from './tables.ts'

/** In whose name an agreement moves: `school` also stands for the prescriber of a PMSMP. */
export type ActorKind = 'pupil' | 'family' | 'host' | 'school' | 'system'

/** One way for an agreement to move on. `needs` and `sends` are said as the documentation shows them. */
export interface Transition {
  readonly name: TransitionName
  readonly who: readonly ActorKind[]
  readonly from: readonly AgreementState[]
  readonly to: AgreementState
  readonly needs: string
  readonly sends: string
  /** How the journal names it. */
  readonly deed: Deed
}

export type TransitionName =
  | 'fill'
  | 'empty'
  | 'check'
  | 'change'
  | 'send'
  | 'revise'
  | 'sign'
  | 'start'
  | 'complete'
  | 'refuse'
  | 'drop'
  | 'replace'
  | 'cancel'
  | 'interrupt'
  | 'retract'

const adults = ['school', 'host', 'family', 'pupil'] as const

/** The life of an agreement, as data: nothing moves but along a row of this table. */
export const transitions: readonly Transition[] = [
  {
    name: 'fill',
    who: ['system'],
    from: ['draft'],
    to: 'filled',
    needs: 'nothing that the scheme asks for is missing',
    sends: 'school: ready to be checked',
    deed: 'agreement.filled',
  },
  {
    name: 'empty',
    who: ['system'],
    from: ['filled', 'checked'],
    to: 'draft',
    needs: 'something that was known is missing again',
    sends: 'nothing',
    deed: 'agreement.changed',
  },
  {
    name: 'check',
    who: ['school'],
    from: ['filled'],
    to: 'checked',
    needs:
      'no finding of the rules refuses it, or a validator lets pass what the law leaves to a person, with a written reason; its day becomes that of the rules, for ever',
    sends: 'nothing',
    deed: 'agreement.checked',
  },
  {
    name: 'change',
    who: ['system'],
    from: ['checked'],
    to: 'filled',
    needs: 'a substantive field changed',
    sends: 'nothing',
    deed: 'agreement.changed',
  },
  {
    name: 'send',
    who: ['school'],
    from: ['checked'],
    to: 'signing',
    needs: 'the document is frozen as the next version',
    sends: 'those who sign: their own link',
    deed: 'agreement.sent',
  },
  {
    name: 'revise',
    who: ['school'],
    from: ['signing'],
    to: 'filled',
    needs: 'a substantive field changes; only those whose consent it changes sign again',
    sends: 'nothing',
    deed: 'agreement.revised',
  },
  {
    name: 'sign',
    who: ['system'],
    from: ['signing'],
    to: 'signed',
    needs: 'everyone who must sign has signed this version, online, on paper or in person',
    sends: 'everyone: it is signed',
    deed: 'agreement.signed',
  },
  {
    name: 'start',
    who: ['system'],
    from: ['signed'],
    to: 'running',
    needs: 'the first day has come, where the territory is',
    sends: 'nothing',
    deed: 'agreement.started',
  },
  {
    name: 'complete',
    who: ['system'],
    from: ['running'],
    to: 'completed',
    needs: 'the last day has passed, where the territory is',
    sends: 'nothing',
    deed: 'agreement.completed',
  },
  {
    name: 'refuse',
    who: adults,
    from: ['draft', 'filled', 'checked', 'signing'],
    to: 'refused',
    needs: 'a reason',
    sends: 'the others concerned: why, and what comes next',
    deed: 'agreement.refused',
  },
  {
    name: 'drop',
    who: ['system'],
    from: ['draft', 'filled', 'checked', 'signing', 'signed', 'running'],
    to: 'cancelled',
    needs: 'the confirmed place it came from was given back, or the amended agreement ended',
    sends: 'nothing (whoever gave the place back told everyone)',
    deed: 'agreement.cancelled',
  },
  {
    name: 'replace',
    who: ['school'],
    from: ['draft', 'filled', 'checked', 'signing', 'signed', 'running'],
    to: 'replaced',
    needs: 'another agreement that replaces it, with another host',
    sends: 'the host: why',
    deed: 'agreement.replaced',
  },
  {
    name: 'cancel',
    who: ['school', 'host', 'family'],
    from: ['signed'],
    to: 'cancelled',
    needs: 'a reason, before the first day',
    sends: 'the others concerned: why, and what comes next',
    deed: 'agreement.cancelled',
  },
  {
    name: 'interrupt',
    who: ['school', 'host', 'family'],
    from: ['running'],
    to: 'cancelled',
    needs: 'a reason and the last day of presence',
    sends: 'the others concerned: why, and what comes next',
    deed: 'agreement.interrupted',
  },
  {
    name: 'retract',
    who: ['school'],
    from: ['completed'],
    to: 'cancelled',
    needs: 'it was made elsewhere and noted by mistake, no more than 30 days after it was over, without a certificate',
    sends: 'nothing',
    deed: 'agreement.retracted',
  },
]

const byName = new Map(transitions.map((transition) => [transition.name, transition]))

/** The row of the table. */
export function transitionOf(name: TransitionName): Transition {
  const found = byName.get(name)
  if (!found) throw new Error(`no transition is called ${name}`)
  return found
}

/** What someone may do from a state. */
export const openTransitions = (state: AgreementState, who: ActorKind): readonly TransitionName[] =>
  transitions.filter((each) => each.from.includes(state) && each.who.includes(who)).map(({ name }) => name)
