import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Fills a folder beside its final place, then renames it there: never half a result, even after a kill.
 * A folder that stands there already is replaced only once the new one is whole.
 */
export async function writeFolder<T>(target: string, fill: (folder: string) => Promise<T> | T): Promise<T> {
  const path = resolve(target)
  mkdirSync(dirname(path), { recursive: true })
  const draft = mkdtempSync(join(dirname(path), `.${basename(path)}-`))
  try {
    const result = await fill(draft)
    // mkdtemp keeps others out; the result is as open as any folder its owner makes.
    chmodSync(draft, 0o777 & ~process.umask())
    const former = `${draft}-former`
    try {
      renameSync(path, former)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
    renameSync(draft, path)
    rmSync(former, { recursive: true, force: true })
    return result
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error
  }
}
