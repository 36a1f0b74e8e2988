import { z } from 'zod'
import { addresses } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import '../tables.ts'

/** To whoever asked: the school's answer, and what stays with the reason. */
export const dataAnsweredMail = defineMail({
  name: 'keeping.answered',
  schema: z.object({ territoryId: z.string(), request: z.uuid() }),
  label: 'Réponses à vos demandes sur vos données',
  because: {
    tu: 'tu as posé une question sur tes données',
    vous: 'vous avez posé une question sur des données gardées',
  },
  duty: 'must',
  pace: 'now',
  async write({ db, configuration }, { territoryId, request }, { voice }) {
    const row = await db
      .selectFrom('data_requests')
      .select(['kind', 'answer', 'school'])
      .where('territory_id', '=', territoryId)
      .where('id', '=', request)
      .executeTakeFirst()
    if (!row || row.answer === null) return undefined
    const tu = voice === 'tu'
    const erased = tu
      ? 'Ce que la loi permet d’effacer est effacé. Le reste, comme une convention signée, est gardé pour un temps : ta page dit quoi, combien de temps et pourquoi.'
      : 'Ce que la loi permet d’effacer est effacé. Le reste, comme une convention signée, est gardé pour un temps : votre page dit quoi, combien de temps et pourquoi.'
    const complaint = tu
      ? 'Si cette réponse ne te convient pas, tu peux t’adresser à la CNIL, sur cnil.fr.'
      : 'Si cette réponse ne vous convient pas, vous pouvez vous adresser à la CNIL, sur cnil.fr.'
    // Without a school: someone whom an organisation accompanies, who has no page here.
    if (row.school === '')
      return {
        subject: 'La réponse à votre demande sur vos données',
        paragraphs: [
          'L’organisme qui vous accompagne vous répond :',
          row.answer,
          ...(row.kind === 'erase'
            ? [
                'Ce que la loi permet d’effacer est effacé. Le reste, comme une convention signée, est gardé pour un temps, là où peu de personnes l’ouvrent.',
              ]
            : []),
          complaint,
        ],
        digest: 'Une réponse à une demande sur les données gardées',
      }
    return {
      subject: tu ? 'La réponse à ta demande sur tes données' : 'La réponse à votre demande sur vos données',
      paragraphs: [
        tu ? 'Ton établissement te répond :' : 'L’établissement vous répond :',
        row.answer,
        ...(row.kind === 'erase' ? [erased] : []),
        complaint,
      ],
      action: {
        label: 'Voir ce qui est gardé',
        href: `${originOf(configuration)}${addresses.myData}`,
      },
      digest: 'Votre établissement a répondu à une demande sur les données gardées',
    }
  },
})
