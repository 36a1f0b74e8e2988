import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Application, ApplicationState } from './application.ts'

/** What a pupil needs, in their own words: health data. `told`: from when the host may read it. */
export interface Adaptations {
  readonly body: string
  readonly told: 'now' | 'accepted'
}

/** Keeps what the pupil wrote, or forgets it when they wrote nothing. */
export async function saveAdaptations(
  tx: Db,
  { territoryId, id }: Pick<Application, 'territoryId' | 'id'>,
  given: Adaptations | undefined,
): Promise<void> {
  if (given === undefined) {
    await tx
      .deleteFrom('application_adaptations')
      .where('territory_id', '=', territoryId)
      .where('application_id', '=', id)
      .execute()
    return
  }
  const { body, told } = given
  await tx
    .insertInto('application_adaptations')
    .values({ territory_id: territoryId, application_id: id, body, told })
    .onConflict((on) => on.columns(['territory_id', 'application_id']).doUpdateSet({ body, told }))
    .execute()
}

const welcomed: readonly ApplicationState[] = ['accepted', 'confirmed']

/** What the pupil reads of it, or the host once it may. For the school's eyes there is no way to ask. */
export async function readAdaptations(
  db: Db,
  { territoryId, id, state }: Pick<Application, 'territoryId' | 'id' | 'state'>,
  reader: 'pupil' | 'host',
): Promise<Adaptations | undefined> {
  const row = await db
    .selectFrom('application_adaptations')
    .select(['body', 'told'])
    .where('territory_id', '=', territoryId)
    .where('application_id', '=', id)
    .executeTakeFirst()
  if (!row || (reader === 'host' && row.told === 'accepted' && !welcomed.includes(state))) return undefined
  return row
}
