/** Places that an allocation found, proposed to pupils and hosts: the door of this feature. */
import './tables.ts'

export { type Proposal, type ProposalState, proposalStates } from './proposal.ts'
export { findProposal, proposalsOfPupil, proposalsToAnswer } from './proposals.ts'
