import { z } from 'zod'
import { addresses } from '#/addresses.ts'
import { duringWords } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { proposalFacts } from '../proposal-facts.ts'

/** A proposed place that comes to nothing: kind words, and what happens now. */
export const pupilToldProposal = defineMail({
  name: 'proposals.pupil-told',
  schema: z.object({ proposal: z.uuid() }),
  label: 'Suites des places trouvées pour toi',
  because: { tu: 'tu as demandé de l’aide pour trouver un stage', vous: 'vous avez demandé de l’aide' },
  duty: 'must',
  pace: 'now',
  async write({ db, configuration }, { proposal: id }) {
    const facts = await proposalFacts(db, id)
    if (!facts) return undefined
    const { proposal, offer } = facts
    const place = `« ${offer.title} », chez ${offer.hostName}, ${duringWords(proposal.weeks)}`
    const what =
      proposal.state === 'expired'
        ? `La place trouvée pour toi (${place}) s’arrête là : il n’y a pas eu toutes les réponses à temps.`
        : proposal.state === 'refused' || proposal.state === 'withdrawn'
          ? `La place trouvée pour toi (${place}) n’est finalement pas possible. Cela ne dit rien de toi.`
          : undefined
    if (what === undefined) return undefined
    return {
      subject: 'La place trouvée pour toi : la suite',
      paragraphs: [
        what,
        'Tu restes sur la liste : la coordination cherche de nouveau avec toi. Tu peux aussi chercher de ton côté.',
      ],
      action: { label: 'Voir où j’en suis', href: `${originOf(configuration)}${addresses.myPlacement}` },
      digest: 'Une place trouvée pour toi s’arrête là : on cherche encore',
    }
  },
})
