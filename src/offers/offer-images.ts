import './tables.ts'
import { sql } from 'kysely'
import type { CleanImage } from '#/platform/clean-image.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

/** Images that an offer or its drafts may hold at once. */
export const mostImages = 6

/** Keeps an image beside an offer, or a draft of one; it shows once an offer names it. Undefined: there are enough. */
export async function addImage(
  { clock, newId }: Pick<Services, 'clock' | 'newId'>,
  tx: Db,
  { territoryId, hostId, offerId, image }: { territoryId: string; hostId: string; offerId: string; image: CleanImage },
): Promise<string | undefined> {
  const { count } = await tx
    .selectFrom('offer_images')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
    .executeTakeFirstOrThrow()
  if (count >= mostImages) return undefined
  const id = newId()
  await tx
    .insertInto('offer_images')
    .values({
      territory_id: territoryId,
      id,
      host_id: hostId,
      offer_id: offerId,
      media_type: image.mediaType,
      bytes: Buffer.from(image.bytes),
      added_at: clock.now().toString(),
    })
    .execute()
  return id
}

export interface StoredImage {
  readonly territoryId: string
  readonly hostId: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** Whether a published offer shows it; else only those who answer for the host may see it. */
  readonly isPublic: boolean
}

/** An image by its id. */
export async function findImage(db: Db, id: string): Promise<StoredImage | undefined> {
  const row = await db
    .selectFrom('offer_images as i')
    .leftJoin('offers as o', (on) => on.onRef('o.territory_id', '=', 'i.territory_id').onRef('o.id', '=', 'i.offer_id'))
    .select(['i.territory_id', 'i.host_id', 'i.media_type', 'i.bytes', 'o.state', 'o.images'])
    .where('i.id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      territoryId: row.territory_id,
      hostId: row.host_id,
      mediaType: row.media_type,
      bytes: row.bytes,
      isPublic: row.state === 'published' && (row.images ?? []).some((image) => image.id === id),
    }
  )
}

/** Forgets the images of an offer that neither it nor a draft of it names. Returns how many. */
export async function dropUnusedImages(
  tx: Db,
  { territoryId, offerId }: { territoryId: string; offerId: string },
): Promise<number> {
  const { numAffectedRows } =
    await sql`delete from offer_images i where i.territory_id = ${territoryId} and i.offer_id = ${offerId}
    and not exists (select from offers o where o.territory_id = i.territory_id and o.id = i.offer_id
      and o.images @> jsonb_build_array(jsonb_build_object('id', i.id)))
    and not exists (select from offer_drafts d where d.territory_id = i.territory_id and d.offer_id = i.offer_id
      and d.answers ? ('photo-' || i.id))`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
