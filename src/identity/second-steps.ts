import './tables.ts'
import { randomBytes } from 'node:crypto'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'
import { newPrintedCode } from '#/platform/secret.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import { readPrintedCode } from './printed-codes.ts'
import { matchingStep } from './second-step.ts'

type Store = { readonly db: Db; readonly clock: Clock; readonly key: ServerKey }

/** RFC 4226 recommends 160 bits. */
const secretBytes = 20
const recoveryCount = 8
const recoverySigns = 10

const sealing = 'second-step'

/** Whether the account has a second step, proved by a first code. */
export async function hasSecondStep(db: Db, accountId: string): Promise<boolean> {
  const row = await db
    .selectFrom('second_steps')
    .select('account_id')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** The secret to put into a phone, made at the first call and the same until a code proves it; undefined once proved: it is shown no more. */
export async function secretToEnrol({ db, clock, key }: Store, accountId: string): Promise<Uint8Array | undefined> {
  await db
    .insertInto('second_steps')
    .values({
      account_id: accountId,
      secret: key.seal(sealing, randomBytes(secretBytes).toString('base64url')),
      created_at: clock.now().toString(),
      confirmed_at: null,
    })
    .onConflict((on) => on.doNothing())
    .execute()
  const row = await findStep(db, accountId)
  return row?.confirmed_at === null ? openSecret(key, row.secret) : undefined
}

const findStep = (db: Db, accountId: string) =>
  db.selectFrom('second_steps').selectAll().where('account_id', '=', accountId).executeTakeFirst()

function openSecret(key: ServerKey, sealed: string): Uint8Array {
  const secret = key.open(sealing, sealed)
  if (secret === undefined) throw new Error('A second step was sealed with another SECRET_KEY: reset it')
  return Buffer.from(secret, 'base64url')
}

/** Whether the code is the phone's, now. A code is good once: of two requests at the same time one passes. */
export async function useSecondStepCode(store: Store, accountId: string, typed: string): Promise<boolean> {
  const { db, clock, key } = store
  const row = await findStep(db, accountId)
  if (!row) return false
  const step = matchingStep(openSecret(key, row.secret), typed.replaceAll(/\s/g, ''), clock.now(), row.last_step)
  if (step === undefined) return false
  const used = await db
    .updateTable('second_steps')
    .set({ last_step: step })
    .where('account_id', '=', accountId)
    .where('secret', '=', row.secret)
    .where('last_step', '<', step)
    .returning('account_id')
    .executeTakeFirst()
  return used !== undefined
}

/** Ends the enrolment with a first code: returns the recovery codes, shown once; undefined for a wrong code or when it was done before. */
export async function confirmSecondStep(
  store: Store,
  accountId: string,
  typed: string,
): Promise<readonly string[] | undefined> {
  const { db, clock, key } = store
  if (!(await useSecondStepCode(store, accountId, typed))) return undefined
  const codes = Array.from({ length: recoveryCount }, () => newPrintedCode(recoverySigns))
  const isFirst = await db.transaction().execute(async (tx) => {
    const confirmed = await tx
      .updateTable('second_steps')
      .set({ confirmed_at: clock.now().toString() })
      .where('account_id', '=', accountId)
      .where('confirmed_at', 'is', null)
      .returning('account_id')
      .executeTakeFirst()
    if (!confirmed) return false
    await tx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
    await tx
      .insertInto('recovery_codes')
      .values(codes.map((code) => ({ account_id: accountId, code_hash: hashOf(key, accountId, code), used_at: null })))
      .execute()
    return true
  })
  return isFirst ? codes : undefined
}

/** Uses a recovery code instead of the phone: each is good once. Returns how many are left, or undefined for a wrong one. */
export async function useRecoveryCode(
  { db, clock, key }: Store,
  accountId: string,
  typed: string,
): Promise<number | undefined> {
  const used = await db
    .updateTable('recovery_codes')
    .set({ used_at: clock.now().toString() })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hashOf(key, accountId, typed))
    .where('used_at', 'is', null)
    .returning('account_id')
    .executeTakeFirst()
  if (!used) return undefined
  const left = await db
    .selectFrom('recovery_codes')
    .select('code_hash')
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
  return left.length
}

const hashOf = (key: ServerKey, accountId: string, code: string): string =>
  key.mac('recovery-code', `${accountId} ${readPrintedCode(code)}`)

/** Forgets the phone and the recovery codes of an account and ends its sessions: a lost phone. The next sign-in enrols another. */
export async function resetSecondStep(db: Db, accountId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('second_steps').where('account_id', '=', accountId).execute()
    await tx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
    await tx.deleteFrom('sessions').where('account_id', '=', accountId).execute()
  })
}
