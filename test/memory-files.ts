import { fileKeys } from '#/platform/file-keys.ts'
import { type FileStore, filesOn, type Shelf } from '#/platform/files.ts'

/** A store of files that forgets everything with the test. */
export function memoryFiles(): FileStore {
  const held = new Map<string, { readonly bytes: Uint8Array; readonly stamp: string }>()
  let writes = 0
  const shelf: Shelf = {
    async write(name, bytes) {
      held.set(name, { bytes, stamp: String(++writes) })
    },
    read: async (name) => held.get(name)?.bytes,
    async remove(name) {
      held.delete(name)
    },
    async *names() {
      yield* [...held.keys()]
    },
    stamp: async (name) => held.get(name)?.stamp,
  }
  return filesOn(shelf, fileKeys(['a key for tests, long enough to be one']))
}
