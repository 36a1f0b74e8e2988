import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { isInstant, type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { Level } from '#/rules/index.ts'
import { isLevel } from '#/rules/index.ts'
import type { ApplicationState } from './application.ts'
import { applicationOf } from './applications.ts'
import { type ListedApplication, listed, listedOf } from './pupil-applications.ts'
import { nameForHost } from './who-words.ts'

/** What a host has to do with its applications. */
export const hostConcerns = {
  /** Whom to answer, who has waited longest first. */
  'to-answer': ['submitted', 'read'],
  /** Answered, the pupil's turn. */
  answered: ['asked', 'countered', 'accepted'],
  waiting: ['waiting'],
  /** Who comes. */
  coming: ['confirmed'],
  over: ['refused', 'withdrawn', 'expired', 'cancelled'],
} as const satisfies Readonly<Record<string, readonly ApplicationState[]>>

export type HostConcern = keyof typeof hostConcerns

export interface HostApplication extends ListedApplication {
  /** « Lina M. », or without a name while it is anonymous. */
  readonly who: string
  readonly level: Level
}

/** The applications to a host's offers of one concern, who has waited longest first. Never drafts. */
export async function applicationsOfHost(
  db: Db,
  {
    territoryId,
    hostId,
    concern,
    limit = 20,
    after,
  }: { territoryId: string; hostId: string; concern: HostConcern; limit?: number; after?: string | undefined },
): Promise<Paged<HostApplication>> {
  let query = listed(db)
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'a.territory_id').onRef('p.id', '=', 'a.pupil_id'),
    )
    .select(['p.first_name', 'p.last_name', 'p.level'])
    .where('a.territory_id', '=', territoryId)
    .where('a.host_id', '=', hostId)
    .where('a.state', 'in', hostConcerns[concern])
  const [since, id] = readCursor(after, 2) ?? []
  if (since !== undefined && id !== undefined && isMoment(since) && isId(id))
    query = query.where(sql<boolean>`(a.waits_since, a.id) > (${since}::timestamptz, ${id}::uuid)`)
  const rows = await query
    .orderBy('a.waits_since')
    .orderBy('a.id')
    .limit(limit + 1)
    .execute()
  return pageOf(
    rows.map((row) => {
      const application = applicationOf(row)
      return {
        ...listedOf(row),
        who: nameForHost({ firstName: row.first_name, lastName: row.last_name }, application),
        level: isLevel(row.level) ? row.level : 'other',
      }
    }),
    limit,
    ({ application }) => [application.waitsSince.toString(), application.id],
  )
}

/** How many applications of a host there are of each concern, for figures and for the badge of whom to answer. */
export async function countApplicationsOfHost(
  db: Db,
  { territoryId, hostId }: { territoryId: string; hostId: string },
): Promise<Readonly<Record<HostConcern, number>>> {
  const rows = await db
    .selectFrom('applications')
    .select(['state', (on) => on.fn.countAll<number>().as('count')])
    .where('territory_id', '=', territoryId)
    .where('host_id', '=', hostId)
    .where('state', '<>', 'draft')
    .groupBy('state')
    .execute()
  const of = (concern: HostConcern): number => {
    const states: readonly ApplicationState[] = hostConcerns[concern]
    return rows.reduce((sum, { state, count }) => (states.includes(state) ? sum + count : sum), 0)
  }
  return {
    'to-answer': of('to-answer'),
    answered: of('answered'),
    waiting: of('waiting'),
    coming: of('coming'),
    over: of('over'),
  }
}

const isMoment = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) && isInstant(text)
