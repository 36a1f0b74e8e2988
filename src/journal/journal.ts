import './tables.ts'
import { sql } from 'kysely'
import { type Db, moment } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'

/** A line of the journal as it is read. */
export interface JournalLine {
  readonly id: string
  readonly at: Temporal.Instant
  readonly territoryId: string
  readonly accountId: string | undefined
  /** Of the account now; undefined without one, or when it is gone. */
  readonly name: string | undefined
  readonly role: string
  readonly what: string
  readonly about: { readonly kind: string; readonly id: string }
  readonly pupilId: string | undefined
  readonly why: string
}

export interface JournalFilter {
  readonly accountId?: string | undefined
  readonly pupilId?: string | undefined
  readonly from?: Temporal.Instant | undefined
  /** Excluded. */
  readonly until?: Temporal.Instant | undefined
}

/** The journal, the latest line first. */
export async function listJournal(
  db: Db,
  { accountId, pupilId, from, until }: JournalFilter,
  { after, limit = 50 }: { readonly after?: string | undefined; readonly limit?: number } = {},
): Promise<Paged<JournalLine>> {
  let query = db
    .selectFrom('journal as j')
    .leftJoin('accounts as a', 'a.id', 'j.account_id')
    .selectAll('j')
    .select('a.name')
  if (accountId !== undefined) query = query.where('j.account_id', '=', accountId)
  if (pupilId !== undefined) query = query.where('j.pupil_id', '=', pupilId)
  if (from) query = query.where('j.at', '>=', moment(from))
  if (until) query = query.where('j.at', '<', moment(until))
  const [at, id] = readCursor(after, 2) ?? []
  const last = at === undefined ? undefined : instantOf(at)
  if (last && id !== undefined && isId(id))
    query = query.where(sql<boolean>`(j.at, j.id) < (${last.toString()}::timestamptz, ${id}::uuid)`)
  const rows = await query
    .orderBy('j.at', 'desc')
    .orderBy('j.id', 'desc')
    .limit(limit + 1)
    .execute()
  const lines = rows.map((row) => ({
    id: row.id,
    at: row.at,
    territoryId: row.territory_id,
    accountId: row.account_id ?? undefined,
    name: row.name ?? undefined,
    role: row.role,
    what: row.what,
    about: { kind: row.about_kind, id: row.about_id },
    pupilId: row.pupil_id ?? undefined,
    why: row.why,
  }))
  return pageOf(lines, limit, (line) => [line.at.toString(), line.id])
}

function instantOf(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return undefined
  }
}

/** Whom a search for a person means: an identifier, an e-mail address, or a name that begins so. */
export async function findPeople(db: Db, text: string): Promise<{ readonly id: string; readonly name: string }[]> {
  if (isId(text)) return db.selectFrom('accounts').select(['id', 'name']).where('id', '=', text).execute()
  return db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where((on) =>
      on.or([on('email', '=', text.toLowerCase()), on('name', 'ilike', `${text.replaceAll(/[\\%_]/g, '\\$&')}%`)]),
    )
    .orderBy('name')
    .orderBy('id')
    .limit(10)
    .execute()
}
