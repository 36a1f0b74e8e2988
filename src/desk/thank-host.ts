import './tables.ts'
import { z } from 'zod'
import { findHost, hostMembers } from '#/directory/index.ts'
import { defineMail, post } from '#/messages/index.ts'
import { moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory, timeZoneOf } from '#/territory/index.ts'

/** A word of thanks after placements: what makes a host open its doors again. */
export const thanksMail = defineMail({
  name: 'desk.thanks',
  schema: z.object({ territory: z.string(), host: z.uuid() }),
  label: 'Remerciements de la coordination',
  because: 'vous avez accueilli des élèves',
  duty: 'may',
  pace: 'now',
  async write({ db }, { territory: territoryId, host: id }) {
    const host = await findHost(db, id)
    const territory = await findTerritory(db, territoryId)
    if (!host || !territory) return undefined
    return {
      subject: 'Merci d’avoir ouvert vos portes',
      paragraphs: [
        `Grâce à ${host.name}, des élèves ont découvert un métier. La coordination des stages (${territory.name}) vous en remercie, en leur nom aussi.`,
        'Pour certains, ces jours comptent longtemps. Nous serions heureux de vous retrouver pour les prochains stages.',
      ],
      digest: 'La coordination des stages vous remercie de votre accueil',
    }
  },
})

/** Thanks a host in the coordination's name; again the same day changes nothing. How many people were written to; undefined: no such host. */
export function thankHost(
  services: Services,
  { territoryId, hostId, by }: { readonly territoryId: string; readonly hostId: string; readonly by: string },
): Promise<number | undefined> {
  const { db, clock, newId } = services
  return db.transaction().execute(async (tx) => {
    const host = await findHost(tx, hostId)
    if (host?.territoryId !== territoryId) return undefined
    const day = clock
      .now()
      .toZonedDateTimeISO(await timeZoneOf(tx, territoryId))
      .startOfDay()
    // Two clicks take turns.
    await tx
      .selectFrom('hosts')
      .select('id')
      .where('territory_id', '=', territoryId)
      .where('id', '=', hostId)
      .forUpdate()
      .execute()
    const done = await tx
      .selectFrom('desk_thanks')
      .select('id')
      .where('territory_id', '=', territoryId)
      .where('host_id', '=', hostId)
      .where('at', '>=', moment(day.toInstant()))
      .executeTakeFirst()
    if (!done)
      await tx
        .insertInto('desk_thanks')
        .values({ territory_id: territoryId, id: newId(), host_id: hostId, by_account: by, at: clock.now().toString() })
        .execute()
    const members = await hostMembers({ db: tx, clock }, territoryId, hostId)
    for (const { accountId } of members)
      await post(services, tx, thanksMail, {
        to: { accountId, territoryId },
        data: { territory: territoryId, host: hostId },
        once: `thanks:${hostId}:${day.toPlainDate().toString()}:${accountId}`,
      })
    return members.length
  })
}
