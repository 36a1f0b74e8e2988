import './tables.ts'
import { type Account, covers, holds, type Place, type RoleName, rolesOfAccount } from '#/identity/index.ts'
import { groundsOf } from '#/journal/index.ts'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'
import type { Party } from '../tables.ts'
import { awaited, hasSigned } from './circuit.ts'
import { contactOf } from './contacts.ts'
import type { SignatoryRow } from './signatories.ts'
import type { Signer } from './signing-requests.ts'

/** Roles that an agreement is read by. */
const readers: readonly RoleName[] = [
  ...(['pupil', 'representative', 'host', 'head', 'ddfpt', 'secretary', 'teacher', 'counsellor'] as const),
]

/** A signatory, and the account that signs as them. */
export interface SignerOf {
  readonly signatory: SignatoryRow
  readonly signer: Signer
}

/**
 * As whom an account signs an agreement, those who have not yet first: the head by their role over the school, their own or lent; a
 * parent and a pupil by the school's file; anyone else by the address that the agreement gives for them, or by a role lent by whoever has it.
 */
export async function signersOf(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  account: Account,
  place: Place,
  signatories: readonly SignatoryRow[],
): Promise<readonly SignerOf[]> {
  const lent = (await rolesOfAccount(db, account.id, clock.now())).held.filter(
    (grant) => grant.lentFrom !== undefined && covers(grant, place),
  )
  const found: SignerOf[] = []
  for (const signatory of signatories) {
    const contact = await contactOf(db, signatory)
    const lender = await lenderOf(db, lent, signatory.party, contact.email)
    const isTheirs =
      signatory.party === 'head'
        ? holds(account, ['head'], place)
        : contact.accountId === account.id ||
          (contact.email !== undefined && contact.email === account.email) ||
          lender !== undefined
    if (!isTheirs) continue
    // A parent's code goes where the school knows them; the head's and a deputy's to their own mailbox.
    const email = signatory.party === 'head' || lender ? account.email : (contact.email ?? account.email)
    found.push({
      signatory,
      signer: {
        name: account.name,
        accountId: account.id,
        delegatedBy: lender,
        email,
        grounds: groundsOf(account, readers, place),
      },
    })
  }
  const waited = awaited(signatories)
  const order = ({ signatory }: SignerOf): number => (waited.includes(signatory) ? 0 : hasSigned(signatory) ? 2 : 1)
  return found.toSorted((a, b) => order(a) - order(b))
}

/** Who lent the role by which someone signs for a party; undefined when it is their own. */
async function lenderOf(
  db: Db,
  lent: Awaited<ReturnType<typeof rolesOfAccount>>['held'],
  party: Party,
  email: string | undefined,
): Promise<string | undefined> {
  const role: RoleName | undefined = lendable[party]
  for (const { lentFrom } of lent.filter((grant) => grant.role === role)) {
    if (!lentFrom) continue
    if (party === 'head') return lentFrom.name
    const lender = await db
      .selectFrom('accounts')
      .select('email')
      .where('id', '=', lentFrom.accountId)
      .executeTakeFirst()
    if (email !== undefined && lender?.email === email) return lentFrom.name
  }
  return undefined
}

/** Parties whose signature can be given by whoever the role was lent to. */
const lendable: { readonly [Each in Party]?: RoleName } = {
  head: 'head',
  host: 'host',
  prescriber: 'counsellor',
  companion: 'counsellor',
  organiser: 'organiser',
}
