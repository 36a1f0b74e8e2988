import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { ArchiveError, openArchive } from '#/platform/archive.ts'
import type { ProblemList } from '#/platform/input-problems.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import { isWorkbook } from '#/platform/workbook.ts'
import type { SiecleFile } from './read-siecle.ts'

/** A file that a school gives, wherever it lies: read by parts, so that its size does not matter, or whole. */
export interface SchoolFile extends SiecleFile {
  /** Its first bytes. */
  head(): Promise<Uint8Array>
  size(): Promise<number>
  bytes(): Promise<Uint8Array>
}

const headBytes = 16
const partBytes = 65_536

export const fileOfBytes = ({ name, bytes }: NamedBytes): SchoolFile => ({
  name,
  head: async () => bytes.subarray(0, headBytes),
  size: async () => bytes.length,
  bytes: async () => bytes,
  async *chunks() {
    for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes)
  },
})

/** A file of a disk. Its reading fails as Node's does. */
export const fileOfPath = (path: string): SchoolFile => ({
  name: basename(path),
  async head() {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  },
  size: async () => (await stat(path)).size,
  bytes: () => readFile(path),
  async *chunks() {
    for await (const chunk of createReadStream(path, { highWaterMark: partBytes }))
      if (chunk instanceof Uint8Array) yield chunk
  },
})

/** Of files, which are SIECLE's (archives opened) and which are tables. */
export async function sortFiles(
  files: readonly SchoolFile[],
  problems: ProblemList,
  remarks: string[],
): Promise<{ readonly siecle: readonly SiecleFile[]; readonly tables: readonly NamedBytes[] }> {
  const siecle: SiecleFile[] = []
  const tables: NamedBytes[] = []
  for (const file of unlike(files)) {
    const head = await file.head()
    if ((await file.size()) > largest && !isXml(head)) {
      problems.add({
        file: file.name,
        message:
          'ce fichier est trop gros ; donnez l’export XML de SIECLE sans le zipper, ou un tableau des seuls élèves.',
      })
      continue
    }
    if (head.length === 0) problems.add({ file: file.name, message: 'ce fichier est vide ; exportez-le de nouveau.' })
    else if (isXml(head)) siecle.push(file)
    else if (!isWorkbook({ name: file.name, bytes: head })) tables.push({ name: file.name, bytes: await file.bytes() })
    else await sortArchive({ name: file.name, bytes: await file.bytes() }, siecle, tables, problems)
  }
  return { siecle, tables: withoutCopies(tables, remarks) }
}

/** Of what is read whole. XML is read by parts, however large. */
const largest = 400_000_000

/** Lines are named by their file: two of one name get each their own. */
function unlike(files: readonly SchoolFile[]): readonly SchoolFile[] {
  const taken = new Set<string>()
  return files.map((file) => {
    let name = file.name
    for (let count = 2; taken.has(name); count++) name = `${file.name} (${count})`
    taken.add(name)
    return { ...file, name }
  })
}

/** The same table given twice is read once. */
function withoutCopies(tables: readonly NamedBytes[], remarks: string[]): readonly NamedBytes[] {
  const seen = new Map<string, string>()
  return tables.filter(({ name, bytes }) => {
    const sum = createHash('sha256').update(bytes).digest('hex')
    const first = seen.get(sum)
    if (first !== undefined) remarks.push(`${name} est le même fichier que ${first} : lu une seule fois.`)
    else seen.set(sum, name)
    return first === undefined
  })
}

/** Workbooks are archives too: they are told by the parts that every one of them has. */
async function sortArchive(
  { name, bytes }: NamedBytes,
  siecle: SiecleFile[],
  tables: NamedBytes[],
  problems: ProblemList,
): Promise<void> {
  try {
    const entries = openArchive(bytes)
    if (entries.some(({ path }) => path === '[Content_Types].xml' || path === 'content.xml')) {
      tables.push({ name, bytes })
      return
    }
    // Beside each file, a Mac puts another that only it reads.
    const given = entries.filter(({ path }) => !/(^|[/\\])(__MACOSX[/\\]|\._)/.test(path))
    const inside = (path: string): string => path.replace(/^.*[/\\]/, '').slice(0, 120)
    const exports = given.filter(({ path }) => /\.xml$/i.test(path))
    for (const entry of exports) siecle.push({ name: inside(entry.path), chunks: () => entry.chunks() })
    const lists = given.filter(({ path }) => /\.(csv|txt|xlsx|ods)$/i.test(path))
    if (lists.length > mostInside)
      problems.add({
        file: name,
        message: `ce fichier zip contient plus de ${mostInside} tableaux ; donnez ceux d’élèves.`,
      })
    else
      for (const entry of lists)
        tables.push({ name: `${name}, ${inside(entry.path)}`, bytes: await joined(entry.chunks(), name) })
    if (exports.length + lists.length === 0)
      problems.add({
        file: name,
        message: given.some(({ path }) => /\.(zip|7z|rar|gz)$/i.test(path))
          ? 'ce fichier zip en contient un autre ; ouvrez-le et donnez ce qu’il y a dedans.'
          : 'ce fichier zip ne contient ni export XML de SIECLE ni tableau (XLSX, ODS, CSV) ; donnez l’un ou l’autre.',
      })
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    problems.add({ file: name, message: error.message })
  }
}

const [mostInside, mostOfOne] = [20, 50_000_000]

async function joined(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > mostOfOne) throw new ArchiveError(`un tableau de ${name} est trop gros ; n’y gardez que les élèves.`)
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

/** Whether it begins as XML does, after the mark of its encoding and blanks. */
const isXml = (head: Uint8Array): boolean =>
  /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*</.test(Buffer.from(head).toString('latin1'))
