import { z } from 'zod'
import { countWords } from '#/design/index.ts'
import { defineMail } from '#/messages/index.ts'
import { requestMinutes } from '../signing-minutes.ts'
import { codeOfRequest, findRequest } from '../signing-requests.ts'

/** The code that signs, to whoever holds the contact. Derived at the moment of writing: no table holds it. */
export const signingCode = defineMail({
  name: 'signatures.code',
  schema: z.object({ request: z.uuid() }),
  label: 'Codes de signature',
  because: {
    vous: 'quelqu’un veut signer une convention avec votre adresse',
    tu: 'quelqu’un veut signer une convention avec ton adresse',
  },
  duty: 'must',
  pace: 'now',
  async write({ db, clock, key }, { request: id }, { voice }) {
    const request = await findRequest(db, id)
    if (!request || request.approvedAt || Temporal.Instant.compare(request.expiresAt, clock.now()) <= 0)
      return undefined
    const code = codeOfRequest(key, id)
    const isTu = voice === 'tu'
    return {
      subject: isTu ? 'Ton code pour signer' : 'Votre code pour signer',
      paragraphs: [
        `${isTu ? 'Ton' : 'Votre'} code : ${code.slice(0, 3)} ${code.slice(3)}`,
        isTu
          ? `Recopie-le sur la page où tu l’as demandé. Il sert une fois, pendant ${requestMinutes} minutes, pour ${countWords(request.items, 'convention')}.`
          : `Recopiez-le sur la page où vous l’avez demandé. Il sert une fois, pendant ${requestMinutes} minutes, pour ${countWords(request.items, 'convention')}.`,
        isTu
          ? 'Tu n’as rien demandé ? Ne donne ce code à personne : sans lui, rien n’est signé en ton nom. Préviens ton établissement.'
          : 'Vous n’avez rien demandé ? Ne donnez ce code à personne : sans lui, rien n’est signé en votre nom. Prévenez l’établissement.',
      ],
      digest: 'Un code pour signer a été demandé',
    }
  },
})
