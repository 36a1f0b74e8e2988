import { z } from 'zod'
import { duringWords } from '#/design/index.ts'
import { defineMail } from '#/messages/index.ts'
import { proposalFacts } from '../proposal-facts.ts'

/** The seat is free again: nothing to do, and nothing about why a pupil said no. */
export const hostToldProposal = defineMail({
  name: 'proposals.host-told',
  schema: z.object({ proposal: z.uuid() }),
  label: 'Suites des élèves proposés',
  because: 'un élève vous avait été proposé',
  duty: 'must',
  pace: 'digest',
  async write({ db }, { proposal: id }) {
    const facts = await proposalFacts(db, id)
    if (!facts || !['refused', 'expired', 'withdrawn'].includes(facts.proposal.state)) return undefined
    const { proposal, offer } = facts
    const during = duringWords(proposal.weeks)
    return {
      subject: 'Une place est de nouveau libre',
      paragraphs: [
        `L’élève proposé pour « ${offer.title} », ${during}, ne viendra pas. La place est de nouveau libre, et vous n’avez rien à faire.`,
        'Merci d’ouvrir vos portes : un autre élève pourra en profiter.',
      ],
      digest: `La place de « ${offer.title} », ${during}, est de nouveau libre`,
    }
  },
})
