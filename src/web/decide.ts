import { TrieRouter } from 'hono/router/trie-router'
import { type AddressName, addresses } from '#/addresses.ts'
import { type Account, covers, holds, type Place } from '#/identity/index.ts'
import { type Access, access, type Method } from './access.ts'

/** The decision that stands for a request, the name of its address and the values in it. */
export interface Matched {
  readonly name: AddressName
  readonly access: Access
  readonly params: Readonly<Record<string, string>>
}

const router = new TrieRouter<{ name: AddressName; access: Access }>()
for (const [name, decisions] of Object.entries(access))
  for (const [method, decision] of Object.entries(decisions)) {
    const key = addressName(name)
    router.add(method, addresses[key], { name: key, access: decision })
  }

function addressName(name: string): AddressName {
  const known = Object.keys(addresses) as AddressName[]
  const found = known.find((key) => key === name)
  if (!found) throw new Error(`src/web/access.ts decides on ${name}, which is not an address`)
  return found
}

/** Finds the decision of a request; undefined: no such address. */
export function matchAddress(method: string, path: string): Matched | undefined {
  const [handlers] = router.match(method === 'HEAD' ? 'GET' : method, path)
  const first = handlers[0]
  if (!first) return undefined
  const [{ name, access: decision }, params] = first
  return {
    name,
    access: decision,
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)])),
  }
}

/** The methods that an address takes. */
export const methodsOf = (path: string): Method[] =>
  (['GET', 'POST'] as const).filter((method) => matchAddress(method, path) !== undefined)

export type Verdict = 'allowed' | 'sign-in' | 'forbidden' | 'unknown'

/**
 * Judges a request. `place`: where what the address is about stands; undefined when there is no such thing.
 * Someone without any role over it must not learn that it exists.
 */
export function judge(
  decision: Access,
  account: Account | undefined,
  place: Place | undefined,
  isTrustedMachine: boolean,
): Verdict {
  if (decision.who === 'anyone') return 'allowed'
  if (decision.who === 'machine') return isTrustedMachine ? 'allowed' : 'unknown'
  if (!account) return 'sign-in'
  if (decision.who === 'signed-in') return 'allowed'
  if (decision.scope === 'somewhere') return holds(account, decision.who) ? 'allowed' : 'forbidden'
  if (!place) return 'unknown'
  if (holds(account, decision.who, place)) return 'allowed'
  const { nearby = [] } = decision
  if (account.grants.some(({ role, territoryId }) => territoryId === place.territoryId && nearby.includes(role)))
    return 'allowed'
  return account.grants.some((grant) => grant.territoryId !== undefined && covers(grant, place))
    ? 'forbidden'
    : 'unknown'
}
