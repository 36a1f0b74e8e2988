import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
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
  bytes(): Promise<Uint8Array>
}

const headBytes = 16
const partBytes = 65_536

export const fileOfBytes = ({ name, bytes }: NamedBytes): SchoolFile => ({
  name,
  head: async () => bytes.subarray(0, headBytes),
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
): Promise<{ readonly siecle: readonly SiecleFile[]; readonly tables: readonly NamedBytes[] }> {
  const siecle: SiecleFile[] = []
  const tables: NamedBytes[] = []
  for (const file of files) {
    const head = await file.head()
    if (head.length === 0) problems.add({ file: file.name, message: 'ce fichier est vide ; exportez-le de nouveau.' })
    else if (isXml(head)) siecle.push(file)
    else if (!isWorkbook({ name: file.name, bytes: head })) tables.push({ name: file.name, bytes: await file.bytes() })
    else await sortArchive({ name: file.name, bytes: await file.bytes() }, siecle, tables, problems)
  }
  return { siecle, tables }
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
    const exports = entries.filter(({ path }) => /\.xml$/i.test(path))
    for (const entry of exports) siecle.push({ name: basename(entry.path), chunks: () => entry.chunks() })
    if (exports.length === 0)
      problems.add({
        file: name,
        message: 'ce fichier zip ne contient aucun export XML ; donnez celui de SIECLE, ou un tableau.',
      })
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    problems.add({ file: name, message: error.message })
  }
}

/** Whether it begins as XML does, after the mark of UTF-8 and blanks. */
const isXml = (head: Uint8Array): boolean => /^(\xef\xbb\xbf)?\s*</.test(Buffer.from(head).toString('latin1'))
