import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { consent } from './help.ts'

/** A pupil's agreement that someone looks with them, in force. */
export interface HelpRequest {
  readonly id: string
  readonly askedAt: Temporal.Instant
}

interface HelpOf {
  readonly territoryId: string
  readonly pupilId: string
  readonly grounds: Grounds
}

/** The request of a pupil that is in force. */
export async function findHelp(
  db: Db,
  { territoryId, pupilId }: Pick<HelpOf, 'territoryId' | 'pupilId'>,
): Promise<HelpRequest | undefined> {
  return (await helpOfPupils(db, territoryId, [pupilId])).get(pupilId)
}

/** The requests in force of several pupils, by pupil. */
export async function helpOfPupils(
  db: Db,
  territoryId: string,
  pupilIds: readonly string[],
): Promise<ReadonlyMap<string, HelpRequest>> {
  if (pupilIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('help_requests')
    .select(['id', 'pupil_id', 'asked_at'])
    .where('territory_id', '=', territoryId)
    .where('pupil_id', 'in', pupilIds)
    .where('withdrawn_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, pupil_id, asked_at }) => [pupil_id, { id, askedAt: asked_at }]))
}

/** Notes that a pupil agrees to be helped; again changes nothing. */
export const askForHelp = (services: Services, of: HelpOf): Promise<void> => note(services, of, 'pupil')

/** Someone of the school notes it for a pupil who agreed, aloud or on paper; again changes nothing. */
export const enterHelp = (services: Services, of: HelpOf): Promise<void> => note(services, of, 'school')

function note(services: Services, { territoryId, pupilId, grounds }: HelpOf, by: 'pupil' | 'school'): Promise<void> {
  const { db, clock, newId } = services
  return db.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto('help_requests')
      .values({
        territory_id: territoryId,
        id: newId(),
        pupil_id: pupilId,
        consent,
        asked_at: clock.now().toString(),
        entered_by: by === 'school' ? (grounds.by ?? null) : null,
      })
      .onConflict((on) => on.columns(['territory_id', 'pupil_id']).where('withdrawn_at', 'is', null).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made)
      await record(services, tx, {
        ...grounds,
        territoryId,
        what: by === 'school' ? 'help.entered' : 'help.asked',
        about: { kind: 'pupil', id: pupilId },
      })
  })
}

/** Takes the agreement back; again changes nothing. */
export function withdrawHelp(services: Services, { territoryId, pupilId, grounds }: HelpOf): Promise<void> {
  const { db, clock } = services
  return db.transaction().execute(async (tx) => {
    const ended = await tx
      .updateTable('help_requests')
      .set({ withdrawn_at: clock.now().toString() })
      .where('territory_id', '=', territoryId)
      .where('pupil_id', '=', pupilId)
      .where('withdrawn_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    const what = 'help.withdrawn'
    if (ended) await record(services, tx, { ...grounds, territoryId, what, about: { kind: 'pupil', id: pupilId } })
  })
}
