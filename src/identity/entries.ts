import { type AddressName, addresses } from '#/addresses.ts'
import type { DeskEntry } from '#/design/index.ts'
import type { Account } from './account.ts'
import { type RoleName, schoolStaff } from './role.ts'

/** Where each role goes from any page, in this order: five at most for one role. Addresses without parameters only. */
const entries: readonly {
  readonly label: string
  readonly address: AddressName
  readonly roles: readonly RoleName[]
}[] = [
  { label: 'Le bureau', address: 'desk', roles: ['coordinator'] },
  { label: 'Tableau de bord', address: 'boards', roles: ['coordinator', 'observer'] },
  { label: 'Campagnes', address: 'campaigns', roles: ['coordinator', 'observer'] },
  { label: 'Mes classes', address: 'classes', roles: schoolStaff },
  { label: 'Ma structure', address: 'myHost', roles: ['host'] },
  { label: 'Mon stage', address: 'myPlacement', roles: ['pupil'] },
  { label: 'Ma famille', address: 'myFamily', roles: ['representative'] },
  { label: 'Mes immersions', address: 'immersions', roles: ['counsellor'] },
  { label: 'Chercher', address: 'search', roles: ['pupil', 'representative'] },
  { label: 'Favoris', address: 'favourites', roles: ['pupil', 'representative'] },
  { label: 'Structures', address: 'hosts', roles: ['coordinator', ...schoolStaff] },
  { label: 'Relecture', address: 'moderationHome', roles: ['coordinator'] },
  { label: 'Exploitation', address: 'operations', roles: ['operator'] },
  { label: 'Courriers', address: 'letters', roles: ['operator'] },
  { label: 'Journal', address: 'journal', roles: ['operator'] },
]

/** The entries of the rail, or of the column's head, for someone who signed in. */
export function entriesOf(account: Account | undefined, current: AddressName): readonly DeskEntry[] {
  const held = new Set(account?.grants.map(({ role }) => role))
  return entries
    .filter(({ roles }) => roles.some((role) => held.has(role)))
    .map(({ label, address }) => ({
      label,
      href: addresses[address],
      ...(address === current ? { current: true } : {}),
    }))
}
