import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { type Db, isUniqueViolation, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { type HostFollowers, moveMembersBack, moveRowsBack } from './followers.ts'
import { findHost, lockHosts, refreshSearch } from './hosts.ts'
import { type HostChange, undoDays, undoUntil } from './merge.ts'
import { applyChanges, settlePair } from './merge-hosts.ts'
import { samePrinciple } from './principle.ts'
import { findPrinciple, forgetPrinciple } from './principles.ts'

/**
 * Why a merge was not taken back. `too_late`: thirty days have passed; `merged_again`: the host that stayed was itself merged since (that
 * merge is to be taken back first); `collide`: another host has its SIRET now, or rows that cannot stand beside its own.
 */
export type UndoRefusal = { readonly why: 'unknown' | 'undone_already' | 'too_late' | 'merged_again' | 'collide' }

/**
 * Takes a merge back: the host that went is there again, with exactly the rows that moved; the host that stayed has its former values,
 * but for those that somebody changed since. What came after the merge stays where it is.
 */
export async function undoMerge(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  followers: HostFollowers,
  { territoryId, mergeId, grounds }: { territoryId: string; mergeId: string; grounds: Grounds },
): Promise<{ readonly from: string } | UndoRefusal> {
  try {
    return await services.db.transaction().execute(async (tx) => {
      const merge = await tx
        .selectFrom('host_merges')
        .selectAll()
        .where('territory_id', '=', territoryId)
        .where('id', '=', mergeId)
        .forUpdate()
        .executeTakeFirst()
      if (!merge) return { why: 'unknown' }
      if (merge.undone_at !== null) return { why: 'undone_already' }
      const now = services.clock.now()
      if (Temporal.Instant.compare(now, undoUntil(merge.merged_at)) >= 0) return { why: 'too_late' }
      const { from_host: from, into_host: into } = merge
      await lockHosts(tx, territoryId, [from, into])
      if ((await findHost(tx, into))?.mergedInto !== undefined) return { why: 'merged_again' }
      await restoreValues(services, tx, { territoryId, hostId: into, changes: merge.changes, by: grounds.by })
      await tx
        .updateTable('hosts')
        .set((row) => ({ merged_into: null, version: row('version', '+', 1) }))
        .where('territory_id', '=', territoryId)
        .where('id', '=', from)
        .execute()
      const move = { territoryId, mergeId, from, into }
      await moveRowsBack(tx, followers, move)
      await moveMembersBack(tx, move)
      await refreshSearch(tx, territoryId, from)
      await refreshSearch(tx, territoryId, into)
      await tx
        .updateTable('host_merges')
        .set({ undone_at: now.toString(), undone_by: grounds.by ?? null })
        .where('territory_id', '=', territoryId)
        .where('id', '=', mergeId)
        .execute()
      await settlePair(tx, territoryId, from, into, { state: 'proposed', by: grounds.by, at: now.toString() })
      await record(services, tx, { territoryId, what: 'host.unmerged', about: { kind: 'host', id: from }, ...grounds })
      return { from }
    })
  } catch (error) {
    if (isUniqueViolation(error)) return { why: 'collide' }
    throw error
  }
}

/** Only what still is as the merge made it. */
async function restoreValues(
  services: Pick<Services, 'clock'>,
  tx: Db,
  wanted: { territoryId: string; hostId: string; changes: readonly HostChange[]; by: string | undefined },
): Promise<void> {
  const { territoryId, hostId, changes } = wanted
  const host = await findHost(tx, hostId)
  const principle = await findPrinciple(tx, territoryId, hostId)
  const sameSiret = changes.some(({ field, after }) => field === 'siret' && (host?.siret ?? null) === after)
  const untouched = changes.filter((change) => {
    if (change.field === 'principle') return samePrinciple(change.after, principle)
    if (change.field === 'register') return sameSiret
    return (host?.[change.field] ?? null) === change.after
  })
  const added = untouched.some((change) => change.field === 'principle' && change.before === null)
  await applyChanges(services, tx, {
    ...wanted,
    changes: untouched.filter((change) => !(change.field === 'principle' && change.before === null)),
    side: 'before',
  })
  if (added) await forgetPrinciple(tx, territoryId, hostId)
}

/** A merge that can still be taken back. */
export interface RecentMerge {
  readonly id: string
  readonly fromName: string
  readonly into: string
  readonly intoName: string
  readonly mergedAt: Temporal.Instant
  /** Who did it. */
  readonly by: string | undefined
}

const shown = 50

/** The merges of the last thirty days that stand, the latest first. */
export async function recentMerges(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  territoryId: string,
): Promise<RecentMerge[]> {
  const rows = await db
    .selectFrom('host_merges as m')
    .innerJoin('hosts as a', (on) =>
      on.onRef('a.territory_id', '=', 'm.territory_id').onRef('a.id', '=', 'm.from_host'),
    )
    .innerJoin('hosts as b', (on) =>
      on.onRef('b.territory_id', '=', 'm.territory_id').onRef('b.id', '=', 'm.into_host'),
    )
    .leftJoin('accounts as p', 'p.id', 'm.merged_by')
    .select(['m.id', 'a.name as from_name', 'm.into_host', 'b.name as into_name', 'm.merged_at', 'p.name as by'])
    .where('m.territory_id', '=', territoryId)
    .where('m.undone_at', 'is', null)
    .where('m.merged_at', '>', moment(clock.now().subtract({ hours: 24 * undoDays })))
    .orderBy('m.merged_at', 'desc')
    .limit(shown)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    fromName: row.from_name,
    into: row.into_host,
    intoName: row.into_name,
    mergedAt: row.merged_at,
    by: row.by ?? undefined,
  }))
}
