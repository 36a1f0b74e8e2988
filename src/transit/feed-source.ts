import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ArchiveError, readArchive } from '#/platform/archive.ts'
import { InputProblems } from '#/platform/input-problems.ts'
import type { NamedBytes } from '#/platform/table-file.ts'

/** The tables of a feed, wherever they came from. */
export interface FeedSource {
  readonly name: string
  readonly sha256: string
  /** Bytes by table name (`stops.txt`). */
  readonly tables: ReadonlyMap<string, Uint8Array>
}

const TABLES = new Set(
  ['agency', 'stops', 'routes', 'trips', 'stop_times', 'calendar', 'calendar_dates', 'frequencies', 'transfers'].map(
    (table) => `${table}.txt`,
  ),
)

/** Opens a feed on disk: a zip file or a folder. Throws InputProblems when it is neither. */
export function openFeedPath(path: string): FeedSource {
  const name = basename(path)
  if (!existsSync(path))
    throw new InputProblems([
      { file: path, message: 'ce fichier ou dossier n’existe pas ; vérifiez le chemin donné à --gtfs.' },
    ])
  if (!statSync(path).isDirectory()) return openFeedZip({ name, bytes: readFileSync(path) })
  const files = readdirSync(path).filter((file) => TABLES.has(file))
  const tables = new Map(files.toSorted().map((file) => [file, new Uint8Array(readFileSync(join(path, file)))]))
  const hash = createHash('sha256')
  for (const [file, bytes] of tables) hash.update(`${file} ${bytes.length}\n`).update(bytes)
  return { name, sha256: hash.digest('hex'), tables }
}

/** Opens a zip's bytes. The tables may stand in one inner folder, as some publishers do. Throws InputProblems. */
export function openFeedZip({ name, bytes }: NamedBytes): FeedSource {
  try {
    const files = readArchive(bytes, (path) => TABLES.has(basename(path)) && !path.startsWith('__MACOSX'))
    const byDepth = [...files].toSorted(([a], [b]) => b.split('/').length - a.split('/').length)
    const tables = new Map(byDepth.map(([path, content]) => [basename(path), content]))
    return { name, sha256: createHash('sha256').update(bytes).digest('hex'), tables }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    throw new InputProblems([{ file: name, message: error.message }])
  }
}
