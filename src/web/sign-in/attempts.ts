import type { Context } from 'hono'
import { type Budget, type Env, refund, spend } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { clientAddress } from '../client-address.ts'

/** Where a request comes from, for budgets. Half of an IPv6 address is one household's or one school's: the rest is free to choose. */
export function sourceOf(c: Context<Env>, { configuration }: Services): string {
  const address = clientAddress(c, configuration.trustProxy)
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  return mapped ?? (address.includes(':') ? networkOf(address) : address)
}

/** The first four groups of an IPv6 address. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const start = head === '' ? [] : head.split(':')
  const end = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - start.length - end.length) }, () => '0')
  return [...start, ...zeros, ...end].slice(0, 4).join(':')
}

/** Tries to come in, counted against a budget unless it succeeds; 'too-many' without a try when nothing of the budget is left. */
export async function tryWithin<Result extends object>(
  services: Services,
  budget: Budget,
  subject: string,
  attempt: () => Promise<Result>,
): Promise<Result | 'too-many'> {
  if (!(await spend(services, budget, subject))) return 'too-many'
  const result = await attempt()
  if (!('why' in result)) await refund(services, budget, subject)
  return result
}
