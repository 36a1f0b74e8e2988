import './tables.ts'
import type { Db } from '#/platform/database.ts'

export interface Territory {
  /** Short and stable: `normandie`. */
  readonly id: string
  readonly name: string
  /** IANA name. */
  readonly timeZone: string
  /** Invented people: anyone may look around. */
  readonly demonstration: boolean
}

/** Adds a territory, or renames it; a demonstration stays one. */
export async function saveTerritory(
  db: Db,
  { id, name, timeZone = 'Europe/Paris', demonstration = false }: Pick<Territory, 'id' | 'name'> & Partial<Territory>,
): Promise<void> {
  await db
    .insertInto('territories')
    .values({ id, name, time_zone: timeZone, demonstration })
    .onConflict((on) => on.column('id').doUpdateSet({ name, time_zone: timeZone }))
    .execute()
}

export async function listTerritories(db: Db): Promise<Territory[]> {
  return db
    .selectFrom('territories')
    .select(['id', 'name', 'time_zone as timeZone', 'demonstration'])
    .orderBy('name')
    .execute()
}

export async function findTerritory(db: Db, id: string): Promise<Territory | undefined> {
  return db
    .selectFrom('territories')
    .select(['id', 'name', 'time_zone as timeZone', 'demonstration'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The clock that people of a territory go by; metropolitan France's where nobody knows the territory. */
export const timeZoneOf = async (db: Db, territoryId: string): Promise<string> =>
  (await findTerritory(db, territoryId))?.timeZone ?? 'Europe/Paris'

/** Whether all there is was invented. Beside a real territory nobody may come in without an account of their own. */
export async function isDemonstration(db: Db): Promise<boolean> {
  const territories = await listTerritories(db)
  return territories.length > 0 && territories.every(({ demonstration }) => demonstration)
}
