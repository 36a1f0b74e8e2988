import './tables.ts'
import { type Account, listPeople } from '#/identity/index.ts'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'
import type { NewId } from '#/platform/identifiers.ts'

/** Who accompanies and prescribes: a mission locale, an agency, a structure of insertion. */
export interface Organisation {
  readonly territoryId: string
  readonly id: string
  readonly name: string
}

export async function findOrganisation(db: Db, territoryId: string, id: string): Promise<Organisation | undefined> {
  const row = await db
    .selectFrom('organisations')
    .select('name')
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { territoryId, id, name: row.name }
}

/** Those that someone counsels for, by name. One that nobody named goes by what it is called in their role. */
export async function organisationsOf(db: Db, { grants }: Account): Promise<readonly Organisation[]> {
  const held = grants.flatMap(({ role, territoryId, scope }) =>
    role === 'counsellor' && territoryId !== undefined && scope?.kind === 'organisation'
      ? [{ territoryId, id: scope.id }]
      : [],
  )
  const found: Organisation[] = []
  for (const { territoryId, id } of held)
    found.push((await findOrganisation(db, territoryId, id)) ?? { territoryId, id, name: id })
  return found.toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
}

/** An organisation and who counsels there. */
export interface Staffed extends Organisation {
  readonly counsellors: readonly string[]
}

const most = 200

/** The organisations of a territory, by name, with who counsels there. */
export async function listOrganisations(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  territoryId: string,
): Promise<readonly Staffed[]> {
  const rows = await db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('territory_id', '=', territoryId)
    .orderBy('name')
    .limit(most)
    .execute()
  if (rows.length === 0) return []
  const places = rows.map(({ id }) => ({ kind: 'organisation' as const, id }))
  const people = await listPeople(db, { territoryId, places }, clock.now(), { limit: 500 })
  const held = people.rows.filter(({ grant, isEnded }) => grant.role === 'counsellor' && !isEnded)
  return rows.map(({ id, name }) => ({
    territoryId,
    id,
    name,
    counsellors: held.filter(({ grant }) => grant.scope?.id === id).map((person) => person.name),
  }))
}

/** Adds an organisation, in the caller's transaction; one of the same name is the same. */
export async function addOrganisation(
  { clock, newId }: { readonly clock: Clock; readonly newId: NewId },
  tx: Db,
  { territoryId, name }: Omit<Organisation, 'id'>,
): Promise<Organisation> {
  const same = await tx
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('territory_id', '=', territoryId)
    .where((on) => on(on.fn('lower', ['name']), '=', name.toLowerCase()))
    .executeTakeFirst()
  if (same) return { territoryId, ...same }
  const added = { territoryId, id: newId(), name }
  await saveOrganisation({ clock }, tx, added)
  return added
}

/** Writes an organisation whose id is known; one that is there keeps its name. */
export async function saveOrganisation(
  { clock }: { readonly clock: Clock },
  db: Db,
  { territoryId, id, name }: Organisation,
): Promise<void> {
  await db
    .insertInto('organisations')
    .values({ territory_id: territoryId, id, name, created_at: clock.now().toString() })
    .onConflict((on) => on.doNothing())
    .execute()
}
