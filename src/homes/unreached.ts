import '#/directory/index.ts'
import '#/offers/index.ts'
import { sql } from 'kysely'
import { latestRun } from '#/indicators/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { sayObstacle } from '#/runs/index.ts'

/** A place near a pupil's home that no journey reaches in time. */
export interface NearPlace {
  readonly hostName: string
  readonly city: string
  readonly kilometres: number
  /** « Pas de retour le mercredi 17 juin ». */
  readonly obstacle: string
}

/**
 * Pupils of a school whom the last allocation of the territory found nothing for within reach, with the nearest place open to them, where
 * one is known. A campaign of other files may know other names.
 */
export async function unreachedOf(
  db: Db,
  { territoryId, school }: { readonly territoryId: string; readonly school: string },
): Promise<ReadonlyMap<string, NearPlace | undefined>> {
  const run = await latestRun(db, territoryId)
  if (!run) return new Map()
  const rows = await db
    .selectFrom('run_pupils')
    .select(['pupil', 'why'])
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', run.id)
    .where('school', '=', school)
    .where('code', '=', 'out_of_reach')
    .orderBy('pupil')
    .limit(2000)
    .execute()
  const near = rows.flatMap(({ pupil, why }) => {
    // `<pupil>.<week>` where a pupil holds a place in another week.
    const id = pupil.split('.')[0] ?? ''
    return isId(id) ? [{ id, place: why.beyond.find(({ offer }) => isId(offer)) }] : []
  })
  const offers = await db
    .selectFrom('offers as o')
    .innerJoin('hosts as h', (on) => on.onRef('h.territory_id', '=', 'o.territory_id').onRef('h.id', '=', 'o.host_id'))
    .innerJoin('sites as s', (on) => on.onRef('s.territory_id', '=', 'o.territory_id').onRef('s.id', '=', 'o.site_id'))
    .select(['o.id', 'h.name', 's.city'])
    .where('o.territory_id', '=', territoryId)
    .where(sql<boolean>`o.id = any (${near.flatMap(({ place }) => place?.offer ?? [])}::uuid[])`)
    .execute()
  const named = new Map(offers.map(({ id, ...offer }) => [id, offer]))
  return new Map(
    near.map(({ id, place }): [string, NearPlace | undefined] => {
      const offer = place && named.get(place.offer)
      if (!place || !offer) return [id, undefined]
      const { name: hostName, city } = offer
      return [id, { hostName, city: city ?? '', kilometres: place.kilometres, obstacle: sayObstacle(place) }]
    }),
  )
}
