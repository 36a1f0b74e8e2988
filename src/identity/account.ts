import type { RoleName } from './role.ts'

/** A role held by an account; `territoryId` is undefined for a role held everywhere. */
export interface Grant {
  readonly role: RoleName
  readonly territoryId: string | undefined
}

/** Someone who signed in. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly grants: readonly Grant[]
}

/** Whether the account holds one of the roles, everywhere or in the territory given. */
export function holds(account: Account, wanted: readonly RoleName[], territoryId: string | undefined): boolean {
  return account.grants.some(
    (grant) => wanted.includes(grant.role) && (grant.territoryId === undefined || grant.territoryId === territoryId),
  )
}

/** The territories where the account holds one of the roles; 'all' for a role held everywhere. */
export function territoriesOf(account: Account, wanted: readonly RoleName[]): 'all' | readonly string[] {
  const grants = account.grants.filter(({ role }) => wanted.includes(role))
  if (grants.some(({ territoryId }) => territoryId === undefined)) return 'all'
  return [...new Set(grants.flatMap(({ territoryId }) => territoryId ?? []))].toSorted()
}
