import './tables.ts'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'
import type { Announce } from '#/platform/events.ts'
import type { NewId } from '#/platform/identifiers.ts'
import type { Grant } from './account.ts'
import { accountFor, addAccount, findAccountId } from './accounts.ts'
import { roleChanged } from './events.ts'
import { columnsOf, giveGrant, grantOf } from './grants.ts'
import {
  type Claims,
  emailFromClaims,
  grantsFromClaims,
  nameFromClaims,
  type Provider,
  pupilFromClaims,
} from './provider.ts'

interface Store {
  readonly db: Db
  readonly clock: Clock
  readonly newId: NewId
  readonly announce: Announce
}

/** Whom a provider's words about a pupil fit, and that pupil's account: pupils come after identity, so the composition finds them. */
export type FindPupilAccount = (
  tx: Db,
  pupil: NonNullable<ReturnType<typeof pupilFromClaims>>,
) => Promise<string | undefined>

/** Why someone whom the provider knows does not come in. Nothing was written. */
export type ProviderRefusal = 'unknown-person' | 'email-not-verified'

/**
 * The account of someone who comes by a provider: the one linked before, an imported pupil's, the one that has the verified e-mail
 * address, or a new one where the provider is set so and gives it a role. Its roles by the provider are brought up to date: what it no
 * longer says ends.
 */
export async function enterByProvider(
  services: Store,
  provider: Provider,
  { subject, claims }: { readonly subject: string; readonly claims: Claims },
  findPupilAccount: FindPupilAccount,
): Promise<{ readonly accountId: string } | { readonly why: ProviderRefusal }> {
  const grants = grantsFromClaims(provider, claims)
  return services.db.transaction().execute(async (tx) => {
    const linked = await tx
      .selectFrom('external_identities')
      .select('account_id')
      .where('issuer', '=', provider.issuer)
      .where('subject', '=', subject)
      .executeTakeFirst()
    const found = linked ? linked.account_id : await findOrAdd(services, tx, provider, claims, grants, findPupilAccount)
    if (typeof found !== 'string') return found
    await tx
      .insertInto('external_identities')
      .values({
        issuer: provider.issuer,
        subject,
        account_id: found,
        linked_at: services.clock.now().toString(),
      })
      .onConflict((on) => on.doNothing())
      .execute()
    await bringUpToDate(services, tx, { accountId: found, source: provider.id, grants })
    return { accountId: found }
  })
}

async function findOrAdd(
  services: Store,
  tx: Db,
  provider: Provider,
  claims: Claims,
  grants: readonly Grant[],
  findPupilAccount: FindPupilAccount,
): Promise<string | { readonly why: ProviderRefusal }> {
  const pupil = pupilFromClaims(provider, claims)
  const pupilAccount = pupil && (await findPupilAccount(tx, pupil))
  if (pupilAccount !== undefined) return pupilAccount
  const mail = emailFromClaims(provider, claims)
  // An address that nobody verified could be anyone's: it opens no account, and is not kept.
  if (mail && !mail.isVerified) return { why: 'email-not-verified' }
  const known = mail && (await findAccountId(tx, mail.email))
  if (known !== undefined) return known
  if (!provider.create || grants.length === 0) return { why: 'unknown-person' }
  const name = nameFromClaims(claims)
  return mail ? accountFor(services, tx, { email: mail.email, name }) : addAccount(services, tx, { email: null, name })
}

/** Gives what the provider says, and ends what it said before and says no more; roles given otherwise are left alone. */
async function bringUpToDate(
  services: Store,
  tx: Db,
  {
    accountId,
    source,
    grants,
  }: { readonly accountId: string; readonly source: string; readonly grants: readonly Grant[] },
): Promise<void> {
  const by = { accountId, role: undefined, why: `provider ${source}` }
  const before = await tx
    .selectFrom('grants')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('source', '=', source)
    .where('ended_at', 'is', null)
    .execute()
  const key = (grant: Grant): string => JSON.stringify(Object.values(columnsOf(grant)))
  const wanted = new Set(grants.map(key))
  const known = new Set<string>()
  for (const row of before) {
    const grant = grantOf(row)
    if (grant) known.add(key(grant))
    if (grant && wanted.has(key(grant))) continue
    await tx
      .updateTable('grants')
      .set({ ended_at: services.clock.now().toString() })
      .where((on) => on.or([on('id', '=', row.id), on('delegated_from', '=', row.id)]))
      .where('ended_at', 'is', null)
      .execute()
    if (grant) await services.announce(tx, roleChanged, { what: 'ended', grant, accountId, by })
  }
  for (const grant of grants) {
    if (known.has(key(grant))) continue
    await giveGrant(services, tx, accountId, grant, { source })
    await services.announce(tx, roleChanged, { what: 'given', grant, accountId, by })
  }
}
