import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findAgreement } from '../agreements.ts'
import { placementWords } from '../placement-words.ts'
import { stopWords } from '../reasons.ts'

/** That an agreement goes no further: abandoned, cancelled, interrupted, or given to another host. */
export const agreementStopped = defineMail({
  name: 'agreements.stopped',
  schema: z.object({ agreement: z.uuid(), part: z.enum(['host', 'school', 'family', 'pupil']) }),
  label: 'Conventions abandonnées ou annulées',
  because: { tu: 'une convention de stage porte ton nom', vous: 'une convention vous concernait' },
  duty: 'must',
  pace: 'now',
  async write({ db, configuration }, { agreement: id, part }, reader) {
    const agreement = await findAgreement(db, id)
    if (!agreement || !['refused', 'replaced', 'cancelled'].includes(agreement.state)) return undefined
    const { firstName } = agreement.content.pupil
    const host = agreement.content.hosts[0].name
    const why = stopWords(agreement.reason)
    const tu = reader.voice === 'tu'
    const stops = tu
      ? 'Ta convention de stage s’arrête'
      : `Une convention ${placementWords(agreement.scheme).of} s’arrête`
    return {
      subject: stops,
      paragraphs: [
        tu
          ? `La convention avec ${host} s’arrête. ${why}`
          : `La convention de ${firstName} avec ${host} s’arrête. ${why}`,
        part === 'host'
          ? 'Vous n’avez rien à faire. Merci d’avoir ouvert votre porte.'
          : tu
            ? 'Rien n’est perdu : parles-en à ton professeur, une autre place se cherche dès maintenant.'
            : agreement.scheme === 'pmsmp'
              ? 'Une autre immersion peut se préparer avec qui l’a prescrite.'
              : 'Une autre place se cherche dès maintenant, avec l’établissement.',
      ],
      ...(reader.accountId === undefined
        ? {}
        : {
            action: {
              label: 'Voir la convention',
              href: `${originOf(configuration)}${addressOf('agreement', { agreement: id })}`,
            },
          }),
      digest: stops,
    }
  },
})
