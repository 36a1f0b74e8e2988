import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { duringWords } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { fullName } from '#/pupils/index.ts'
import { letterFacts } from './letter-facts.ts'

/** Who comes, or comes no more: what changes the host's week. */
export const hostTold = defineMail({
  name: 'applications.host-told',
  schema: z.object({ application: z.uuid(), version: z.int() }),
  label: 'Places confirmées ou annulées',
  because: 'vous accueillez des élèves',
  duty: 'must',
  pace: 'now',
  async write({ db, configuration }, { application: id, version }, { accountId }) {
    const facts = await letterFacts(db, id, version)
    if (!facts) return undefined
    const { application, offer, pupil } = facts
    const during = duringWords(application.weeks)
    const action =
      accountId === undefined
        ? {}
        : {
            action: {
              label: 'Voir la candidature',
              href: `${originOf(configuration)}${addressOf('application', { application: id })}`,
            },
          }
    if (application.state === 'confirmed')
      return {
        subject: 'Une place est confirmée',
        paragraphs: [
          `${fullName(pupil)} vient chez vous ${during}, pour « ${offer.title} ». La place est réservée.`,
          'La convention est l’étape suivante : l’établissement la prépare, et vous recevrez un message quand elle sera à signer.',
        ],
        ...action,
        digest: `Une place de « ${offer.title} » est confirmée, ${during}`,
      }
    if (application.state === 'cancelled')
      return {
        subject: 'Une place est de nouveau libre',
        paragraphs: [
          `La venue prévue ${during} pour « ${offer.title} » est annulée.`,
          'La place est de nouveau libre. Si un élève est sur liste d’attente, il est prévenu, et vous avec lui. Vous n’avez rien à faire.',
        ],
        ...action,
        digest: `Une place de « ${offer.title} » est de nouveau libre, ${during}`,
      }
    return undefined
  },
})
