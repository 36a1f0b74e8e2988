import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { deadlineWords } from '#/applications/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { openStates } from '../proposal.ts'
import { proposalFacts } from '../proposal-facts.ts'

/** A place was found for a pupil whom no mail reaches: to those who teach the class, who print it or ask. Names nobody. */
export const teacherProposed = defineMail({
  name: 'proposals.teacher-proposed',
  schema: z.object({ proposal: z.uuid(), occasion: z.enum(['new', 'reminder']) }),
  label: 'Places trouvées pour vos élèves sans adresse électronique',
  because: 'vous enseignez à un élève sans adresse électronique pour qui une place a été trouvée',
  duty: 'must',
  pace: 'digest',
  async write({ db, configuration }, { proposal: id }) {
    const facts = await proposalFacts(db, id)
    if (!facts || !openStates.includes(facts.proposal.state) || facts.proposal.agreedAt.pupil) return undefined
    const until = deadlineWords(facts.proposal.expiresAt, facts.timeZone)
    return {
      subject: 'Une place attend la réponse d’un de vos élèves',
      paragraphs: [
        'La coordination des stages a trouvé une place pour un de vos élèves, à qui nous ne pouvons pas écrire.',
        `Elle est gardée jusqu’au ${until}. Imprimez-lui le papier, ou demandez-lui sa réponse et notez-la pour lui.`,
      ],
      action: {
        label: 'Voir pour qui, imprimer ou répondre',
        href: `${originOf(configuration)}${addressOf('proposal', { proposal: id })}`,
      },
      digest: `Une place attend avant le ${until} la réponse d’un élève sans adresse électronique`,
    }
  },
})
