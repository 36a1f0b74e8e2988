import './tables.ts'
import { callWaiting, type MoveServices, placePupil } from '#/applications/index.ts'
import { freeSeats } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { type Actor, lockForMove, moveProposal, platformActor, release } from './move-proposal.ts'
import { openStates, type Proposal, type ProposalState, type Side } from './proposal.ts'
import { isReasonOf } from './reasons.ts'

export type ProposalAnswer = { readonly what: 'agree' } | { readonly what: 'refuse'; readonly reason: string }

export interface AnswerProposal {
  readonly proposalId: string
  readonly by: Actor & { readonly kind: Side }
  readonly answer: ProposalAnswer
}

export type Answered =
  | { readonly proposal: Proposal }
  | { readonly why: 'unknown' }
  /** It was settled otherwise meanwhile; nothing was changed. */
  | { readonly why: 'changed'; readonly state: ProposalState }
  /** No reason of the list was chosen. */
  | { readonly why: 'reason' }

/**
 * Gives the answer of one of the two. The second yes makes the place: the held seat becomes that of a confirmed application. A no frees
 * the seat. The same answer again changes nothing, and is answered like the first.
 */
export function answerProposal(services: MoveServices, { proposalId, by, answer }: AnswerProposal): Promise<Answered> {
  return services.db.transaction().execute(async (tx): Promise<Answered> => {
    const proposal = await lockForMove(tx, proposalId)
    if (!proposal) return { why: 'unknown' }
    if (isSaid(proposal, by.kind, answer)) return { proposal }
    if (!openStates.includes(proposal.state)) return { why: 'changed', state: proposal.state }
    // Its day has passed, and the sweep that says so has not come by yet.
    if (Temporal.Instant.compare(proposal.expiresAt, services.clock.now()) <= 0)
      return { why: 'changed', state: 'expired' }
    if (answer.what === 'agree') return { proposal: await agree(services, tx, proposal, by) }
    if (!isReasonOf(by.kind, answer.reason)) return { why: 'reason' }
    const set = { refusedBy: by.kind, reason: answer.reason }
    return { proposal: await release(services, tx, proposal, { transition: 'refuse', by, set }) }
  })
}

/** Whether this side has said just that already. */
const isSaid = ({ state, agreedAt, refusedBy }: Proposal, side: Side, { what }: ProposalAnswer): boolean =>
  what === 'agree'
    ? agreedAt[side] !== undefined && (state === 'accepted' || state === 'confirmed')
    : state === 'refused' && refusedBy === side

async function agree(services: MoveServices, tx: Db, proposal: Proposal, by: AnswerProposal['by']): Promise<Proposal> {
  const set = { agreed: by.kind }
  if (proposal.agreedAt[by.kind === 'pupil' ? 'host' : 'pupil'] === undefined)
    return moveProposal(services, tx, proposal, { transition: 'agree', by, set })
  // Given back and taken again under the same locks: nobody can come between.
  await freeSeats(tx, proposal)
  const placed = await placePupil(services, tx, {
    ...proposal,
    draws: 'Place proposée par la coordination des stages, et acceptée.',
  })
  if ('why' in placed) {
    const move = { transition: 'overtake', by: platformActor, set: { reason: placed.why } } as const
    const ended = await moveProposal(services, tx, proposal, move)
    await callWaiting(services, tx, proposal)
    return ended
  }
  return moveProposal(services, tx, proposal, {
    transition: 'confirm',
    by,
    set: { ...set, applicationId: placed.application.id },
  })
}
