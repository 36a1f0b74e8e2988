import './tables.ts'
import { listPeople, type RoleName } from '#/identity/index.ts'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'
import { sha256Hex } from '#/platform/secret.ts'
import type { SignatoryRow } from './signatories.ts'

/** How someone who signs is reached now. */
export interface SigningContact {
  /** In lower case. */
  readonly email: string | undefined
  readonly accountId: string | undefined
}

/**
 * A parent's and a pupil's contact is what their school holds at this moment, a beneficiary's what the prescriber's file holds, whatever was
 * typed since; a host's and the others' is what was given for them in the agreement. A parent whom no file knows has none: they sign on
 * paper, or before somebody's eyes.
 */
export async function contactOf(
  db: Db,
  signatory: Pick<SignatoryRow, 'territoryId' | 'agreementId' | 'party' | 'representativeId' | 'email' | 'accountId'>,
): Promise<SigningContact> {
  const { territoryId, agreementId, party, representativeId, email, accountId } = signatory
  if (party === 'representative') {
    if (representativeId === undefined) return { email: undefined, accountId: undefined }
    const row = await db
      .selectFrom('representatives')
      .select(['email', 'account_id'])
      .where('territory_id', '=', territoryId)
      .where('id', '=', representativeId)
      .executeTakeFirst()
    return held(row)
  }
  if (party === 'beneficiary') {
    const row = await db
      .selectFrom('agreements as a')
      .innerJoin('beneficiaries as b', (join) =>
        join.onRef('b.territory_id', '=', 'a.territory_id').onRef('b.id', '=', 'a.pupil_id'),
      )
      .select('b.email')
      .where('a.territory_id', '=', territoryId)
      .where('a.id', '=', agreementId)
      .executeTakeFirst()
    return held(row && { ...row, account_id: null })
  }
  if (party === 'pupil') {
    const row = await db
      .selectFrom('agreements as a')
      .innerJoin('pupils as p', (join) =>
        join.onRef('p.territory_id', '=', 'a.territory_id').onRef('p.id', '=', 'a.pupil_id'),
      )
      .select(['p.email', 'p.account_id'])
      .where('a.territory_id', '=', territoryId)
      .where('a.id', '=', agreementId)
      .executeTakeFirst()
    return held(row)
  }
  return { email, accountId }
}

const held = (
  row: { readonly email: string | null; readonly account_id: string | null } | undefined,
): SigningContact => ({
  email: row?.email?.trim().toLowerCase() || undefined,
  accountId: row?.account_id ?? undefined,
})

/** Those who hold a role over a school now. */
export async function schoolPeople(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { territoryId, school }: { readonly territoryId: string; readonly school: string },
  roles: readonly RoleName[],
): Promise<readonly { readonly accountId: string; readonly name: string }[]> {
  const of = { territoryId, places: [{ kind: 'school' as const, id: school }] }
  const { rows } = await listPeople(db, of, clock.now(), { limit: 200 })
  const people = rows.filter(({ grant, isEnded }) => !isEnded && roles.includes(grant.role))
  return [...new Map(people.map(({ accountId, name }) => [accountId, { accountId, name }])).values()]
}

/** `m…@exemple.fr`: enough to recognise one's own address. */
export const hiddenAddress = (email: string): string => email.replace(/^(.).*(@.+)$/u, '$1…$2')

/** Names an address in a key without telling it. */
export const addressKey = (email: string): string => sha256Hex(email.trim().toLowerCase()).slice(0, 16)
