import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { deadlineWords, levelForHost } from '#/applications/index.ts'
import { duringWords } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { hostLinkToken } from '../host-links.ts'
import { openStates } from '../proposal.ts'
import { proposalFacts } from '../proposal-facts.ts'

/** A pupil is proposed to a host; the link answers without an account. Not sent once the host has answered or it ended. */
export const hostProposed = defineMail({
  name: 'proposals.host-proposed',
  schema: z.object({ proposal: z.uuid(), occasion: z.enum(['new', 'reminder']) }),
  label: 'Élèves proposés par la coordination',
  because: 'vous proposez des places de stage',
  duty: 'must',
  pace: 'now',
  async write({ db, key, configuration }, { proposal: id, occasion }, { email }) {
    const facts = await proposalFacts(db, id)
    if (!facts || email === undefined) return undefined
    const { proposal, offer, pupil, schoolName, timeZone } = facts
    if (!openStates.includes(proposal.state) || proposal.agreedAt.host) return undefined
    const during = duringWords(proposal.weeks)
    const until = deadlineWords(proposal.expiresAt, timeZone)
    return {
      subject:
        occasion === 'new'
          ? 'Un élève vous est proposé pour l’une de vos places'
          : 'L’élève qui vous est proposé attend votre réponse',
      paragraphs: [
        `La coordination des stages a cherché une place pour les élèves qui n’en trouvent pas. La vôtre convient à l’un d’eux : « ${offer.title} », ${during}.`,
        `Un élève ou une élève ${levelForHost(pupil)}, ${schoolName}. Vous saurez qui si vous dites oui.`,
        `La place lui est gardée jusqu’au ${until}. Un oui ou un non suffit, sans compte ; si vous dites non, la place est de nouveau libre.`,
      ],
      action: {
        label: 'Répondre',
        href: `${originOf(configuration)}${addressOf('proposalLink', { token: hostLinkToken(key, id, email) })}`,
      },
      digest: `Un élève vous est proposé pour « ${offer.title} », ${during} : réponse attendue`,
      sms: 'Un élève vous est proposé pour une place de stage. Le lien est dans votre messagerie.',
    }
  },
})
