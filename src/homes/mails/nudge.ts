import { z } from 'zod'
import { addresses } from '#/addresses.ts'
import { statusesOf } from '#/indicators/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findPupil } from '#/pupils/index.ts'

/** A word from the school to a pupil who is stuck. Not sent to one who found a place meanwhile. */
export const nudgeMail = defineMail({
  name: 'homes.nudge',
  schema: z.object({ pupil: z.uuid() }),
  label: 'Mots de ton établissement sur ta recherche',
  because: {
    tu: 'ton établissement suit ta recherche de stage',
    vous: 'votre établissement suit votre recherche de stage',
  },
  duty: 'may',
  pace: 'now',
  async write({ db, configuration }, { pupil: id }) {
    const pupil = await findPupil(db, id)
    if (!pupil || pupil.leftAt) return undefined
    const standing = await statusesOf(db, pupil.territoryId, { pupilId: id })
    if (standing.length > 0 && standing.every(({ status }) => status === 'placed' || status === 'exempt'))
      return undefined
    return {
      subject: 'Où en es-tu de ta recherche de stage ?',
      paragraphs: [
        'Ton établissement pense à toi : il te manque encore une place de stage.',
        'Ta page te dit quoi faire maintenant, en une phrase. Si tu es bloqué quelque part, dis-le à ton professeur : on t’aide.',
      ],
      action: { label: 'Voir où j’en suis', href: `${originOf(configuration)}${addresses.myPlacement}` },
      digest: 'Ton établissement te demande où en est ta recherche de stage',
    }
  },
})
