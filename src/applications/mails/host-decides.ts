import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { countWords, duringWords, listWords, weekWords } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { freeSeatsOf } from '#/offers/index.ts'
import { createAnswerLink } from '../answer-links.ts'
import { applicationStates } from '../application.ts'
import { deadlineWords } from '../deadline-words.ts'
import { levelForHost, nameForHost } from '../who-words.ts'
import { type LetterFacts, letterFacts } from './letter-facts.ts'

const occasions = {
  new: 'Une candidature attend votre réponse',
  reply: 'Une réponse à votre question est arrivée',
  called: 'Une candidature de votre liste d’attente attend votre réponse',
  'host-5': 'Une candidature attend toujours votre réponse',
  'host-10': 'Une candidature attend votre réponse depuis dix jours',
} as const

/** Everything a host needs to decide, and the link that needs no account. */
export const hostDecides = defineMail({
  name: 'applications.host-decides',
  schema: z.object({
    application: z.uuid(),
    version: z.int(),
    occasion: z.enum(['new', 'reply', 'called', 'host-5', 'host-10']),
  }),
  label: 'Candidatures à vos offres',
  because: 'une candidature vous est adressée',
  duty: 'must',
  pace: 'now',
  async write(services, { application: id, version, occasion }, reader) {
    const facts = await letterFacts(services.db, id, version)
    if (!facts || applicationStates[facts.application.state].waitsFor !== 'host') return undefined
    const { application, offer, pupil, timeZone } = facts
    const { email, name, accountId } = reader
    if (email === undefined) return undefined
    const token = await createAnswerLink(services, application, { email, name, accountId })
    const { draws, availability } = application.answers
    const during = duringWords(application.weeks)
    return {
      subject: occasions[occasion],
      paragraphs: [
        `${nameForHost(pupil, application)}, ${levelForHost(pupil)}, demande une place pour « ${offer.title} », ${during}.`,
        `Ce qui l’attire : « ${draws} »`,
        ...(availability ? [`Ses disponibilités : « ${availability} »`] : []),
        ...(occasion === 'reply' ? ['Sa réponse à votre question vous attend sur la page de la candidature.'] : []),
        seatsWords(facts),
        'Sur la page, vous pouvez accepter, proposer d’autres semaines, poser une question ou décliner. Vous n’avez pas besoin de compte, et rien n’est fait avant que vous ne le confirmiez.',
        ...(application.expiresAt
          ? [`Sans réponse de votre part, la candidature s’arrêtera ${deadlineWords(application.expiresAt, timeZone)}.`]
          : []),
      ],
      action: {
        label: 'Répondre à la candidature',
        href: `${originOf(services.configuration)}${addressOf('answerLink', { token })}`,
      },
      digest: `Une candidature pour « ${offer.title} », ${during}, attend votre réponse`,
      sms: 'Une candidature attend votre réponse. Le lien est dans votre messagerie.',
    }
  },
})

/** What the host still has to give, week by week. */
function seatsWords({ application, offer }: LetterFacts): string {
  const said = application.weeks.map((week) => {
    const found = offer.weeks.find((each) => each.week === week)
    const free = found ? freeSeatsOf(offer, found) : 0
    return `${countWords(free, 'place')} sur ${found?.seats ?? 0}, ${weekWords(week)}`
  })
  return `Ce qu’il vous reste : ${listWords(said)}.`
}
