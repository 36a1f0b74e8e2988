import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findAgreement } from '../../agreements.ts'
import { sayChange } from '../../document/amended.ts'
import { placementWords } from '../../placement-words.ts'
import { awaited, hasSigned } from '../circuit.ts'
import { contactOf } from '../contacts.ts'
import { hostNames, placementDays, pupilName, sayAgreement } from '../say-agreement.ts'
import { findSignatory, listSignatories } from '../signatories.ts'
import { createSigningLink } from '../signing-links.ts'
import { documentOf } from '../view-signing.ts'

/** To each signatory: what is to be signed, and their own link. Reminders too; nothing once it was signed, refused or changed. */
export const signingAsked = defineMail({
  name: 'signatures.asked',
  schema: z.object({ territoryId: z.string(), signatory: z.uuid(), version: z.int(), occasion: z.string() }),
  label: 'Conventions à signer',
  because: { vous: 'une convention vous attend', tu: 'ta convention de stage t’attend' },
  duty: 'must',
  pace: 'now',
  async write(services, { territoryId, signatory: id, version, occasion }, reader) {
    const { db, configuration } = services
    const signatory = await findSignatory(db, territoryId, id)
    const agreement = signatory && (await findAgreement(db, signatory.agreementId))
    if (!agreement || agreement.version !== version || hasSigned(signatory) || signatory.refusedAt) return undefined
    if (agreement.state !== 'signing' && !(signatory.takesNote && agreement.state === 'signed')) return undefined
    const isWaited = awaited(await listSignatories(db, agreement)).some((each) => each.id === id)
    if (!isWaited && !signatory.takesNote) return undefined
    const contact = await contactOf(db, signatory)
    const byAccount = reader.accountId !== undefined && reader.accountId === contact.accountId
    const email = reader.email?.toLowerCase()
    // The contact is someone else's by now: they are asked on their own.
    if (!byAccount && email !== contact.email) return undefined
    const href =
      byAccount || email === undefined
        ? addressOf('agreementSign', { agreement: agreement.id })
        : addressOf('signingLink', { token: await createSigningLink(services, signatory, { version, email }) })
    const isTu = reader.voice === 'tu'
    const verb = signatory.takesNote ? 'note' : 'sign'
    const { content } = agreement
    const changes = (await documentOf(db, agreement))?.changes ?? []
    const amends = agreement.amends !== undefined
    const words = placementWords(agreement.scheme)
    const it = amends ? 'le' : 'la'
    return {
      subject: (amends ? amendmentSubjects : subjects)[verb][isTu ? 'tu' : 'vous'](words.of),
      paragraphs: [
        ...(occasion === 'first'
          ? []
          : [isTu ? 'Un petit rappel.' : 'Un rappel, au cas où notre premier message vous aurait échappé.']),
        isTu
          ? `Ton stage du ${placementDays(content)}, chez ${hostNames(content)} : ${amends ? 'un avenant change la convention' : 'la convention est prête'}.`
          : amends
            ? `Un avenant change la convention : ${sayAgreement(content)}.`
            : `La convention est prête : ${sayAgreement(content)}.`,
        ...changes.map((change) => `${sayChange(change)}.`),
        signatory.takesNote
          ? isTu
            ? amends
              ? 'Lis-le, puis dis que tu l’as lu, en un clic.'
              : 'Lis-la : elle dit tes dates, tes horaires et ce que tu feras. Tu diras ensuite que tu l’as lue, en un clic.'
            : amends
              ? 'Il vous nomme : lisez-le, puis dites que vous en avez pris connaissance, en un clic.'
              : 'Elle vous nomme : lisez-la, puis dites que vous en avez pris connaissance, en un clic.'
          : isTu
            ? `Lis-${it}, puis signe-${it} : un code te sera envoyé à ce moment-là.`
            : `Lisez-${it}, puis signez-${it} : un code vous sera envoyé à cette adresse au moment de signer. Vous n’avez pas besoin de compte, ni d’imprimer quoi que ce soit.`,
        ...(byAccount
          ? []
          : [
              'Le lien est pour vous seul : ne le transférez à personne. Il sert trente jours, et s’arrête si la convention change ou si votre adresse change.',
            ]),
      ],
      action: {
        label: signatory.takesNote ? 'Lire la convention' : 'Lire et signer',
        href: originOf(configuration) + href,
      },
      digest: isTu
        ? `Ta convention pour ${hostNames(content)} t’attend`
        : `La convention de ${pupilName(content)} vous attend`,
      sms: isTu
        ? 'Ta convention de stage t’attend sur Passerelle.'
        : `Une convention ${words.of} vous attend. Le lien est dans votre messagerie.`,
    }
  },
})

const amendmentSubjects = {
  sign: {
    vous: (of: string) => `Un avenant à une convention ${of} attend votre signature`,
    tu: () => 'Un avenant à ta convention de stage attend ta signature',
  },
  note: {
    vous: (of: string) => `Un avenant à une convention ${of} à lire`,
    tu: () => 'Un avenant à ta convention de stage à lire',
  },
} as const

const subjects = {
  sign: {
    vous: (of: string) => `Une convention ${of} attend votre signature`,
    tu: () => 'Ta convention de stage attend ta signature',
  },
  note: { vous: (of: string) => `Une convention ${of} à lire`, tu: () => 'Ta convention de stage à lire' },
} as const
