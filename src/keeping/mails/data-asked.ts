import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { dayWords } from '#/design/words.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import '../tables.ts'

/** To the school: a family asks about what is kept of a pupil. */
export const dataAskedMail = defineMail({
  name: 'keeping.asked',
  schema: z.object({ territoryId: z.string(), request: z.uuid() }),
  label: 'Demandes des familles sur leurs données',
  because: 'vous répondez, dans votre établissement, aux demandes des familles sur leurs données',
  duty: 'must',
  pace: 'now',
  async write({ db, configuration }, { territoryId, request }) {
    const row = await db
      .selectFrom('data_requests')
      .select(['pupil_id', 'due_on'])
      .where('territory_id', '=', territoryId)
      .where('id', '=', request)
      .where('answered_at', 'is', null)
      .executeTakeFirst()
    if (!row) return undefined
    const day = dayWords(Temporal.PlainDate.from(row.due_on), { weekday: false, year: true })
    return {
      subject: 'Une famille vous pose une question sur ses données',
      paragraphs: [
        `Une famille demande à lire, corriger ou effacer ce que la plateforme garde. La loi donne un mois : répondez avant le ${day}.`,
        'Tout se fait depuis une page : vous y voyez la demande, ce qui est gardé, et vous y écrivez la réponse.',
      ],
      action: {
        label: 'Voir la demande',
        href: `${originOf(configuration)}${addressOf('pupilData', { pupil: row.pupil_id })}`,
      },
      digest: `Une demande sur des données attend votre réponse avant le ${day}`,
    }
  },
})
