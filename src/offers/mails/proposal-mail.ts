import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { weekWords } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findProposal, proposalToken } from '../proposals.ts'

/** To a first-timer: one press on its link, and the place shows. */
export const proposalMail = defineMail({
  name: 'offers.proposal',
  label: 'Confirmation d’une place proposée',
  because: 'une place de stage a été proposée avec votre adresse',
  duty: 'must',
  pace: 'now',
  schema: z.object({ proposalId: z.string() }),
  async write(services, { proposalId }) {
    const { db, configuration, key } = services
    const stored = await findProposal(services, db, proposalId)
    if (!stored || stored.isConfirmed || stored.isOver) return undefined
    const { hostName, content } = stored.proposal
    const href = `${originOf(configuration)}${addressOf('proposeConfirm', { token: proposalToken(key, proposalId) })}`
    return {
      subject: 'Confirmez votre place de stage',
      paragraphs: [
        `Vous proposez d’accueillir des élèves, au nom de ${hostName} :`,
        content.weeks.map(({ week, seats }) => `${weekWords(week)} : ${seats} ${seats > 1 ? 'places' : 'place'}`),
        'Confirmez votre adresse : la place sera alors visible, et les candidatures vous arriveront ici. Le lien sert une fois, pendant sept jours.',
        'Si ce n’est pas vous, ne faites rien : rien ne sera publié, et tout sera effacé.',
      ],
      action: { label: 'Confirmer et publier', href },
      digest: 'Confirmez votre place de stage',
    }
  },
})
