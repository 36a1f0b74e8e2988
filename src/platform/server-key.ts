import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Db } from './database.ts'
import { newSecret } from './secret.ts'

declare module './database.ts' {
  interface Schema {
    server_keys: { name: string; key: string }
  }
}

/**
 * The installation's own key: proves that a text was made here, and hides one from whoever reads the database. Every use names its
 * purpose, so that what was made for one is worth nothing for another.
 */
export interface ServerKey {
  /** HMAC-SHA-256 as base64url (43 signs): always the same for the same text. For links and codes of which nothing is then kept. */
  mac(purpose: string, text: string): string
  /** Whether `mac` made it, compared in constant time. */
  isMac(purpose: string, text: string, given: string): boolean
  /** Hides a text (AES-256-GCM), as base64url. */
  seal(purpose: string, text: string): string
  /** The text again; undefined for what was not sealed here for this purpose. */
  open(purpose: string, sealed: string): string | undefined
}

/** The key that the configuration gives, else the one that the database has held since it was new. */
export async function openServerKey(db: Db, given: string | undefined): Promise<ServerKey> {
  if (given !== undefined) return serverKey(given)
  const name = 'installation'
  await db
    .insertInto('server_keys')
    .values({ name, key: newSecret() })
    .onConflict((on) => on.doNothing())
    .execute()
  const { key } = await db.selectFrom('server_keys').select('key').where('name', '=', name).executeTakeFirstOrThrow()
  return serverKey(key)
}

/** A key out of a secret of any length. */
export function serverKey(secret: string): ServerKey {
  const keyFor = (purpose: string): Buffer => createHmac('sha256', secret).update(purpose).digest()
  const mac = (purpose: string, text: string): string =>
    createHmac('sha256', keyFor(`mac ${purpose}`))
      .update(text)
      .digest('base64url')
  return {
    mac,
    isMac(purpose, text, given) {
      const [wanted, shown] = [Buffer.from(mac(purpose, text)), Buffer.from(given)]
      return wanted.length === shown.length && timingSafeEqual(wanted, shown)
    },
    seal(purpose, text) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', keyFor(`seal ${purpose}`), nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < nonceBytes + tagBytes) return undefined
      const decipher = createDecipheriv('aes-256-gcm', keyFor(`seal ${purpose}`), bytes.subarray(0, nonceBytes))
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString(
          'utf8',
        )
      } catch {
        return undefined
      }
    },
  }
}

const nonceBytes = 12
const tagBytes = 16
