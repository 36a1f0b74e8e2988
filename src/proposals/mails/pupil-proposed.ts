import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { deadlineWords } from '#/applications/index.ts'
import { duringWords } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { journeyWords } from '../journey-words.ts'
import { openStates } from '../proposal.ts'
import { proposalFacts } from '../proposal-facts.ts'

/** A place was found for a pupil. Not sent to one who has answered, or whose proposal ended meanwhile. */
export const pupilProposed = defineMail({
  name: 'proposals.pupil-proposed',
  schema: z.object({ proposal: z.uuid(), occasion: z.enum(['new', 'reminder']) }),
  label: 'Places trouvées pour toi',
  because: { tu: 'tu as demandé de l’aide pour trouver un stage', vous: 'vous avez demandé de l’aide' },
  duty: 'must',
  pace: 'now',
  texts: true,
  async write({ db, configuration }, { proposal: id, occasion }) {
    const facts = await proposalFacts(db, id)
    if (!facts || !openStates.includes(facts.proposal.state) || facts.proposal.agreedAt.pupil) return undefined
    const { proposal, offer, timeZone } = facts
    const until = deadlineWords(proposal.expiresAt, timeZone)
    const journey = journeyWords(proposal)
    return {
      subject: occasion === 'new' ? 'On a trouvé une place pour toi' : 'La place trouvée pour toi attend ta réponse',
      paragraphs: [
        `La coordination des stages a cherché avec toi : ${offer.hostName} a une place pour « ${offer.title} », ${duringWords(proposal.weeks)}.`,
        ...(journey === undefined ? [] : [`Le trajet : ${journey}.`]),
        `Elle est gardée pour toi jusqu’au ${until}. Dis oui, et dès que le lieu dit oui aussi, elle est à toi. Dis non, et on continue à chercher.`,
      ],
      action: {
        label: 'Voir la place et répondre',
        href: `${originOf(configuration)}${addressOf('proposal', { proposal: id })}`,
      },
      digest: `Une place trouvée pour toi attend ta réponse avant le ${until}`,
      sms: 'Une place de stage est gardée pour toi. Connecte-toi à Passerelle pour répondre.',
    }
  },
})
