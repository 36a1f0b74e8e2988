/** Places that an allocation found, proposed to pupils and hosts: the door of this feature. */
import './tables.ts'

export { answerProposal } from './answer-proposal.ts'
export { avoidedOffers } from './avoided-offers.ts'
export { placeProposalJobs } from './jobs.ts'
export { proposalMails } from './mails/index.ts'
export { placeOfProposal, placeOfWave } from './places.ts'
export { openStates as openProposalStates, type Proposal, type ProposalState, proposalStates } from './proposal.ts'
export { proposalsOfPupil, proposalsToAnswer } from './proposals.ts'
export { proposeTo } from './propose-places.ts'
export { dropWave, fewestDays, keepBack, mostDays, sendWave, usualDays } from './send-wave.ts'
export { countWaveResults, type FoundPlace, type WaveResult, waveResults } from './wave-results.ts'
export {
  countWaves,
  findWave,
  lastOutcome,
  listWaves,
  openWave,
  openWaves,
  type Wave,
  type WaveCounts,
  type WaveState,
} from './waves.ts'
export { placeProposalsWeb } from './web.tsx'
