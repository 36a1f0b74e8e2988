import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { ImportPlan } from './plan.ts'

/** What an import writes itself, and what follows from it: not a use of the pupil. */
const ownTables = ['representatives', 'group_pupils', 'pupil_addresses', 'pupil_statuses', 'journal']

/**
 * Of these pupils, those whom something stands on: an account, a printed code, or a row of any table about them. The tables are asked of
 * the database itself, so that one added later is not forgotten.
 */
export async function pupilsInUse(db: Db, territoryId: string, ids: readonly string[]): Promise<PupilReasons> {
  const used = new Map<string, Set<string>>()
  if (ids.length === 0) return used
  const { rows } = await sql<{ id: string; why: string }>`select id, 'code imprimé' as why from pupils
    where territory_id = ${territoryId} and id = any (${ids}::uuid[]) and personal_code_hash is not null
    union
    select id, 'compte' from pupils
    where territory_id = ${territoryId} and id = any (${ids}::uuid[]) and account_id is not null
    union
    select scope_id::uuid, 'compte' from grants
    where territory_id = ${territoryId} and scope_kind = 'pupil' and scope_id = any (${ids}::text[])`.execute(db)
  for (const { id, why } of rows) addReason(used, id, why)
  for (const table of await tablesWith(db, 'pupil_id'))
    for (const id of await namedIn(db, table, 'pupil_id', territoryId, ids))
      addReason(used, id, tableWords[table] ?? 'suivi ouvert')
  return used
}

/** Why each of these pupils must stay as they are, in words. */
export type PupilReasons = ReadonlyMap<string, ReadonlySet<string>>

export function addReason(reasons: Map<string, Set<string>>, pupilId: string, why: string): void {
  const its = reasons.get(pupilId) ?? new Set()
  its.add(why)
  reasons.set(pupilId, its)
}

/** What stands on a pupil, as people call it; a table that is not named here counts all the same. */
const tableWords: Readonly<Record<string, string>> = {
  applications: 'candidature',
  agreements: 'convention',
  confirmed_weeks: 'semaine confirmée',
  exemptions: 'dispense',
  help_requests: 'demande d’aide',
  help_wave_pupils: 'recherche de places en cours',
  proposals: 'place proposée',
  referents: 'référent',
  pupil_calls: 'appel noté',
  pupil_nudges: 'rappel envoyé',
  pupil_signs: 'passage de l’élève',
}

/** What somebody changed by hand, since an import, of the people who answer for pupils. */
export async function touchedPeople(
  db: Db,
  territoryId: string,
  { representatives }: Pick<ImportPlan, 'representatives'>,
  added: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids = new Set([...added, ...representatives.flatMap(({ former, next }) => (next ?? former)?.pupil_id ?? [])])
  if (ids.size === 0) return new Set()
  const rows = await db
    .selectFrom('representatives')
    .select(['id', 'pupil_id', 'name', 'email', 'phone'])
    .where('territory_id', '=', territoryId)
    .where(sql<boolean>`pupil_id = any (${[...ids]}::uuid[])`)
    .execute()
  const now = new Map(rows.map((row) => [row.id, row]))
  const known = new Set(representatives.map(({ id }) => id))
  const isAdded = new Set(added)
  return new Set([
    ...representatives.flatMap(({ id, next }) => {
      const row = now.get(id)
      const isSame = row && next && row.name === next.name && row.email === next.email && row.phone === next.phone
      return next && !isSame ? [next.pupil_id] : []
    }),
    ...rows.flatMap(({ id, pupil_id }) => (isAdded.has(pupil_id) && !known.has(id) ? [pupil_id] : [])),
  ])
}

/** Groups whose members somebody changed since an import set them, and pupils it added whom somebody put into another group. */
export async function touchedGroups(
  db: Db,
  territoryId: string,
  { members }: Pick<ImportPlan, 'members'>,
  added: readonly string[],
): Promise<{ readonly names: readonly string[]; readonly pupilIds: readonly string[] }> {
  const rows = await db
    .selectFrom('group_pupils as m')
    .innerJoin('pupil_groups as g', (on) =>
      on.onRef('g.territory_id', '=', 'm.territory_id').onRef('g.id', '=', 'm.group_id'),
    )
    .select(['m.group_id', 'm.pupil_id', 'g.name'])
    .where('m.territory_id', '=', territoryId)
    .where(
      sql<boolean>`(m.group_id = any (${members.map(({ groupId }) => groupId)}::uuid[]) or m.pupil_id = any (${added}::uuid[]))`,
    )
    .execute()
  const byGroup = Map.groupBy(rows, ({ group_id }) => group_id)
  const set = new Set(members.map(({ groupId }) => groupId))
  return {
    names: members.flatMap(({ groupId, next }) => {
      const its = byGroup.get(groupId) ?? []
      const isSame = its.length === next.length && its.every(({ pupil_id }) => next.includes(pupil_id))
      return isSame ? [] : [its[0]?.name ?? 'vidé depuis']
    }),
    pupilIds: rows.flatMap(({ group_id, pupil_id }) => (set.has(group_id) ? [] : [pupil_id])),
  }
}

/** The pupils of these representatives, of those who came in once. */
export async function pupilsWhosePeopleCame(
  db: Db,
  territoryId: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('representatives')
    .select('pupil_id')
    .where('territory_id', '=', territoryId)
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .where('account_id', 'is not', null)
    .execute()
  return rows.map(({ pupil_id }) => pupil_id)
}

/** Of these classes, those that anything else than these pupils stands on: weeks, grants, other pupils. */
export async function classesInUse(
  db: Db,
  territoryId: string,
  { classIds, exceptPupils }: { readonly classIds: readonly string[]; readonly exceptPupils: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (classIds.length === 0) return new Set()
  const used = new Set<string>()
  const { rows } = await sql<{ id: string }>`select distinct class_id as id from pupils
    where territory_id = ${territoryId} and class_id = any (${classIds}::uuid[]) and id <> all (${exceptPupils}::uuid[])
    union
    select scope_id::uuid from grants
    where territory_id = ${territoryId} and scope_kind = 'class' and scope_id = any (${classIds}::text[])`.execute(db)
  for (const { id } of rows) used.add(id)
  for (const table of await tablesWith(db, 'class_id'))
    if (table !== 'pupils') for (const id of await namedIn(db, table, 'class_id', territoryId, classIds)) used.add(id)
  return used
}

/** The tables that name someone in a column, of a territory. */
async function tablesWith(db: Db, column: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select c.table_name as name from information_schema.columns c
    join information_schema.columns t on t.table_schema = c.table_schema and t.table_name = c.table_name
      and t.column_name = 'territory_id'
    join information_schema.tables b on b.table_schema = c.table_schema and b.table_name = c.table_name
      and b.table_type = 'BASE TABLE'
    where c.table_schema = current_schema() and c.column_name = ${column} and c.data_type = 'uuid'
    order by c.table_name`.execute(db)
  return rows.map(({ name }) => name).filter((name) => !ownTables.includes(name))
}

async function namedIn(
  db: Db,
  table: string,
  column: string,
  territoryId: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct ${sql.ref(column)} as id from ${sql.table(table)}
    where territory_id = ${territoryId} and ${sql.ref(column)} = any (${ids}::uuid[])`.execute(db)
  return rows.map(({ id }) => id)
}
