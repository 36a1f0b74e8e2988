import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findAgreement } from '../../agreements.ts'
import { sayAgreement } from '../say-agreement.ts'
import { findSignatory } from '../signatories.ts'
import { partyWords } from '../signing-duties.ts'

/** To the school: somebody does not want to sign. The reason stays on the platform. */
export const signingRefused = defineMail({
  name: 'signatures.refused',
  schema: z.object({ territoryId: z.string(), signatory: z.uuid() }),
  label: 'Refus de signer une convention',
  because: 'vous suivez les conventions de votre établissement',
  duty: 'must',
  pace: 'now',
  async write({ db, configuration }, { territoryId, signatory: id }) {
    const signatory = await findSignatory(db, territoryId, id)
    const agreement = signatory && (await findAgreement(db, signatory.agreementId))
    if (!agreement || !signatory.refusedAt || agreement.state !== 'signing') return undefined
    return {
      subject: 'Quelqu’un ne veut pas signer une convention',
      paragraphs: [
        `${sayAgreement(agreement.content)}.`,
        `Qui ne veut pas signer : ${partyWords[signatory.party]}. La raison vous attend sur la page de la convention.`,
        'Rien n’est annulé : vous pouvez corriger la convention, en parler avec la personne, ou l’abandonner.',
      ],
      action: {
        label: 'Lire la raison',
        href: originOf(configuration) + addressOf('agreement', { agreement: agreement.id }),
      },
      digest: 'Quelqu’un ne veut pas signer une convention',
    }
  },
})
