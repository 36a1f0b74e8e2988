import './tables.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

/** Somebody who said « je contacte cette structure ». */
export interface Contact {
  readonly id: string
  readonly accountId: string
  /** Of the person. */
  readonly name: string
  readonly note: string
  /** Although somebody else was already in contact. */
  readonly insisted: boolean
  readonly since: Temporal.Instant
  readonly until: Temporal.Instant
  /** Whether it stands now. */
  readonly current: boolean
}

const shown = 20

/** Who contacts a host, and who did, the latest first. */
export async function listContacts(
  { db, clock }: { readonly db: Db; readonly clock: Services['clock'] },
  territoryId: string,
  hostId: string,
): Promise<Contact[]> {
  const now = clock.now()
  const rows = await db
    .selectFrom('host_contacts as c')
    .leftJoin('accounts as a', 'a.id', 'c.account_id')
    .select(['c.id', 'c.account_id', 'a.name', 'c.note', 'c.insisted', 'c.since', 'c.expires_at', 'c.ended_at'])
    .where('c.territory_id', '=', territoryId)
    .where('c.host_id', '=', hostId)
    .orderBy('c.id', 'desc')
    .limit(shown)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    name: row.name ?? 'une personne qui est partie',
    note: row.note,
    insisted: row.insisted,
    since: row.since,
    until: row.ended_at ?? row.expires_at,
    current: row.ended_at === null && Temporal.Instant.compare(now, row.expires_at) < 0,
  }))
}

/** What came of « je contacte cette structure ». */
export type ContactOutcome =
  | { readonly state: 'taken' | 'already'; readonly id: string }
  | { readonly state: 'held'; readonly by: Contact }
  | { readonly state: 'needs_a_word' }
  | { readonly state: 'no_host' }

/**
 * Says, in the caller's transaction, that a person contacts a host. While somebody else does, only with `insist` and a word why. Doing
 * it twice changes nothing. Two at once: the row of the host is locked, so one of them sees the other.
 */
export async function contactHost(
  { clock, newId, configuration }: Pick<Services, 'clock' | 'newId' | 'configuration'>,
  tx: Db,
  wanted: { territoryId: string; hostId: string; accountId: string; note: string; insist: boolean },
): Promise<ContactOutcome> {
  const { territoryId, hostId, accountId, note, insist } = wanted
  const host = await tx
    .selectFrom('hosts')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('id', '=', hostId)
    .where('merged_into', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!host) return { state: 'no_host' }
  const current = (await listContacts({ db: tx, clock }, territoryId, hostId)).filter((contact) => contact.current)
  const mine = current.find((contact) => contact.accountId === accountId)
  if (mine) return { state: 'already', id: mine.id }
  const other = current.at(-1)
  if (other && !insist) return { state: 'held', by: other }
  if (other && note === '') return { state: 'needs_a_word' }
  const now = clock.now()
  const id = newId()
  await tx
    .insertInto('host_contacts')
    .values({
      territory_id: territoryId,
      id,
      host_id: hostId,
      account_id: accountId,
      note,
      insisted: other !== undefined,
      since: now.toString(),
      expires_at: now.add({ hours: 24 * configuration.contactLockDays }).toString(),
    })
    .execute()
  return { state: 'taken', id }
}

/** Ends a contact before its time: one's own, or anyone's for whom `anyone` says so. Doing it twice changes nothing. */
export async function releaseContact(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  wanted: { territoryId: string; hostId: string; contactId: string; accountId: string; anyone: boolean },
): Promise<boolean> {
  const now = clock.now()
  let query = tx
    .updateTable('host_contacts')
    .set({ ended_at: now.toString() })
    .where('territory_id', '=', wanted.territoryId)
    .where('host_id', '=', wanted.hostId)
    .where('id', '=', wanted.contactId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', moment(now))
  if (!wanted.anyone) query = query.where('account_id', '=', wanted.accountId)
  return (await query.returning('id').executeTakeFirst()) !== undefined
}
