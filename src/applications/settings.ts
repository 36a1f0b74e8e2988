import './tables.ts'
import type { Db } from '#/platform/database.ts'

/** What a territory chose about applications. */
export interface ApplicationSettings {
  /** Hosts see class level and text, and the name once they said yes. */
  readonly anonymousApplications: boolean
}

export async function findSettings(db: Db, territoryId: string): Promise<ApplicationSettings> {
  const row = await db
    .selectFrom('territory_settings')
    .select('anonymous_applications')
    .where('territory_id', '=', territoryId)
    .executeTakeFirst()
  return { anonymousApplications: row?.anonymous_applications ?? false }
}

/** Holds for the applications that are sent from now on: what a host was shown is not hidden again. */
export async function saveSettings(
  db: Db,
  territoryId: string,
  { anonymousApplications }: ApplicationSettings,
): Promise<void> {
  const chosen = { anonymous_applications: anonymousApplications }
  await db
    .insertInto('territory_settings')
    .values({ territory_id: territoryId, ...chosen })
    .onConflict((on) => on.column('territory_id').doUpdateSet(chosen))
    .execute()
}
