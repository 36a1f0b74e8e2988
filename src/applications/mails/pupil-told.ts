import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { duringWords } from '#/design/index.ts'
import { defineMail, type Letter, originOf } from '#/messages/index.ts'
import type { ApplicationState } from '../application.ts'
import { deadlineWords } from '../deadline-words.ts'
import { pupilLeft, reasonWords } from '../reasons.ts'
import { type LetterFacts, letterFacts } from './letter-facts.ts'

type Words = Pick<Letter, 'subject' | 'paragraphs' | 'digest'> & { readonly label: string }

/** What became of an application, or waits for the pupil: the same words whatever brought them. */
export const pupilTold = defineMail({
  name: 'applications.pupil-told',
  schema: z.object({
    application: z.uuid(),
    version: z.int(),
    occasion: z.enum([
      'answered',
      'called',
      'recalled',
      'placed',
      'expired',
      'closed',
      'cancelled',
      'question-3',
      'question-8',
      'confirm-3',
      'confirm-5',
    ]),
  }),
  label: 'Réponses à tes candidatures',
  because: { tu: 'tu as envoyé une candidature', vous: 'vous avez envoyé une candidature' },
  duty: 'must',
  pace: 'now',
  async write({ db, configuration }, { application: id, version, occasion }) {
    const facts = await letterFacts(db, id, version)
    const words = facts && sayState(facts, occasion === 'called' || occasion === 'recalled')
    return (
      words && {
        subject: words.subject,
        paragraphs: words.paragraphs,
        action: {
          label: words.label,
          href: `${originOf(configuration)}${addressOf('application', { application: id })}`,
        },
        digest: words.digest,
        sms: `${words.subject}. Connecte-toi à Passerelle pour la suite.`,
      }
    )
  },
})

function sayState({ application, offer, timeZone }: LetterFacts, isCalled: boolean): Words | undefined {
  const place = `« ${offer.title} », chez ${offer.hostName}`
  const until = application.expiresAt ? deadlineWords(application.expiresAt, timeZone) : 'le début du stage'
  const says: { readonly [State in ApplicationState]?: () => Words } = {
    submitted: () => ({
      subject: 'Une place se libère pour toi',
      paragraphs: [
        `Tu étais sur la liste d’attente pour ${place}, ${duringWords(application.weeks)}. Une place vient de se libérer, et ta candidature est partie.`,
        'Tu n’as rien à faire : on te prévient dès que le lieu répond.',
      ],
      label: 'Voir ma candidature',
      digest: 'Une place se libère, ta candidature est partie',
    }),
    asked: () => ({
      subject: 'Une question sur ta candidature',
      paragraphs: [
        `${offer.hostName} te pose une question avant de répondre à ta candidature pour « ${offer.title} ».`,
        'Deux lignes suffisent. Ta réponse passe par Passerelle : ton adresse n’est pas montrée.',
      ],
      label: 'Lire la question et répondre',
      digest: 'Une question t’attend sur une candidature',
    }),
    countered: () => ({
      subject: 'D’autres dates te sont proposées',
      paragraphs: [
        `${offer.hostName} veut bien t’accueillir pour « ${offer.title} », mais ${duringWords(application.proposedWeeks ?? [])}.`,
        `Si ces dates te vont, confirme avant le ${until} : la place est à toi dès que tu confirmes.`,
      ],
      label: 'Voir les dates proposées',
      digest: 'D’autres dates te sont proposées : à confirmer',
    }),
    accepted: () => ({
      subject: isCalled ? 'Une place se libère pour toi' : 'Bonne nouvelle pour ta candidature',
      paragraphs: [
        `${offer.hostName} t’accepte pour « ${offer.title} », ${duringWords(application.weeks)}.`,
        `Il reste une chose à faire : confirmer avant le ${until}. La place est à toi dès que tu confirmes.`,
      ],
      label: 'Confirmer ma place',
      digest: 'Une place t’attend : confirme-la',
    }),
    refused: () => ({
      subject: 'Une réponse à ta candidature',
      paragraphs: [
        `${offer.hostName} ne peut pas t’accueillir cette fois pour « ${offer.title} ». ${reasonWords(application.reason, 'refusal', 'pupil') ?? ''}`.trim(),
        'Cela ne dit rien de toi. D’autres places sont ouvertes : regarde celles qui sont près de chez toi, ou parles-en à ton professeur.',
      ],
      label: 'Voir la suite',
      digest: 'Une réponse à une candidature : ce ne sera pas cette fois',
    }),
    ...(application.reason === pupilLeft && {
      withdrawn: () => ({
        subject: 'Une candidature s’arrête là',
        paragraphs: [
          `Ta candidature pour ${place} s’arrête : ton établissement a noté ton départ. Bonne route pour la suite !`,
          'Si c’est une erreur, dis-le au secrétariat de ton établissement : tu pourras candidater de nouveau.',
        ],
        label: 'Voir ma candidature',
        digest: 'Une candidature s’arrête : ton établissement a noté ton départ',
      }),
    }),
    expired: () => ({
      subject: 'Une candidature s’arrête là',
      paragraphs: [
        `Ta candidature pour ${place} s’arrête : il n’y a pas eu de réponse à temps.`,
        'Elle ne compte plus parmi tes candidatures en cours : tu peux en envoyer une autre tout de suite.',
      ],
      label: 'Voir la suite',
      digest: 'Une candidature s’arrête, faute de réponse à temps',
    }),
    confirmed: () => ({
      subject: 'Ta place est confirmée',
      paragraphs: [
        `${offer.hostName} t’attend pour « ${offer.title} », ${duringWords(application.weeks)}. La place est à toi.`,
        'La convention est l’étape suivante : ton établissement la prépare, et tu reçois un message quand elle est à signer.',
      ],
      label: 'Voir ma place',
      digest: 'Ta place est confirmée',
    }),
    cancelled: () => ({
      subject: 'Un changement pour ta place',
      paragraphs: [
        `La place prévue pour ${place}, ${duringWords(application.weeks)}, est annulée. Tu n’y es pour rien.`,
        'Tu peux chercher une autre place dès maintenant. Ton professeur le voit aussi et peut t’aider.',
      ],
      label: 'Voir la suite',
      digest: 'Une place confirmée est annulée : cherches-en une autre, on t’aide',
    }),
  }
  return says[application.state]?.()
}
