import './tables.ts'
import { type Selectable, sql } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'

/** Someone whom no school knows, as the organisation that accompanies them does: stands in a pupil's stead in their agreements. */
export interface Beneficiary {
  readonly territoryId: string
  readonly id: string
  readonly organisation: string
  readonly firstName: string
  readonly lastName: string
  /** ISO day. */
  readonly birthDate: string
  readonly email: string | undefined
  readonly phone: string | undefined
}

export async function findBeneficiary(db: Db, id: string): Promise<Beneficiary | undefined> {
  const row = await db.selectFrom('beneficiaries').selectAll().where('id', '=', id).executeTakeFirst()
  return row && beneficiaryOf(row)
}

/** Those whom an organisation accompanies or did, by name. */
export async function listBeneficiaries(
  db: Db,
  {
    territoryId,
    organisation,
    after,
  }: { readonly territoryId: string; readonly organisation: string; readonly after?: string | undefined },
): Promise<Paged<Beneficiary>> {
  const limit = 50
  const [lastName, firstName, id] = readCursor(after, 3) ?? []
  let query = db
    .selectFrom('beneficiaries')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('organisation', '=', organisation)
  if (lastName !== undefined && firstName !== undefined && id !== undefined && isId(id))
    query = query.where(sql<boolean>`(last_name, first_name, id) > (${lastName}, ${firstName}, ${id})`)
  const rows = await query
    .orderBy('last_name')
    .orderBy('first_name')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows.map(beneficiaryOf), limit, (row) => [row.lastName, row.firstName, row.id])
}

/** Those whom an organisation knows by this name and birth date; who is entered again is the same person. */
export async function sameBeneficiary(
  db: Db,
  { territoryId, organisation, firstName, lastName, birthDate }: Omit<Beneficiary, 'id' | 'email' | 'phone'>,
): Promise<Beneficiary | undefined> {
  const rows = await db
    .selectFrom('beneficiaries')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('organisation', '=', organisation)
    .where('birth_date', '=', birthDate)
    .orderBy('id')
    .limit(200)
    .execute()
  const folded = (text: string): string =>
    text
      .normalize('NFKD')
      .replace(/[^\p{L}]/gu, '')
      .toLowerCase()
  const name = folded(`${firstName} ${lastName}`)
  const found = rows.find((row) => folded(`${row.first_name} ${row.last_name}`) === name)
  return found && beneficiaryOf(found)
}

/** Adds a beneficiary, or writes how they are reached now. */
export async function saveBeneficiary(
  { clock }: { readonly clock: { now(): Temporal.Instant } },
  tx: Db,
  { territoryId, id, organisation, firstName, lastName, birthDate, email, phone }: Beneficiary,
): Promise<void> {
  await tx
    .insertInto('beneficiaries')
    .values({
      territory_id: territoryId,
      id,
      organisation,
      first_name: firstName,
      last_name: lastName,
      birth_date: birthDate,
      email: email ?? null,
      phone: phone ?? null,
      created_at: clock.now().toString(),
    })
    .onConflict((on) =>
      on
        .columns(['territory_id', 'id'])
        .doUpdateSet((set) => ({ email: set.ref('excluded.email'), phone: set.ref('excluded.phone') })),
    )
    .execute()
}

const beneficiaryOf = (row: Selectable<Schema['beneficiaries']>): Beneficiary => ({
  territoryId: row.territory_id,
  id: row.id,
  organisation: row.organisation,
  firstName: row.first_name,
  lastName: row.last_name,
  birthDate: row.birth_date,
  email: row.email ?? undefined,
  phone: row.phone ?? undefined,
})
