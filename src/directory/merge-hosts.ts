import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { type Db, isUniqueViolation } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { type HostFollowers, moveMembers, moveRows } from './followers.ts'
import type { Host } from './host.ts'
import { findHost, lockHosts, refreshSearch } from './hosts.ts'
import { changesOf, type HostChange, type MergeChoices } from './merge.ts'
import { silentPrinciple } from './principle.ts'
import { findPrinciple, savePrinciple } from './principles.ts'

/** Why two hosts were not merged. `collide`: both hold rows that cannot stand together under one host. */
export type MergeRefusal = { readonly why: 'same' | 'unknown' | 'merged_already' | 'collide' }

/**
 * Merges a host into another, because a person said so: the values they chose, then everything that belongs to it. It is hidden, its
 * address leads to the other, and all of it can be taken back for thirty days.
 */
export async function mergeHosts(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  followers: HostFollowers,
  wanted: { territoryId: string; from: string; into: string; choices: MergeChoices; grounds: Grounds },
): Promise<{ readonly mergeId: string } | MergeRefusal> {
  const { territoryId, choices, grounds } = wanted
  if (wanted.from === wanted.into) return { why: 'same' }
  try {
    return await services.db.transaction().execute(async (tx) => {
      const pair = await lockPair(tx, wanted)
      if (!pair) return { why: 'unknown' }
      const { from, into } = pair
      if (from.mergedInto !== undefined || into.mergedInto !== undefined) return { why: 'merged_already' }
      const mergeId = services.newId()
      const now = services.clock.now().toString()
      const changes = [...changesOf(pair, choices), ...(await principleChange(tx, pair, choices))]
      // First the one that goes, so that its SIRET is free.
      await tx
        .updateTable('hosts')
        .set((row) => ({ merged_into: into.id, version: row('version', '+', 1) }))
        .where('territory_id', '=', territoryId)
        .where('id', '=', from.id)
        .execute()
      await applyChanges(services, tx, { territoryId, hostId: into.id, changes, side: 'after', by: grounds.by })
      await tx
        .insertInto('host_merges')
        .values({
          territory_id: territoryId,
          id: mergeId,
          from_host: from.id,
          into_host: into.id,
          changes: JSON.stringify(changes),
          merged_at: now,
          merged_by: grounds.by ?? null,
        })
        .execute()
      const move = { territoryId, mergeId, from: from.id, into: into.id }
      await moveRows(tx, followers, move)
      await moveMembers(tx, move)
      await refreshSearch(tx, territoryId, into.id)
      await settlePair(tx, territoryId, from.id, into.id, { state: 'merged', by: grounds.by, at: now })
      await record(services, tx, {
        territoryId,
        what: 'host.merged',
        about: { kind: 'host', id: into.id },
        ...grounds,
      })
      return { mergeId }
    })
  } catch (error) {
    if (isUniqueViolation(error)) return { why: 'collide' }
    throw error
  }
}

/** Both rows, locked. */
async function lockPair(
  tx: Db,
  { territoryId, from, into }: { territoryId: string; from: string; into: string },
): Promise<{ from: Host; into: Host } | undefined> {
  await lockHosts(tx, territoryId, [from, into])
  const [going, staying] = [await findHost(tx, from), await findHost(tx, into)]
  if (going?.territoryId !== territoryId || staying?.territoryId !== territoryId) return undefined
  return { from: going, into: staying }
}

/** Where only the one that goes said what it agrees to, that is kept without asking. */
async function principleChange(
  tx: Db,
  { from, into }: { from: Host; into: Host },
  choices: MergeChoices,
): Promise<HostChange[]> {
  const [after, before] = [
    await findPrinciple(tx, from.territoryId, from.id),
    await findPrinciple(tx, into.territoryId, into.id),
  ]
  if (after === silentPrinciple) return []
  if (before !== silentPrinciple && choices.principle !== 'from') return []
  return [{ field: 'principle', before: before === silentPrinciple ? null : before, after }]
}

/** Writes one side of the changes into a host. */
export async function applyChanges(
  services: Pick<Services, 'clock'>,
  tx: Db,
  wanted: {
    territoryId: string
    hostId: string
    changes: readonly HostChange[]
    side: 'before' | 'after'
    by: string | undefined
  },
): Promise<void> {
  const { territoryId, hostId, changes, side, by } = wanted
  const values: Record<string, string | number | null> = {}
  for (const change of changes) {
    if (change.field === 'principle')
      await savePrinciple(services, tx, { territoryId, hostId, principle: change[side] ?? silentPrinciple, by })
    else if (change.field === 'register')
      Object.assign(values, { register_state: change[side].state, register_checked_at: change[side].checkedAt })
    // A description is never null.
    else values[change.field] = change.field === 'description' ? (change[side] ?? '') : change[side]
  }
  await tx
    .updateTable('hosts')
    .set((row) => ({ ...values, version: row('version', '+', 1) }))
    .where('territory_id', '=', territoryId)
    .where('id', '=', hostId)
    .execute()
}

/** What became of a pair that stood in the queue. */
export async function settlePair(
  tx: Db,
  territoryId: string,
  first: string,
  second: string,
  { state, by, at }: { state: 'merged' | 'proposed'; by: string | undefined; at: string },
): Promise<void> {
  await tx
    .updateTable('host_duplicates')
    .set({ state, decided_by: by ?? null, decided_at: at })
    .where('territory_id', '=', territoryId)
    .where('one', '=', first < second ? first : second)
    .where('other', '=', first < second ? second : first)
    .execute()
}
