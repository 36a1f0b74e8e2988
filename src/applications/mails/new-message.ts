import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { createAnswerLink } from '../answer-links.ts'
import { letterFacts } from './letter-facts.ts'

/** That a message waits on the platform. Its text stays there. */
export const newMessage = defineMail({
  name: 'applications.message',
  schema: z.object({ application: z.uuid(), message: z.uuid() }),
  label: 'Messages autour des candidatures',
  because: { tu: 'quelqu’un t’a écrit sur Passerelle', vous: 'quelqu’un vous a écrit sur Passerelle' },
  duty: 'may',
  pace: 'now',
  async write(services, { application: id }, reader) {
    const facts = await letterFacts(services.db, id)
    if (!facts) return undefined
    const { application, offer } = facts
    const origin = originOf(services.configuration)
    const own = `${origin}${addressOf('application', { application: id })}`
    if (reader.voice === 'tu')
      return {
        subject: 'Un message t’attend',
        paragraphs: [`${offer.hostName} t’a écrit au sujet de « ${offer.title} ».`],
        action: { label: 'Lire le message', href: own },
        digest: 'Un message t’attend au sujet d’une candidature',
      }
    const { email, name, accountId } = reader
    const href =
      accountId !== undefined || email === undefined
        ? own
        : `${origin}${addressOf('answerLink', { token: await createAnswerLink(services, application, { email, name, accountId }) })}`
    return {
      subject: 'Un message vous attend',
      paragraphs: [`Vous avez un message au sujet de « ${offer.title} ».`],
      action: { label: 'Lire le message', href },
      digest: `Un message vous attend au sujet de « ${offer.title} »`,
    }
  },
})
