import { type Account, bassinsOf } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { type ChangeKind, countChanges } from './changes.ts'
import { countHelped, type HelpedPupil, listHelped } from './help-list.ts'
import type { Meeting } from './meeting.ts'
import { nextMeetings } from './meetings.ts'
import {
  expiringSeats,
  hostsToThank,
  type KeptSeat,
  type Pile,
  type SilentSchool,
  silentSchools,
  type Thanked,
  unanswered,
  type WaitingHost,
} from './piles.ts'
import { firstOpenWeek } from './start-wave.ts'
import type { Task } from './task.ts'
import { countTasks, listTasks } from './tasks.ts'

/** What a coordinator meets first. */
export interface Desk {
  readonly changes: Readonly<Record<ChangeKind, number>>
  readonly stuck: Pile<HelpedPupil>
  readonly expiring: Pile<KeptSeat>
  readonly unanswered: Pile<WaitingHost> & { readonly applications: number }
  readonly toThank: Pile<Thanked>
  readonly silent: Pile<SilentSchool>
  readonly tasks: Pile<Task> & { readonly late: number }
  readonly meetings: Pile<Meeting>
  readonly timeZone: string
}

/** Each pile shows its first three. */
const first = { offset: 0, limit: 3 } as const
/** Enough to say « plus de ». */
const mostCounted = 1000

/** What « depuis hier » means: since yesterday morning, in the territory's own time. */
export const sinceYesterday = (today: Temporal.PlainDate, timeZone: string): Temporal.Instant =>
  today.subtract({ days: 1 }).toZonedDateTime(timeZone).toInstant()

/** A coordinator's desk in one territory, behind the second lock: whoever has a bassin sees what is theirs. */
export async function readDesk(services: Services, account: Account, territoryId: string): Promise<Desk> {
  const { db, clock } = services
  const timeZone = await timeZoneOf(db, territoryId)
  const now = clock.now()
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const help = { territoryId, fromWeek: await firstOpenWeek(services, territoryId) }
  const { counts, stuck, ...own } = await guarded(services, account, async (tx) => ({
    changes: await countChanges(tx, territoryId, sinceYesterday(today, timeZone)),
    counts: await countHelped(tx, help),
    stuck: (await listHelped(tx, help, { only: 'stuck', limit: first.limit })).rows,
    expiring: await expiringSeats(tx, { territoryId, now }, first),
    unanswered: await unanswered(tx, { territoryId, now }, first),
    toThank: await hostsToThank(tx, { territoryId, today }, first),
  }))
  const mine = { territoryId, owner: { accountId: account.id } } as const
  const { open, late } = await countTasks(db, mine, today)
  const meetings = (await nextMeetings(services, territoryId, { limit: mostCounted })).rows
  return {
    ...own,
    stuck: {
      count: counts
        .filter(({ standing }) => standing === 'waiting' || standing === 'unreached')
        .reduce((sum, { pupils }) => sum + pupils, 0),
      rows: stuck,
    },
    silent: await silentSchools(
      db,
      { territoryId, bassins: bassinsOf(account.grants, ['coordinator'], territoryId) },
      first,
    ),
    tasks: { count: open, late, rows: (await listTasks(db, mine, { limit: first.limit })).rows },
    meetings: { count: meetings.length, rows: meetings.slice(0, first.limit) },
    timeZone,
  }
}
