import { z } from 'zod'
import { defineMail } from '#/messages/index.ts'
import { pupilNameOf } from '../placement.ts'
import { hostFacts } from './host-facts.ts'

/** On the first day of each week of a placement: the page where one tap says who is there. */
export const presenceAskedMail = defineMail({
  name: 'placements.presence-asked',
  schema: z.object({ agreement: z.uuid(), week: z.string() }),
  label: 'Présence des élèves que vous accueillez',
  because: 'vous accueillez un élève en stage',
  duty: 'may',
  pace: 'now',
  async write(services, { agreement: id }, reader) {
    const facts = await hostFacts(services, id, reader)
    if (facts?.placement.phase !== 'during') return undefined
    const name = pupilNameOf(facts.placement.agreement)
    return {
      subject: 'Votre stagiaire est là ? Dites-le en un geste',
      paragraphs: [
        `${name} est en stage chez vous du ${facts.days}.`,
        'Gardez ce message : son lien vous laisse dire, chaque demi-journée ou une fois dans la semaine, que tout va bien. Une absence est dite aussitôt à l’établissement.',
      ],
      action: { label: 'Dire qui est là', href: facts.href },
      digest: 'Un élève en stage chez vous cette semaine : dites s’il est là',
    }
  },
})
