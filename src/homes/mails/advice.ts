import { z } from 'zod'
import { addresses } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import '../tables.ts'

/** That a word of advice waits on the pupil's page. Its text stays there. */
export const adviceMail = defineMail({
  name: 'homes.advice',
  schema: z.object({ territoryId: z.string(), advice: z.uuid() }),
  label: 'Conseils de ton établissement',
  because: { tu: 'ton établissement suit ta recherche de stage', vous: 'votre établissement suit votre recherche' },
  duty: 'may',
  pace: 'digest',
  async write({ db, configuration }, { territoryId, advice }) {
    const row = await db
      .selectFrom('pupil_advices')
      .select('by_name')
      .where('territory_id', '=', territoryId)
      .where('id', '=', advice)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (!row) return undefined
    return {
      subject: 'Un conseil pour ta recherche de stage',
      paragraphs: [`${row.by_name} t’a laissé un conseil pour ta recherche.`],
      action: { label: 'Lire le conseil', href: `${originOf(configuration)}${addresses.myPlacement}` },
      digest: 'Un conseil de ton établissement t’attend',
    }
  },
})
