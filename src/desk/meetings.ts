import './tables.ts'
import { sql } from 'kysely'
import { type Db, moment } from '#/platform/database.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { Services } from '#/platform/services.ts'
import type { Meeting, MeetingContent } from './meeting.ts'

/** Meetings that are not over, the next first. */
export async function nextMeetings(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  territoryId: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<Paged<Meeting>> {
  const cursor = readCursor(after, 2)
  let query = meetingQuery(db, territoryId)
    .where('cancelled_at', 'is', null)
    // Until the longest of them is over.
    .where('starts_at', '>', moment(clock.now().subtract({ hours: 3 })))
  if (cursor)
    query = query.where(sql<boolean>`(starts_at, id) > (${cursor[0] ?? ''}::timestamptz, ${cursor[1] ?? ''}::uuid)`)
  const rows = await query
    .orderBy('starts_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const page = pageOf(rows, limit, ({ starts_at, id }) => [starts_at.toString(), id])
  return { rows: page.rows.map(meetingOf), next: page.next }
}

/** What was, the latest first. */
export async function pastMeetings(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  territoryId: string,
  { limit }: { readonly limit: number },
): Promise<Meeting[]> {
  const rows = await meetingQuery(db, territoryId)
    .where('starts_at', '<=', moment(clock.now()))
    .orderBy('starts_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(meetingOf)
}

export async function findMeeting(db: Db, territoryId: string, id: string): Promise<Meeting | undefined> {
  const row = await meetingQuery(db, territoryId).where('id', '=', id).executeTakeFirst()
  return row && meetingOf(row)
}

/** Adds a meeting under the id of its form, so that a second click adds nothing. */
export async function addMeeting(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, id, by, content }: { territoryId: string; id: string; by: string; content: MeetingContent },
): Promise<void> {
  await db
    .insertInto('desk_meetings')
    .values({
      ...{ territory_id: territoryId, id, created_by: by, created_at: clock.now().toString(), cancelled_at: null },
      ...columnsOf(content),
    })
    .onConflict((on) => on.doNothing())
    .execute()
}

/** Whether there was such a meeting. */
export async function changeMeeting(
  { db }: Pick<Services, 'db'>,
  { territoryId, id, content }: { territoryId: string; id: string; content: MeetingContent },
): Promise<boolean> {
  const changed = await db
    .updateTable('desk_meetings')
    .set((on) => ({ ...columnsOf(content), version: on('version', '+', 1) }))
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

/** Cancels a meeting, or brings it back; again changes nothing. */
export async function setCancelled(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, id, cancelled }: { territoryId: string; id: string; cancelled: boolean },
): Promise<void> {
  await db
    .updateTable('desk_meetings')
    .set((on) => ({ cancelled_at: cancelled ? clock.now().toString() : null, version: on('version', '+', 1) }))
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .where('cancelled_at', cancelled ? 'is' : 'is not', null)
    .execute()
}

const columnsOf = ({ title, startsAt, minutes, place, people, notes }: MeetingContent) => ({
  ...{ title, starts_at: startsAt.toString(), minutes, place, people, notes },
})

const meetingQuery = (db: Db, territoryId: string) =>
  db.selectFrom('desk_meetings').selectAll().where('territory_id', '=', territoryId)

type MeetingRow = NonNullable<Awaited<ReturnType<ReturnType<typeof meetingQuery>['executeTakeFirst']>>>

const meetingOf = (row: MeetingRow): Meeting => ({
  territoryId: row.territory_id,
  id: row.id,
  title: row.title,
  startsAt: row.starts_at,
  minutes: row.minutes,
  place: row.place,
  people: row.people,
  notes: row.notes,
  cancelledAt: row.cancelled_at ?? undefined,
})
