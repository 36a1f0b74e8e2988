import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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

/** Files on this machine, under `folder`: written beside and renamed, so that a crash leaves a whole file or none. */
export function filesOnDisk(folder: string, keys: FileKeys): FileStore {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2))
  return {
    async put(bytes) {
      const sha256 = sha256OfBytes(bytes)
      const path = pathOf(sha256)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const draft = `${path}.${randomBytes(6).toString('hex')}`
      try {
        const file = await open(draft, 'wx', 0o600)
        try {
          await file.writeFile(keys.encrypt(sha256, bytes))
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(draft, path)
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
      return sha256
    },
    async get(sha256) {
      const stored = await read(pathOf(sha256))
      if (stored === undefined) return undefined
      const bytes = keys.decrypt(sha256, stored)
      if (bytes === undefined || sha256OfBytes(bytes) !== sha256) throw new DamagedFile(sha256)
      return bytes
    },
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true })
    },
  }
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
