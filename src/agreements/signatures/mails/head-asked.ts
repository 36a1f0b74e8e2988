import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { countWords, plural } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { sayChange } from '../../document/amended.ts'
import { amendmentsWaiting, countQueue } from '../review-queue.ts'

/** To heads: how many agreements wait for them, once a day at most, and where they sign them together. */
export const headAsked = defineMail({
  name: 'signatures.head-asked',
  schema: z.object({ territoryId: z.string(), school: z.string() }),
  label: 'Conventions à signer pour l’établissement',
  because: 'vous dirigez un établissement, ou l’on vous a prêté ce rôle',
  duty: 'must',
  pace: 'digest',
  async write({ db, configuration }, { territoryId, school }) {
    const count = await countQueue(db, { territoryId, school })
    if (count === 0) return undefined
    const waits = `${countWords(count, 'convention')} ${plural(count, 'attend', 'attendent')} votre signature`
    return {
      subject: 'Des conventions attendent votre signature',
      paragraphs: [
        `${waits}.`,
        ...(await amendmentsWaiting(db, { territoryId, school })).map(
          ({ of, changes }) => `Avenant de ${of}. ${changes.map(sayChange).join(' ; ')}.`,
        ),
        'Vous les relisez en une liste, celles qui demandent un regard en premier, et vous signez une classe ou toutes avec un seul code.',
      ],
      action: {
        label: 'Relire et signer',
        href: originOf(configuration) + addressOf('reviewQueue', { territory: territoryId, school }),
      },
      digest: waits,
    }
  },
})
