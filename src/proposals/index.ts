/** Places that an allocation found, proposed to pupils and hosts: the door of this feature. */
import './tables.ts'

export type { ProposalState } from './tables.ts'
