import { type Account, bassinsOf } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { countChanges, isChangeKind, listChanges } from './changes.ts'
import type { PileView } from './pages/pile-page.tsx'
import { expiringSeats, hostsToThank, silentSchools, unanswered } from './piles.ts'
import { sinceYesterday } from './read-desk.ts'
import type { Slice } from './slice.ts'

/** A pile of the desk by its name in the address, behind the second lock; undefined when there is no such pile. */
export async function readPile(
  services: Services,
  account: Account,
  { territoryId, name }: { readonly territoryId: string; readonly name: string },
  slice: Slice,
): Promise<PileView | undefined> {
  const { db, clock } = services
  const timeZone = await timeZoneOf(db, territoryId)
  const now = clock.now()
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  if (name === 'silencieux')
    return {
      name,
      pile: await silentSchools(
        db,
        { territoryId, bassins: bassinsOf(account.grants, ['coordinator'], territoryId) },
        slice,
      ),
    }
  return guarded(services, account, async (tx): Promise<PileView | undefined> => {
    if (name === 'places') return { name, pile: await expiringSeats(tx, { territoryId, now }, slice) }
    if (name === 'candidatures') return { name, pile: await unanswered(tx, { territoryId, now }, slice) }
    if (name === 'merci') return { name, pile: await hostsToThank(tx, { territoryId, today }, slice) }
    if (!isChangeKind(name)) return undefined
    const since = sinceYesterday(today, timeZone)
    const counts = await countChanges(tx, territoryId, since)
    return {
      name,
      counts,
      pile: { count: counts[name], rows: await listChanges(tx, { territoryId, kind: name, since }, slice) },
    }
  })
}
