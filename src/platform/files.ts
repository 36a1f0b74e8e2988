import type { FileKeys } from './file-keys.ts'
import { sha256OfBytes } from './secret.ts'

/**
 * Where documents and proofs are kept, outside the database: by what they contain, encrypted. A file is put before the transaction that
 * names it ends, so that no row names a file that is not there; a file that no row names is swept later.
 */
export interface FileStore {
  /** Keeps the bytes, once however often they come, and gives their SHA-256 in hex: the name to ask for them by. */
  put(bytes: Uint8Array): Promise<string>
  /** The bytes again, checked against their name; undefined when there is no such file. */
  get(sha256: string): Promise<Uint8Array | undefined>
  /** Forgets them; nothing happens when they are gone already. */
  remove(sha256: string): Promise<void>
  /** The names of all that is kept, in no order. */
  names(): AsyncIterable<string>
  /** Another word after each `put`: tells whether a file was put again. Undefined when there is no such file. */
  stamp(sha256: string): Promise<string | undefined>
}

/** What holds the files: a disk, or a service. Each write is whole or nothing. */
export interface Shelf {
  write(name: string, bytes: Uint8Array): Promise<void>
  read(name: string): Promise<Uint8Array | undefined>
  remove(name: string): Promise<void>
  names(): AsyncIterable<string>
  /** Another word after each write. */
  stamp(name: string): Promise<string | undefined>
}

/** A file that is there and does not hold what its name says: damaged, or written with a key that is not known here. */
export class DamagedFile extends Error {
  readonly sha256: string

  constructor(sha256: string) {
    super(`Le fichier ${sha256} est abîmé, ou sa clé n’est pas connue ici (voir FILE_KEYS).`)
    this.name = 'DamagedFile'
    this.sha256 = sha256
  }
}

/** Files on a shelf, which never sees what they say. */
export function filesOn(shelf: Shelf, keys: FileKeys): FileStore {
  async function get(sha256: string): Promise<Uint8Array | undefined> {
    const stored = await shelf.read(sha256)
    if (stored === undefined) return undefined
    const bytes = keys.decrypt(sha256, stored)
    if (bytes === undefined || sha256OfBytes(bytes) !== sha256) throw new DamagedFile(sha256)
    return bytes
  }
  return {
    async put(bytes) {
      const sha256 = sha256OfBytes(bytes)
      await shelf.write(sha256, keys.encrypt(sha256, bytes))
      return sha256
    },
    get,
    remove: (sha256) => shelf.remove(sha256),
    names: () => shelf.names(),
    stamp: (sha256) => shelf.stamp(sha256),
  }
}

/**
 * Writes every file anew with the first key, so that the others can be withdrawn. Safe to stop and to repeat. A damaged file stays as it
 * is and is told.
 */
export async function rewriteFiles(
  files: FileStore,
  tell: (done: number) => void,
): Promise<{ readonly rewritten: number; readonly damaged: readonly string[] }> {
  const damaged: string[] = []
  let rewritten = 0
  // All names first: what is written meanwhile is written with the new key already.
  for (const name of await Array.fromAsync(files.names())) {
    try {
      const bytes = await files.get(name)
      if (bytes) await files.put(bytes)
      rewritten++
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error
      damaged.push(name)
    }
    tell(rewritten + damaged.length)
  }
  return { rewritten, damaged }
}
