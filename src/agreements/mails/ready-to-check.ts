import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findAgreement } from '../agreements.ts'

/** That nothing is missing any more: the school checks, then sends to signature. */
export const readyToCheck = defineMail({
  name: 'agreements.ready',
  schema: z.object({ agreement: z.uuid() }),
  label: 'Conventions prêtes à vérifier',
  because: 'vous suivez des conventions de stage',
  duty: 'may',
  pace: 'digest',
  async write({ db, configuration }, { agreement: id }) {
    const agreement = await findAgreement(db, id)
    if (agreement?.state !== 'filled') return undefined
    const { firstName, lastName } = agreement.content.pupil
    const line = `${firstName} ${lastName}, ${agreement.content.hosts[0].name}`
    return {
      subject: 'Une convention est prête à vérifier',
      paragraphs: [`Tout est là pour la convention de ${line}.`, 'Relisez-la, puis envoyez-la à la signature.'],
      action: {
        label: 'Voir la convention',
        href: `${originOf(configuration)}${addressOf('agreement', { agreement: id })}`,
      },
      digest: `Convention prête à vérifier : ${line}`,
    }
  },
})
