import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findAgreement } from '../../agreements.ts'
import { placementWords } from '../../placement-words.ts'
import { contactOf } from '../contacts.ts'
import { hostNames, placementDays, pupilName, sayAgreement } from '../say-agreement.ts'
import { findSignatory } from '../signatories.ts'
import { createSigningLink } from '../signing-links.ts'

/** To everyone who was asked: it is signed, and where the finished document is. */
export const allSigned = defineMail({
  name: 'signatures.all-signed',
  schema: z.object({ territoryId: z.string(), signatory: z.uuid() }),
  label: 'Conventions signées par tous',
  because: { vous: 'vous êtes partie à une convention', tu: 'ta convention de stage est signée' },
  duty: 'may',
  pace: 'now',
  async write(services, { territoryId, signatory: id }, reader) {
    const { db, configuration } = services
    const signatory = await findSignatory(db, territoryId, id)
    const agreement = signatory && (await findAgreement(db, signatory.agreementId))
    if (!agreement || !['signed', 'running', 'completed'].includes(agreement.state)) return undefined
    const contact = await contactOf(db, signatory)
    const byAccount = reader.accountId !== undefined && reader.accountId === contact.accountId
    const email = reader.email?.toLowerCase()
    if (!byAccount && email !== contact.email) return undefined
    const { version, content } = agreement
    const href =
      byAccount || email === undefined
        ? addressOf('agreementSign', { agreement: agreement.id })
        : addressOf('signingLink', { token: await createSigningLink(services, signatory, { version, email }) })
    const isTu = reader.voice === 'tu'
    return {
      subject: isTu
        ? 'Ta convention de stage est signée'
        : `Une convention ${placementWords(agreement.scheme).of} est signée par tous`,
      paragraphs: isTu
        ? [
            `Tout le monde a signé : ton stage du ${placementDays(content)}, chez ${hostNames(content)}, est assuré.`,
            'Tu peux lire et garder ta convention.',
          ]
        : [
            `Tout le monde a signé : ${sayAgreement(content)}.`,
            'Le document final porte la preuve de chaque signature. Vous pouvez le lire et le garder.',
          ],
      action: { label: 'Lire la convention signée', href: originOf(configuration) + href },
      digest: isTu ? 'Ta convention est signée par tous' : `La convention de ${pupilName(content)} est signée par tous`,
    }
  },
})
