import type { PlaceKind, RoleName } from './role.ts'

/** A role held by an account: everywhere without `territoryId`, in the whole territory without `scope`. */
export interface Grant {
  readonly role: RoleName
  readonly territoryId: string | undefined
  readonly scope?: { readonly kind: PlaceKind; readonly id: string }
}

/** Someone who signed in. */
export interface Account {
  readonly id: string
  readonly name: string
  /** Undefined for a pupil who signs in with a printed code. */
  readonly email: string | undefined
  /** In force now, and usable in this session. */
  readonly grants: readonly Grant[]
  /** Roles in force that the session may not use before its second step. */
  readonly withheld?: readonly RoleName[]
}

/** Where something stands: all that a grant's scope may be compared with. A pupil's file names its class, its school and its bassin too. */
export type Place = { readonly territoryId: string } & { readonly [Kind in PlaceKind]?: string }

/** Whether the grant's scope holds the place. */
export function covers({ territoryId, scope }: Grant, place: Place): boolean {
  if (territoryId === undefined) return true
  if (territoryId !== place.territoryId) return false
  return scope === undefined || place[scope.kind] === scope.id
}

/** Whether the account holds one of the roles over the place; without a place, anywhere. */
export function holds(account: Account, wanted: readonly RoleName[], place?: Place): boolean {
  return account.grants.some((grant) => wanted.includes(grant.role) && (place === undefined || covers(grant, place)))
}

/** The territories where the account holds one of the roles, over the whole or a part; 'all' for a role held everywhere. */
export function territoriesOf(account: Account, wanted: readonly RoleName[]): 'all' | readonly string[] {
  const grants = account.grants.filter(({ role }) => wanted.includes(role))
  if (grants.some(({ territoryId }) => territoryId === undefined)) return 'all'
  return [...new Set(grants.flatMap(({ territoryId }) => territoryId ?? []))].toSorted()
}

/** The places of a kind over which the account holds one of the roles: the classes of a teacher, the hosts of a member. */
export function placesOf(
  account: Pick<Account, 'grants'>,
  wanted: readonly RoleName[],
  kind: PlaceKind,
): readonly { readonly territoryId: string; readonly id: string }[] {
  return account.grants.flatMap(({ role, territoryId, scope }) =>
    wanted.includes(role) && territoryId !== undefined && scope?.kind === kind ? [{ territoryId, id: scope.id }] : [],
  )
}

/** The bassins that somebody's grants of these roles open in a territory; undefined: the whole territory is theirs. */
export function bassinsOf(
  grants: readonly Grant[],
  wanted: readonly RoleName[],
  territoryId: string,
): readonly string[] | undefined {
  const held = grants.filter(({ role }) => wanted.includes(role))
  if (held.some((grant) => covers(grant, { territoryId }))) return undefined
  return placesOf({ grants: held }, wanted, 'bassin').flatMap((place) =>
    place.territoryId === territoryId ? [place.id] : [],
  )
}
