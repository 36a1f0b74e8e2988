import { addresses } from '#/addresses.ts'
import { type Account, territoriesOf } from '#/identity/index.ts'

/** Where someone starts: the campaigns they follow, or the state of the platform for those who run it. */
export function homeOf(account: Account): string {
  // Nothing is open yet: the second code first, or the page that says how roles are given.
  if (account.grants.length === 0) return account.withheld ? addresses.secondStep : addresses.account
  const followed = territoriesOf(account, ['coordinator', 'observer'])
  return followed === 'all' || followed.length > 0 ? addresses.campaigns : addresses.operations
}
