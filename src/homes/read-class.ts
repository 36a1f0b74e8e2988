import '#/applications/index.ts'
import type { Account } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { listClassPupils, type Pupil, periodsOfClass, type SchoolClass } from '#/pupils/index.ts'
import { byTime, compareGlances, type Glance, glanceOf, type SentApplication } from './class-glance.ts'
import { helpOfPupils } from './help-requests.ts'
import { findHelpSettings } from './help-settings.ts'
import { lastNudges } from './nudge-pupil.ts'

/** A pupil of a class, at a glance. */
export interface ClassRow {
  readonly pupil: Pupil
  readonly name: string
  readonly glance: Glance
  /** Came in, or did something; undefined: never. */
  readonly lastSign: Temporal.Instant | undefined
  readonly helpAsked: boolean
  readonly nudgedAt: Temporal.Instant | undefined
}

export interface ClassGlance {
  /** ISO weeks to fill, ascending. */
  readonly needed: readonly string[]
  /** Who is stuck first. */
  readonly rows: readonly ClassRow[]
}

/** More than any class holds, and than its pupils ever sent. */
const [mostPupils, mostSent] = [200, 5000]

/** A class at a glance, read behind the second lock: no draft, no text, nothing that a pupil did not send. */
export async function readClass(
  services: Services,
  account: Pick<Account, 'id'>,
  { territoryId, id: classId }: Pick<SchoolClass, 'territoryId' | 'id'>,
): Promise<ClassGlance> {
  const { db, clock } = services
  const { rows: pupils, sent } = await guarded(services, account, async (tx) => {
    const { rows } = await listClassPupils(tx, { territoryId, classId, limit: mostPupils })
    return {
      rows,
      sent: await sentApplications(
        tx,
        territoryId,
        rows.map(({ id }) => id),
      ),
    }
  })
  return glances(db, { territoryId, classId, pupils, sent, now: clock.now() })
}

/** What one pupil of a class looks like at a glance. */
export async function readPupilGlance(
  services: Services,
  account: Pick<Account, 'id'>,
  pupil: Pupil,
): Promise<ClassRow> {
  const { territoryId, classId } = pupil
  const sent = await guarded(services, account, (tx) => sentApplications(tx, territoryId, [pupil.id]))
  const read = { territoryId, classId, pupils: [pupil], sent, now: services.clock.now() }
  const [row] = (await glances(services.db, read)).rows
  if (!row) throw new Error('one pupil gave no row')
  return row
}

interface Read {
  readonly territoryId: string
  readonly classId: string
  readonly pupils: readonly Pupil[]
  readonly sent: readonly SentApplication[]
  readonly now: Temporal.Instant
}

async function glances(db: Db, { territoryId, classId, pupils, sent, now }: Read): Promise<ClassGlance> {
  const ids = pupils.map(({ id }) => id)
  const needed = [...new Set((await periodsOfClass(db, territoryId, classId)).flatMap(({ weeks }) => weeks))].toSorted()
  const { opensOn } = await findHelpSettings(db, territoryId)
  const opens = opensOn?.toZonedDateTime('Europe/Paris').toInstant()
  const help = await helpOfPupils(db, territoryId, ids)
  const nudges = await lastNudges(db, territoryId, ids)
  const signs = await accountSigns(
    db,
    pupils.flatMap(({ accountId }) => accountId ?? []),
  )
  const byPupil = Map.groupBy(sent, ({ pupilId }) => pupilId)
  const rows = pupils.map((pupil): ClassRow => {
    const applications = byPupil.get(pupil.id) ?? []
    const account = signs.get(pupil.accountId ?? '')
    const moves = applications.map(({ since }) => since).toSorted(byTime)
    return {
      pupil,
      name: `${pupil.lastName} ${pupil.firstName}`,
      glance: glanceOf({ needed, applications, now, opened: opens ?? account?.cameAt }),
      lastSign: [moves.at(-1), account?.usedAt]
        .filter((at) => at !== undefined)
        .toSorted(byTime)
        .at(-1),
      helpAsked: help.has(pupil.id),
      nudgedAt: nudges.get(pupil.id),
    }
  })
  return { needed, rows: rows.toSorted(compareGlances) }
}

/** What these pupils sent: states, weeks and days, no text. */
async function sentApplications(
  tx: Db,
  territoryId: string,
  pupilIds: readonly string[],
): Promise<readonly SentApplication[]> {
  if (pupilIds.length === 0) return []
  const rows = await tx
    .selectFrom('applications')
    .select(['pupil_id', 'state', 'weeks', 'since', 'waits_since'])
    .where('territory_id', '=', territoryId)
    .where('pupil_id', 'in', pupilIds)
    .where('state', '<>', 'draft')
    .limit(mostSent)
    .execute()
  return rows.map(({ pupil_id, state, weeks, since, waits_since }) => ({
    pupilId: pupil_id,
    state,
    weeks,
    since,
    waitsSince: waits_since,
  }))
}

/** When these accounts were made, and last used. */
async function accountSigns(
  db: Db,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly cameAt: Temporal.Instant; readonly usedAt: Temporal.Instant }>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('accounts as a')
    .leftJoin('sessions as s', 's.account_id', 'a.id')
    .select(['a.id', 'a.created_at', (on) => on.fn.max('s.last_used_at').as('used_at')])
    .where('a.id', 'in', accountIds)
    .groupBy(['a.id', 'a.created_at'])
    .execute()
  return new Map(rows.map(({ id, created_at, used_at }) => [id, { cameAt: created_at, usedAt: used_at ?? created_at }]))
}
