import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/** Identifiers looked up in one statement. */
const atOnce = 2000

/**
 * The offers that must not be found again for these pupils, by pupil: a proposal was declined there by the pupil or by the host; or an
 * application ended there by the pupil, by the host or without an answer, though not for want of a seat, nor because the pupil had a
 * place elsewhere at the time.
 */
export async function avoidedOffers(
  db: Db,
  { territoryId, pupilIds }: { readonly territoryId: string; readonly pupilIds: readonly string[] },
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>()
  for (let from = 0; from < pupilIds.length; from += atOnce) {
    const ids = pupilIds.slice(from, from + atOnce)
    const { rows } = await sql<{ pupil_id: string; offer_id: string }>`
      select pupil_id, offer_id from proposals
      where territory_id = ${territoryId} and pupil_id = any (${ids}::uuid[]) and refused_by is not null
      union
      select a.pupil_id, a.offer_id from applications a
      left join lateral (
        select e.transition, e.from_state from application_events e
        where e.territory_id = a.territory_id and e.application_id = a.id order by e.version desc limit 1
      ) last on true
      where a.territory_id = ${territoryId} and a.pupil_id = any (${ids}::uuid[]) and a.submitted_at is not null
        and a.state in ('refused', 'withdrawn', 'expired', 'cancelled')
        and coalesce(last.transition, '') not in ('overlap', 'depart', 'close')
        and coalesce(last.from_state, '') not in ('draft', 'waiting')
    `.execute(db)
    for (const { pupil_id, offer_id } of rows) found.set(pupil_id, (found.get(pupil_id) ?? new Set()).add(offer_id))
  }
  return found
}
