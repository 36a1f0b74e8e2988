import './tables.ts'
import { type Selectable, sql } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import type { Signatory } from '../agreement.ts'
import type { Party } from '../tables.ts'
import type { Step } from './circuit.ts'

/** A signatory with what the circuit needs. */
export interface SignatoryRow extends Omit<Signatory, 'takesNote' | 'signedVersion'>, Step {
  /** In the school's file, for a parent. */
  readonly representativeId: string | undefined
  readonly rank: number
}

/** As people read a circuit: who welcomes, the school, the family, then the others. */
const partyOrder: readonly Party[] = [
  ...(['host', 'organiser', 'head', 'chamber', 'prescriber', 'companion', 'employer'] as const),
  ...(['representative', 'beneficiary', 'pupil', 'tutor', 'referent'] as const),
]
const inOrder = (one: SignatoryRow, other: SignatoryRow): number =>
  partyOrder.indexOf(one.party) - partyOrder.indexOf(other.party) || one.rank - other.rank

const ofAgreement = (db: Db, { territoryId, id }: { readonly territoryId: string; readonly id: string }) =>
  db
    .selectFrom('agreement_signatories')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .orderBy('id')

/** Everyone whom the last version of an agreement was put to, in the order of the circuit. */
export async function listSignatories(
  db: Db,
  agreement: { readonly territoryId: string; readonly id: string },
): Promise<readonly SignatoryRow[]> {
  return (await ofAgreement(db, agreement).execute()).map(signatoryRow).toSorted(inOrder)
}

/** The same for many agreements at once, by agreement. */
export async function signatoriesOf(
  db: Db,
  territoryId: string,
  agreementIds: readonly string[],
): Promise<ReadonlyMap<string, readonly SignatoryRow[]>> {
  if (agreementIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('agreement_signatories')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where(sql<boolean>`agreement_id = any(${agreementIds}::uuid[])`)
    .orderBy('id')
    .execute()
  return Map.groupBy(rows.map(signatoryRow), ({ agreementId }) => agreementId)
}

/** The same, as the transaction may change them; the agreement is locked before. */
export async function lockSignatories(
  tx: Db,
  agreement: { readonly territoryId: string; readonly id: string },
): Promise<readonly SignatoryRow[]> {
  return (await ofAgreement(tx, agreement).forUpdate().execute()).map(signatoryRow).toSorted(inOrder)
}

/** One of them; undefined when nobody of that id is a party (any more). */
export async function findSignatory(db: Db, territoryId: string, id: string): Promise<SignatoryRow | undefined> {
  const row = await db
    .selectFrom('agreement_signatories')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && signatoryRow(row)
}

const signatoryRow = (row: Selectable<Schema['agreement_signatories']>): SignatoryRow => ({
  territoryId: row.territory_id,
  id: row.id,
  agreementId: row.agreement_id,
  party: row.party,
  rank: row.rank,
  name: row.name,
  email: row.email ?? undefined,
  phone: row.phone ?? undefined,
  accountId: row.account_id ?? undefined,
  representativeId: row.representative_id ?? undefined,
  takesNote: row.takes_note,
  anyOf: row.any_of ?? undefined,
  askedVersion: row.asked_version,
  signedVersion: row.signed_version ?? undefined,
  signedAt: row.signed_at ?? undefined,
  boundBy: row.bound_by ?? undefined,
  refusedAt: row.refused_at ?? undefined,
  refusedWhy: row.refused_why ?? undefined,
})
