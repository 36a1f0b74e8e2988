import './tables.ts'
import '#/agreements/index.ts'
import '#/applications/index.ts'
import '#/proposals/index.ts'
import { type RawBuilder, sql } from 'kysely'
import { countWords } from '#/design/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Slice } from './slice.ts'

/** What happened since yesterday morning, by kind: in the address, how many in words, and what one row is. */
export const changeKinds = {
  confirmees: ['place confirmée', 'places confirmées'],
  signees: ['convention signée', 'conventions signées'],
  annulees: ['place annulée', 'places annulées'],
  reponses: ['réponse à une proposition', 'réponses à des propositions'],
  offres: ['offre publiée', 'offres publiées'],
  demandes: ['élève de plus à aider', 'élèves de plus à aider'],
} as const satisfies Record<string, readonly [string, string]>

/** « 4 places confirmées » */
export const changeWords = (kind: ChangeKind, count: number): string => {
  const [one, many] = changeKinds[kind]
  return countWords(count, one, many)
}

export type ChangeKind = keyof typeof changeKinds

export const isChangeKind = (text: string): text is ChangeKind => Object.hasOwn(changeKinds, text)
export const changeNames: readonly ChangeKind[] = Object.keys(changeKinds).filter(isChangeKind)

/** One thing that happened: to whom, at whose, when. */
export interface Change {
  readonly id: string
  readonly at: Temporal.Instant
  readonly pupil: { readonly name: string; readonly classId: string; readonly school: string } | undefined
  readonly host: { readonly id: string; readonly name: string } | undefined
  readonly offer: { readonly id: string; readonly title: string } | undefined
  /** Of an answer: the proposal's state. */
  readonly state: string | undefined
}

interface Row {
  readonly id: string
  readonly at: Temporal.Instant
  readonly pupil_id: string | null
  readonly host_id: string | null
  readonly offer_id: string | null
  readonly state: string
}

/** Each kind once: counted and listed by the same words. */
const sources: Readonly<Record<ChangeKind, (territoryId: string, since: string) => RawBuilder<Row>>> = {
  confirmees: (territoryId, since) => sql`
    select id, since as at, pupil_id, host_id, offer_id, state from applications
    where territory_id = ${territoryId} and since >= ${since} and state = 'confirmed'`,
  signees: (territoryId, since) => sql`
    select id, since as at, pupil_id, host_id, null::uuid as offer_id, state from agreements
    where territory_id = ${territoryId} and since >= ${since} and state = 'signed'`,
  annulees: (territoryId, since) => sql`
    select id, since as at, pupil_id, host_id, offer_id, state from applications
    where territory_id = ${territoryId} and since >= ${since} and state = 'cancelled'`,
  reponses: (territoryId, since) => sql`
    select id, since as at, pupil_id, host_id, offer_id, state from proposals
    where territory_id = ${territoryId} and since >= ${since} and state in ('accepted', 'confirmed', 'refused')`,
  offres: (territoryId, since) => sql`
    select id, published_at as at, null::uuid as pupil_id, host_id, id as offer_id, state from offers
    where territory_id = ${territoryId} and published_at >= ${since}`,
  demandes: (territoryId, since) => sql`
    select id, asked_at as at, pupil_id, null::uuid as host_id, null::uuid as offer_id, '' as state from help_requests
    where territory_id = ${territoryId} and asked_at >= ${since} and withdrawn_at is null`,
}

/** How many of each kind, as far as the reader may see: call it in `guarded`. */
export async function countChanges(
  tx: Db,
  territoryId: string,
  since: Temporal.Instant,
): Promise<Readonly<Record<ChangeKind, number>>> {
  const counts = changeNames.map(
    (kind) => sql`(select count(*)::int from (${sources[kind](territoryId, since.toString())}) s) as ${sql.ref(kind)}`,
  )
  const { rows } = await sql<Record<ChangeKind, number>>`select ${sql.join(counts)}`.execute(tx)
  return rows[0] ?? { confirmees: 0, signees: 0, annulees: 0, reponses: 0, offres: 0, demandes: 0 }
}

/** Those of a kind, the last first: call it in `guarded`. */
export async function listChanges(
  tx: Db,
  {
    territoryId,
    kind,
    since,
  }: { readonly territoryId: string; readonly kind: ChangeKind; readonly since: Temporal.Instant },
  { offset, limit }: Slice,
): Promise<readonly Change[]> {
  const { rows } = await sql<
    Row & {
      readonly first_name: string | null
      readonly last_name: string | null
      readonly class_id: string
      readonly school_name: string | null
      readonly host_name: string | null
      readonly title: string | null
    }
  >`
    select c.*, p.first_name, p.last_name, p.class_id, s.name as school_name, h.name as host_name, o.title
    from (
      select * from (${sources[kind](territoryId, since.toString())}) s order by at desc, id offset ${offset} limit ${limit}
    ) c
    left join pupils p on p.territory_id = ${territoryId} and p.id = c.pupil_id
    left join schools s on s.territory_id = ${territoryId} and s.uai = p.school
    left join hosts h on h.territory_id = ${territoryId} and h.id = c.host_id
    left join offers o on o.territory_id = ${territoryId} and o.id = c.offer_id
    order by c.at desc, c.id`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    pupil:
      row.first_name === null
        ? undefined
        : { name: `${row.first_name} ${row.last_name}`, classId: row.class_id, school: row.school_name ?? '' },
    host: row.host_id === null ? undefined : { id: row.host_id, name: row.host_name ?? '' },
    offer: row.offer_id === null ? undefined : { id: row.offer_id, title: row.title ?? '' },
    state: kind === 'reponses' ? row.state : undefined,
  }))
}
