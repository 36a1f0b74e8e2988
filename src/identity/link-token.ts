import { isId } from '#/platform/identifiers.ts'
import type { ServerKey } from '#/platform/server-key.ts'

/** What a link of a mail is for: a token made for one opens nothing else. */
type Purpose = 'calendar' | 'invitation' | 'sign-in' | 'placement'

/** A token that nobody guesses and of which nothing is kept: an id, and the proof that we made it for this purpose. */
export const linkToken = (key: ServerKey, purpose: Purpose, id: string): string =>
  `${id}.${key.mac(`link ${purpose}`, id)}`

/** The id in a token made by `linkToken` for the same purpose; undefined for anything else. */
export function readLinkToken(key: ServerKey, purpose: Purpose, token: string): string | undefined {
  const [id = '', mac = ''] = token.split('.')
  return isId(id) && token === `${id}.${mac}` && key.isMac(`link ${purpose}`, id, mac) ? id : undefined
}
