import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RefusedCommand } from './command-line.ts'

/** Another process uses the folder; the message says which and what to do. */
export class FolderInUse extends RefusedCommand {
  readonly pid: number
  constructor(folder: string, pid: number) {
    super(
      `Le dossier ${folder} sert déjà à un autre Passerelle (processus ${pid}). Arrêtez-le, ou choisissez un autre dossier avec DATA_DIR.`,
    )
    this.name = 'FolderInUse'
    this.pid = pid
  }
}

/**
 * Takes a folder for this process alone, creating it where needed; the embedded database has no lock of its own.
 * A lock whose process is gone (`kill -9`, power loss, a container that restarts with the same number) is taken over.
 * @returns what gives the folder back.
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'passerelle.lock')
  const mine = `${process.pid} ${processStart(process.pid)}\n`
  const draft = join(folder, `passerelle.lock.${process.pid}`)
  writeFileSync(draft, mine)
  try {
    // Linking is atomic and fails where the lock exists, unlike write-then-check.
    while (!tryLink(draft, lock)) dropIfStale(folder, lock)
  } finally {
    rmSync(draft, { force: true })
  }
  return () => {
    if (readText(lock) === mine) rmSync(lock, { force: true })
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function dropIfStale(folder: string, lock: string): void {
  const found = readText(lock)
  if (found === undefined) return
  const [number, start = ''] = found.trim().split(' ')
  const pid = Number(number)
  if (pid !== process.pid && isAlive(pid) && processStart(pid) === start) throw new FolderInUse(folder, pid)
  const aside = `${lock}.stale.${process.pid}`
  try {
    renameSync(lock, aside)
  } catch {
    return
  }
  // Someone may have taken the stale lock over between the reading and the renaming: give it back.
  if (readText(aside) !== found) tryLink(aside, lock)
  rmSync(aside, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When the process started, in the kernel's ticks: numbers are reused, a number with its start is not. '' where the system does not tell. */
function processStart(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
