import { isId } from '#/platform/identifiers.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import type { MailDefinition } from './mail.ts'
import type { Rhythm } from './rhythm.ts'

/** What a person chose about what they are told. */
export interface Preferences {
  readonly rhythm: Rhythm
  /** Names of mail kinds; `*` for all that may be declined. */
  readonly declined: readonly string[]
  /** A mobile phone that its owner confirmed, `+33612345678`. */
  readonly phone: string | undefined
}

/** Whether a person wants none of this kind; what must be told cannot be declined. */
export const declines = (
  { declined }: Pick<Preferences, 'declined'>,
  { name, duty }: Pick<MailDefinition<object>, 'name' | 'duty'>,
): boolean => duty === 'may' && (declined.includes('*') || declined.includes(name))

const purpose = 'messages preferences'

/** For the address of someone's page of preferences: nothing personal in it, and nobody guesses it. */
export const preferencesToken = (key: ServerKey, correspondentId: string): string =>
  `${correspondentId}.${key.mac(purpose, correspondentId)}`

/** Whose page it is; undefined for a token that was not made here. */
export function readPreferencesToken(key: ServerKey, token: string): string | undefined {
  const [id = '', mac = ''] = token.split('.')
  return isId(id) && token === `${id}.${mac}` && key.isMac(purpose, id, mac) ? id : undefined
}
