import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** The keys that files are encrypted with at rest (AES-256-GCM): the first writes, all read, so that keys can rotate. */
export interface FileKeys {
  /** `name` is bound to the bytes: a file put in another's stead does not open. */
  encrypt(name: string, bytes: Uint8Array): Uint8Array
  /** Undefined for what none of the keys opens under this name. */
  decrypt(name: string, stored: Uint8Array): Uint8Array | undefined
}

/** The keys of a list of secrets, the one that writes first. A file says which key it needs by eight bytes that tell nothing else. */
export function fileKeys(secrets: readonly [string, ...string[]]): FileKeys {
  const ring = secrets.map((secret) => ({
    id: createHmac('sha256', secret).update('file key id').digest().subarray(0, idBytes),
    key: createHmac('sha256', secret).update('file key').digest(),
  }))
  return {
    encrypt(name, bytes) {
      const [first] = ring
      if (first === undefined) throw new RangeError('no key to write files with')
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(Buffer.from(name))
      const body = Buffer.concat([cipher.update(bytes), cipher.final()])
      return Buffer.concat([first.id, nonce, cipher.getAuthTag(), body])
    },
    decrypt(name, stored) {
      const whole = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength)
      const [id, nonce, tag, body] = cut(whole)
      const used = ring.find((each) => each.id.equals(id))
      if (used === undefined || tag.length < tagBytes) return undefined
      const decipher = createDecipheriv('aes-256-gcm', used.key, nonce).setAAD(Buffer.from(name)).setAuthTag(tag)
      try {
        return Buffer.concat([decipher.update(body), decipher.final()])
      } catch {
        return undefined
      }
    },
  }
}

const idBytes = 8
const nonceBytes = 12
const tagBytes = 16

function cut(whole: Buffer): readonly [Buffer, Buffer, Buffer, Buffer] {
  const afterId = idBytes + nonceBytes
  return [
    whole.subarray(0, idBytes),
    whole.subarray(idBytes, afterId),
    whole.subarray(afterId, afterId + tagBytes),
    whole.subarray(afterId + tagBytes),
  ]
}
