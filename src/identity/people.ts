import './tables.ts'
import { sql } from 'kysely'
import { type Db, moment } from '#/platform/database.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { Grant } from './account.ts'
import { restoreLife } from './end-grant.ts'
import { grantOf, grantsWithLender, isInForce } from './grants.ts'
import type { PlaceKind } from './role.ts'

/** Whose people are listed: those of a territory itself, or of places in it. */
export interface PeopleOf {
  readonly territoryId: string
  /** `''`: the territory itself. */
  readonly places: readonly { readonly kind: '' | PlaceKind; readonly id: string }[]
}

/** A role that someone holds at a place, or lost within the day. */
export interface Person {
  readonly grantId: string
  readonly accountId: string
  readonly name: string
  readonly email: string | undefined
  readonly grant: Grant
  readonly givenAt: Temporal.Instant
  readonly endsAt: Temporal.Instant | undefined
  readonly lentBy: string | undefined
  readonly isEnded: boolean
}

/** A role offered and not accepted yet. */
export interface Awaited {
  readonly invitationId: string
  readonly name: string
  readonly email: string
  readonly grant: Grant
  readonly expiresAt: Temporal.Instant
}

/** Pairs of kind and id, as SQL compares them. */
const placesAre = ({ places }: PeopleOf, kind: string, id: string) =>
  sql<boolean>`(${sql.ref(kind)}, ${sql.ref(id)}) in (select place->>'kind', place->>'id'
    from jsonb_array_elements(${JSON.stringify(places)}::jsonb) as place)`

/** The people of a place by name, with those whose role ended within the day: it can be given back. */
export async function listPeople(
  db: Db,
  of: PeopleOf,
  now: Temporal.Instant,
  { after, limit = 100 }: { readonly after?: string | undefined; readonly limit?: number } = {},
): Promise<Paged<Person>> {
  const [name, id] = readCursor(after, 2) ?? []
  let query = grantsWithLender(db)
    .innerJoin('accounts as a', 'a.id', 'g.account_id')
    .leftJoin('accounts as lending', 'lending.id', 'lender.account_id')
    .selectAll('g')
    .select(['a.name', 'a.email', 'lending.name as lent_by'])
    .where('g.territory_id', '=', of.territoryId)
    .where(placesAre(of, 'g.scope_kind', 'g.scope_id'))
    .where('g.role', 'not in', ['pupil', 'representative'])
    .where((on) =>
      on.or([
        isInForce(now)(on),
        on.and([on('g.ended_by', 'is not', null), on('g.ended_at', '>', moment(now.subtract(restoreLife)))]),
      ]),
    )
  if (name !== undefined && id !== undefined) query = query.where(sql<boolean>`(a.name, g.id::text) > (${name}, ${id})`)
  const rows = await query
    .orderBy('a.name')
    .orderBy(sql`g.id::text`)
    .limit(limit + 1)
    .execute()
  const people = rows.flatMap((row): Person[] => {
    const grant = grantOf(row)
    if (!grant) return []
    return [
      {
        grantId: row.id,
        accountId: row.account_id,
        name: row.name,
        email: row.email ?? undefined,
        grant,
        givenAt: row.given_at,
        endsAt: row.ends_at ?? undefined,
        lentBy: row.lent_by ?? undefined,
        isEnded: row.ended_at !== null,
      },
    ]
  })
  return pageOf(people, limit, (person) => [person.name, person.grantId])
}

/** Who was invited to a place and has not accepted, the latest first. */
export async function listAwaited(db: Db, of: PeopleOf): Promise<readonly Awaited[]> {
  const rows = await db
    .selectFrom('invitations as i')
    .innerJoin('accounts as a', 'a.id', 'i.account_id')
    .selectAll('i')
    .select(['a.name', 'a.email'])
    .where('i.territory_id', '=', of.territoryId)
    .where(placesAre(of, 'i.scope_kind', 'i.scope_id'))
    .where('i.accepted_at', 'is', null)
    .where('i.withdrawn_at', 'is', null)
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id')
    .limit(100)
    .execute()
  return rows.flatMap((row): Awaited[] => {
    const grant = grantOf(row)
    return grant
      ? [{ invitationId: row.id, name: row.name, email: row.email ?? '', grant, expiresAt: row.expires_at }]
      : []
  })
}
