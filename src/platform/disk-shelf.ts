import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Shelf } from './files.ts'

/** Files on this machine, under `folder`: written beside and renamed, so that a crash leaves a whole file or none. */
export function diskShelf(folder: string): Shelf {
  const pathOf = (name: string): string => join(folder, name.slice(0, 2), name.slice(2))
  return {
    async write(name, bytes) {
      const path = pathOf(name)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const draft = `${path}.${randomBytes(6).toString('hex')}`
      try {
        const file = await open(draft, 'wx', 0o600)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(draft, path)
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    read: (name) => orNothing(() => readFile(pathOf(name))),
    remove: (name) => rm(pathOf(name), { force: true }),
    async *names() {
      // What a crash left half written has a dot.
      for (const start of (await orNothing(() => readdir(folder))) ?? [])
        for (const rest of (await orNothing(() => readdir(join(folder, start)))) ?? [])
          if (!rest.includes('.')) yield start + rest
    },
    async stamp(name) {
      const found = await orNothing(() => stat(pathOf(name), { bigint: true }))
      return found && `${found.ino} ${found.mtimeNs}`
    },
  }
}

async function orNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw error
  }
}
