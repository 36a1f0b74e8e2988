import '../tables.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { post } from '#/messages/index.ts'
import { type Db, moment } from '#/platform/database.ts'
import { defineJob, type JobDefinition } from '#/platform/jobs.ts'
import type { Services } from '#/platform/services.ts'
import { listTerritories, type Territory } from '#/territory/index.ts'
import { weeklyMail } from './mails/weekly.ts'

const monday = 1
/** As many people in one transaction. */
const batch = 100

interface Subscriber {
  readonly account_id: string
  readonly scope_kind: string
  readonly scope_id: string
}

/** Those to whom a territory, a bassin or a school is entrusted; one line each, in the order of accounts. */
function subscribersOf(db: Db, territoryId: string, now: Temporal.Instant, after: Subscriber | undefined) {
  let query = db
    .selectFrom('grants')
    .select(['account_id', 'scope_kind', 'scope_id'])
    .distinct()
    .where('territory_id', '=', territoryId)
    .where('ended_at', 'is', null)
    .where((on) => on.or([on('starts_at', 'is', null), on('starts_at', '<=', moment(now))]))
    .where((on) => on.or([on('ends_at', 'is', null), on('ends_at', '>', moment(now))]))
    .where((on) =>
      on.or([
        on.and([on('role', 'in', ['coordinator', 'observer']), on('scope_kind', 'in', ['', 'bassin'])]),
        on.and([on('role', '=', 'head'), on('scope_kind', '=', 'school')]),
      ]),
    )
  if (after)
    query = query.where(
      sql<boolean>`(account_id, scope_kind, scope_id) > (${after.account_id}::uuid, ${after.scope_kind}, ${after.scope_id})`,
    )
  return query.orderBy('account_id').orderBy('scope_kind').orderBy('scope_id').limit(batch).execute()
}

const withinOf = ({ scope_kind, scope_id }: Subscriber): string =>
  scope_kind === '' ? '' : `${scope_kind === 'school' ? 'etablissement' : scope_kind}:${scope_id}`

/** Posts a territory's letters of a week, each once; they leave with the next digest. */
export async function postWeekly(services: Services, territoryId: string, week: string): Promise<void> {
  let after: Subscriber | undefined
  for (;;) {
    const some = await services.db.transaction().execute(async (tx) => {
      const rows = await subscribersOf(tx, territoryId, services.clock.now(), after)
      for (const row of rows) {
        const within = withinOf(row)
        await post(services, tx, weeklyMail, {
          to: { accountId: row.account_id, territoryId },
          data: { territory: territoryId, within },
          once: `indicators:weekly:${week}:${row.account_id}:${within}`,
        })
      }
      return rows
    })
    after = some.at(-1)
    if (some.length < batch) return
  }
}

/** Mondays before the digests leave, by the territory's own clock. */
function weekToPost({ timeZone }: Territory, now: Temporal.Instant, digestHour: number): string | undefined {
  const local = now.toZonedDateTimeISO(timeZone)
  if (local.dayOfWeek !== monday || local.hour >= digestHour) return undefined
  return `${local.yearOfWeek}-W${String(local.weekOfYear).padStart(2, '0')}`
}

/** The letters of the week, with Monday's digests. */
export const weeklyJob: JobDefinition<object> = defineJob({
  name: 'weekly-letters',
  schema: z.object({}),
  limitMinutes: 20,
  repeats: { everyMinutes: 30 },
  async handler(_, services, { signal }) {
    const { db, clock, configuration } = services
    for (const territory of await listTerritories(db)) {
      if (signal.aborted) return
      const week = weekToPost(territory, clock.now(), configuration.digestHour)
      if (week !== undefined) await postWeekly(services, territory.id, week)
    }
  },
})
