import type { Deed } from '#/journal/index.ts'
import type { ActorKind, ApplicationState } from './application.ts'

/** One way for an application to move on. `needs` and `sends` are said as the documentation shows them. */
export interface Transition {
  readonly name: TransitionName
  readonly who: readonly ActorKind[]
  readonly from: readonly ApplicationState[]
  readonly to: ApplicationState
  readonly needs: string
  readonly sends: string
  /** How the journal names it. */
  readonly deed: Deed
}

export type TransitionName =
  | 'submit'
  | 'queue'
  | 'read'
  | 'ask'
  | 'reply'
  | 'counter'
  | 'accept'
  | 'refuse'
  | 'undo'
  | 'confirm'
  | 'place'
  | 'withdraw'
  | 'overlap'
  | 'call'
  | 'recall'
  | 'expire'
  | 'close'
  | 'depart'
  | 'cancel'

/** The life of an application, as data: nothing moves but along a row of this table. */
export const transitions: readonly Transition[] = [
  {
    name: 'submit',
    who: ['pupil'],
    from: ['draft'],
    to: 'submitted',
    needs:
      'the offer is published and open to this pupil for these weeks, with a free seat in each; fewer than 10 open applications; no confirmed week among them',
    sends: 'host: everything to decide, with a link',
    deed: 'application.submitted',
  },
  {
    name: 'queue',
    who: ['pupil'],
    from: ['draft', 'accepted', 'countered'],
    to: 'waiting',
    needs: 'as `submit`, but a week is full (or the seat went to someone else before the confirmation)',
    sends: 'nothing',
    deed: 'application.waiting',
  },
  {
    name: 'read',
    who: ['host'],
    from: ['submitted'],
    to: 'read',
    needs: 'the host opens it',
    sends: 'nothing',
    deed: 'application.opened',
  },
  {
    name: 'ask',
    who: ['host'],
    from: ['submitted', 'read'],
    to: 'asked',
    needs: 'a question',
    sends: 'pupil: there is a question',
    deed: 'application.asked',
  },
  {
    name: 'reply',
    who: ['pupil'],
    from: ['asked'],
    to: 'read',
    needs: 'an answer',
    sends: 'host: the answer, with a link',
    deed: 'application.replied',
  },
  {
    name: 'counter',
    who: ['host'],
    from: ['submitted', 'read', 'asked'],
    to: 'countered',
    needs: 'other weeks of the offer, with a free seat in each, that suit the pupil',
    sends: 'pupil: other weeks',
    deed: 'application.countered',
  },
  {
    name: 'accept',
    who: ['host'],
    from: ['submitted', 'read', 'asked'],
    to: 'accepted',
    needs: 'a free seat in each of its weeks',
    sends: 'pupil: confirm within 7 days',
    deed: 'application.accepted',
  },
  {
    name: 'refuse',
    who: ['host'],
    from: ['submitted', 'read', 'asked', 'countered', 'accepted', 'waiting'],
    to: 'refused',
    needs: 'a reason of the list',
    sends: 'pupil: kind words and the next step',
    deed: 'application.refused',
  },
  {
    name: 'undo',
    who: ['host'],
    from: ['asked', 'countered', 'accepted', 'refused'],
    to: 'read',
    needs: 'within 10 minutes, and nothing followed',
    sends: 'nothing (what was not sent yet is not sent)',
    deed: 'application.undone',
  },
  {
    name: 'confirm',
    who: ['pupil'],
    from: ['accepted', 'countered'],
    to: 'confirmed',
    needs: 'a seat in every week, taken in the same transaction; no other confirmed week among them',
    sends: 'host: someone comes; the other hosts of overlapping applications: a word (`overlap`)',
    deed: 'application.confirmed',
  },
  {
    name: 'place',
    who: ['system'],
    from: ['draft', 'submitted', 'read', 'asked', 'countered', 'accepted', 'waiting'],
    to: 'confirmed',
    needs:
      'the pupil and the host both agreed to what an allocation proposed; as `confirm`, with the seat that was held meanwhile',
    sends: 'pupil: the place is confirmed; host: someone comes; the other hosts: a word (`overlap`)',
    deed: 'application.placed',
  },
  {
    name: 'withdraw',
    who: ['pupil'],
    from: ['draft', 'submitted', 'read', 'asked', 'countered', 'accepted', 'waiting'],
    to: 'withdrawn',
    needs: '',
    sends: 'host: a word, when it had been sent',
    deed: 'application.withdrawn',
  },
  {
    name: 'overlap',
    who: ['system'],
    from: ['draft', 'submitted', 'read', 'asked', 'countered', 'accepted', 'waiting'],
    to: 'withdrawn',
    needs: 'the pupil confirmed another place in one of its weeks',
    sends: 'host: a word, when it had been sent',
    deed: 'application.withdrawn',
  },
  {
    name: 'call',
    who: ['system'],
    from: ['waiting'],
    to: 'submitted',
    needs: 'a seat came free in every week, first of the list; the host had not accepted yet',
    sends: 'pupil: good news; host: everything to decide, with a link',
    deed: 'application.called',
  },
  {
    name: 'recall',
    who: ['system'],
    from: ['waiting'],
    to: 'accepted',
    needs: 'as `call`, and the host had accepted already',
    sends: 'pupil: confirm within 7 days',
    deed: 'application.called',
  },
  {
    name: 'expire',
    who: ['system'],
    from: ['draft', 'submitted', 'read', 'asked', 'countered', 'accepted', 'waiting'],
    to: 'expired',
    needs: 'its last day has passed: 15 days without an answer, 7 without a confirmation, or the first week begins',
    sends: 'pupil: kind words and the next step; host: a word, when the pupil did not confirm',
    deed: 'application.expired',
  },
  {
    name: 'close',
    who: ['system'],
    from: ['submitted', 'read', 'asked', 'countered', 'accepted', 'waiting'],
    to: 'refused',
    needs: 'its offer was archived by the host or refused by the coordination, 10 minutes ago or more',
    sends: 'pupil: kind words and the next step; host: a word, when it had been sent',
    deed: 'application.closed',
  },
  {
    name: 'depart',
    who: ['system'],
    from: ['draft', 'submitted', 'read', 'asked', 'countered', 'accepted', 'waiting'],
    to: 'withdrawn',
    needs: 'the pupil left the school, 10 minutes ago or more',
    sends: 'pupil and host: a word, when it had been sent',
    deed: 'application.departed',
  },
  {
    name: 'cancel',
    who: ['pupil', 'host', 'school'],
    from: ['confirmed'],
    to: 'cancelled',
    needs: 'a reason of the list; the seats are freed and the next of the waiting list is called',
    sends: 'the other side',
    deed: 'application.cancelled',
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
export const openTransitions = (state: ApplicationState, who: ActorKind): readonly TransitionName[] =>
  transitions.filter((each) => each.from.includes(state) && each.who.includes(who)).map(({ name }) => name)
