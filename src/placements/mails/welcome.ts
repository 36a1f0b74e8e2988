import { z } from 'zod'
import { dayWords } from '#/design/index.ts'
import { defineMail } from '#/messages/index.ts'
import { hoursWords } from '#/offers/index.ts'
import { pupilNameOf } from '../placement.ts'
import { welcomeChecklist } from '../welcome-checklist.ts'
import { hostFacts } from './host-facts.ts'

/** A week before: who comes, when, and what makes a good first day. */
export const welcomeMail = defineMail({
  name: 'placements.welcome',
  schema: z.object({ agreement: z.uuid() }),
  label: 'Avant l’arrivée d’un élève',
  because: 'vous accueillez un élève en stage',
  duty: 'must',
  pace: 'now',
  async write(services, { agreement: id }, reader) {
    const facts = await hostFacts(services, id, reader)
    if (facts?.placement.phase !== 'before') return undefined
    const { agreement } = facts.placement
    const { pupil, referent, hosts } = agreement.content
    const first = dayWords(Temporal.PlainDate.from(agreement.firstDay))
    return {
      subject: 'Votre stagiaire arrive bientôt',
      paragraphs: [
        `${[pupilNameOf(agreement), pupil.className].filter(Boolean).join(', ')}, vient chez vous du ${facts.days}. Premier jour : ${first}.`,
        hoursWords(hosts[0].hours),
        'Ce qui fait un bon premier jour :',
        welcomeChecklist,
        ...(referent?.name
          ? [
              `À l’établissement, ${[referent.name, referent.phone, referent.email].filter(Boolean).join(', ')} répond à vos questions.`,
            ]
          : []),
        'Pendant le stage, la page ci-dessous vous laisse dire en un geste si tout va bien. Vous n’avez pas besoin de compte.',
      ],
      action: { label: 'Préparer l’accueil', href: facts.href },
      digest: `Un élève arrive chez vous ${first}`,
    }
  },
})
