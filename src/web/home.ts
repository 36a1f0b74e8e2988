import { type AddressName, addresses } from '#/addresses.ts'
import { type Account, type RoleName, schoolStaff } from '#/identity/index.ts'

/** Where each role starts; for someone of several roles, the first that they hold. */
const homes: readonly { readonly roles: readonly RoleName[]; readonly home: AddressName }[] = [
  { roles: ['coordinator'], home: 'desk' },
  { roles: ['observer'], home: 'boards' },
  { roles: schoolStaff, home: 'classes' },
  { roles: ['host'], home: 'myHost' },
  { roles: ['pupil'], home: 'myPlacement' },
  { roles: ['representative'], home: 'myFamily' },
  { roles: ['counsellor'], home: 'immersions' },
  { roles: ['operator'], home: 'operations' },
]

/** Where someone starts: their own page, or the one that says which roles they hold. */
export function homeOf({ grants, withheld }: Account): string {
  // Nothing is open yet: the second code first, or the page that says how roles are given.
  if (grants.length === 0) return withheld ? addresses.secondStep : addresses.account
  const held = new Set(grants.map(({ role }) => role))
  const found = homes.find(({ roles }) => roles.some((role) => held.has(role)))
  return addresses[found?.home ?? 'account']
}
