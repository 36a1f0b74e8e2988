import './tables.ts'
import { spend } from '#/identity/index.ts'
import { post } from '#/messages/index.ts'
import { type Db, moment } from '#/platform/database.ts'
import { sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import { signingCode } from './mails/signing-code.ts'
import { requestMinutes } from './signing-minutes.ts'
import { mostAttempts, type Signer, type SigningItem, subjectOf } from './signing-requests.ts'

/** Asked again within these, it was a second click. */
const secondClickMinutes = 2

type AskServices = Pick<Services, 'db' | 'clock' | 'newId' | 'key' | 'notifications' | 'configuration'>

/**
 * Asks for the code that signs these documents. A second click gives the first request again. Undefined when too many were asked for: no mail
 * leaves, those that left still serve.
 */
export async function askToSign(
  services: AskServices,
  {
    territoryId,
    signer,
    items,
    school,
    source,
  }: {
    readonly territoryId: string
    readonly signer: Signer
    readonly items: readonly SigningItem[]
    readonly school?: string
    /** The network address that asks. */
    readonly source: string
  },
): Promise<string | undefined> {
  const { db, clock, newId } = services
  const now = clock.now()
  const subject = subjectOf(signer, items)
  const same = sha256Hex(
    JSON.stringify([signer.accountId, items.map((item) => `${item.signatoryId} ${item.documentSha256}`).toSorted()]),
  )
  const asked = await db
    .selectFrom('signing_requests')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('same', '=', same)
    .where('approved_at', 'is', null)
    .where('attempts', '<', mostAttempts)
    .where('created_at', '>', moment(now.subtract({ minutes: secondClickMinutes })))
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (asked) return asked.id
  if (signer.email !== undefined) {
    const isAllowed =
      (await spend(services, 'sign.ask-source', `${source} ${subject}`)) && (await spend(services, 'sign.ask', subject))
    if (!isAllowed) return undefined
  }
  const id = newId()
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('signing_requests')
      .values({
        territory_id: territoryId,
        id,
        account_id: signer.accountId ?? null,
        school: school ?? null,
        name: signer.name,
        delegated_by: signer.delegatedBy ?? null,
        role: signer.grounds.role ?? null,
        why: signer.grounds.why,
        email: signer.email ?? null,
        same,
        created_at: now.toString(),
        expires_at: now.add({ minutes: requestMinutes }).toString(),
        approved_at: null,
        network_address: null,
        written: null,
        proof_sha256: null,
      })
      .execute()
    await tx
      .insertInto('signing_request_items')
      .values(
        items.map((item) => ({
          territory_id: territoryId,
          request_id: id,
          agreement_id: item.agreementId,
          signatory_id: item.signatoryId,
          version: item.version,
          document_sha256: item.documentSha256,
          result: null,
        })),
      )
      .execute()
    if (signer.email !== undefined)
      await post(services, tx, signingCode, {
        to: await codeAddressee(tx, signer, signer.email, territoryId),
        data: { request: id },
        once: `signing-code:${id}`,
      })
  })
  return id
}

/** The account where the address is its own, so that a pupil is written to as one; else the address alone. */
async function codeAddressee(tx: Db, { accountId, name }: Signer, email: string, territoryId: string) {
  const own =
    accountId === undefined
      ? undefined
      : await tx.selectFrom('accounts').select('email').where('id', '=', accountId).executeTakeFirst()
  return accountId !== undefined && own?.email === email ? { accountId, territoryId } : { email, name, territoryId }
}
