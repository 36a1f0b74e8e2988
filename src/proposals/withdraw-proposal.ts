import './tables.ts'
import type { MoveServices } from '#/applications/index.ts'
import { type Actor, lockForMove, release } from './move-proposal.ts'
import { openStates, type Proposal, type ProposalState } from './proposal.ts'

/** The coordination takes a proposal back while it waits; again changes nothing. */
export function withdrawProposal(
  services: MoveServices,
  { proposalId, by }: { readonly proposalId: string; readonly by: Actor },
): Promise<
  { readonly proposal: Proposal } | { readonly why: 'unknown' } | { readonly why: 'changed'; state: ProposalState }
> {
  return services.db.transaction().execute(async (tx) => {
    const proposal = await lockForMove(tx, proposalId)
    if (!proposal) return { why: 'unknown' } as const
    if (proposal.state === 'withdrawn') return { proposal }
    if (!openStates.includes(proposal.state)) return { why: 'changed', state: proposal.state } as const
    const move = { transition: 'withdraw', by, set: { reason: 'coordination' } } as const
    return { proposal: await release(services, tx, proposal, move) }
  })
}
