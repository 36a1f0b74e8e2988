import { findOffer, type Offer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { findPupil, type Pupil } from '#/pupils/index.ts'
import { findSchool, timeZoneOf } from '#/territory/index.ts'
import type { Proposal } from './proposal.ts'
import { findProposal } from './proposals.ts'

/** What pages and mails about a proposed place are written from. */
export interface ProposalFacts {
  readonly proposal: Proposal
  readonly offer: Offer
  readonly pupil: Pupil
  readonly schoolName: string
  readonly timeZone: string
}

/** The facts as they are now; undefined when there is no such proposal. */
export async function proposalFacts(db: Db, id: string): Promise<ProposalFacts | undefined> {
  const proposal = await findProposal(db, id)
  const offer = proposal && (await findOffer(db, proposal.offerId))
  const pupil = proposal && (await findPupil(db, proposal.pupilId))
  if (!proposal || !offer || !pupil) return undefined
  const { territoryId, school } = proposal
  return {
    proposal,
    offer,
    pupil,
    schoolName: (await findSchool(db, territoryId, school))?.name ?? school,
    timeZone: await timeZoneOf(db, territoryId),
  }
}

/** The pupil's name once the host said yes: who comes is theirs to know, who might come is not. */
export const nameForHost = ({ proposal, pupil }: Pick<ProposalFacts, 'proposal' | 'pupil'>): string =>
  proposal.agreedAt.host ? `${pupil.firstName} ${pupil.lastName.slice(0, 1)}.` : 'Un élève ou une élève'
