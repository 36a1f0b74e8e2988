import { Readable } from 'node:stream'
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import { type ZippableFile, zipSync } from 'fflate'

/** More than any timetable needs (France's trains and coaches together: some 600 MB); a small archive can claim far more. */
const largestOpened = 1_500_000_000

/** Bytes that are not a whole zip archive; the message says so in French. */
export class ArchiveError extends Error {}

/**
 * The files of a zip archive by path, folders left out. `wanted` spares the unpacking of the others, `most` bounds them all once opened.
 * Throws ArchiveError when the archive is cut, damaged (its checksums are compared), encrypted, or far too large once opened.
 */
export function readArchive(
  bytes: Uint8Array,
  wanted: (path: string) => boolean = () => true,
  most: number = largestOpened,
): ReadonlyMap<string, Uint8Array> {
  const entries = readDirectory(bytes).filter(({ path }) => !path.endsWith('/') && wanted(path))
  if (entries.reduce((sum, { size }) => sum + size, 0) > most)
    throw new ArchiveError(`ce fichier est trop gros une fois ouvert (plus de ${sizeWords(most)}).`)
  return new Map(
    entries.map((entry) => {
      const content = open(bytes, entry)
      if (content.length !== entry.size || crc32(content) !== entry.crc32)
        throw new ArchiveError(
          `ce fichier zip est abîmé (« ${entry.path} » ne se lit pas) ; téléchargez-le de nouveau.`,
        )
      return [entry.path, content]
    }),
  )
}

/** A file of an archive, unpacked as it is read. */
export interface ArchiveEntry {
  readonly path: string
  /** Throws ArchiveError where it is damaged, or larger than it said. */
  chunks(): AsyncGenerator<Uint8Array, void, void>
}

/** As `readArchive`, without ever holding a file whole: for those of hundreds of megabytes. */
export function openArchive(
  bytes: Uint8Array,
  wanted: (path: string) => boolean = () => true,
  most: number = largestOpened,
): readonly ArchiveEntry[] {
  const entries = readDirectory(bytes).filter(({ path }) => !path.endsWith('/') && wanted(path))
  if (entries.reduce((sum, { size }) => sum + size, 0) > most)
    throw new ArchiveError(`ce fichier est trop gros une fois ouvert (plus de ${sizeWords(most)}).`)
  return entries.map((entry) => ({ path: entry.path, chunks: () => unpack(bytes, entry) }))
}

async function* unpack(bytes: Uint8Array, entry: Entry): AsyncGenerator<Uint8Array, void, void> {
  const packed = packedBytes(bytes, entry)
  const stream = Readable.from([packed])
  let [size, sum] = [0, 0]
  try {
    for await (const chunk of entry.method === 0 ? stream : stream.pipe(createInflateRaw())) {
      if (!(chunk instanceof Uint8Array)) throw new ArchiveError(damaged)
      size += chunk.length
      if (size > entry.size) throw new ArchiveError(damaged)
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    // What zlib says of data that it cannot read.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new ArchiveError(damaged)
    throw error
  }
  if (size !== entry.size || sum !== entry.crc32) throw new ArchiveError(damaged)
}

const sizeWords = (bytes: number): string =>
  bytes < 1e9 ? `${Math.round(bytes / 1e6)} Mo` : `${(bytes / 1e9).toLocaleString('fr')} Go`

/** A zip archive of these files; the same files give the same bytes. */
export function writeArchive(files: Iterable<readonly [path: string, bytes: Uint8Array]>): Uint8Array {
  // OpenDocument is recognised by this file, first and as it is.
  const entries = [...files].map(([path, bytes]): [string, ZippableFile] => [
    path,
    path === 'mimetype' ? [bytes, { level: 0 }] : bytes,
  ])
  // The oldest date a zip can hold: no clock enters the bytes.
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: '1980-01-01T00:00:00' })
}

interface Entry {
  readonly path: string
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly crc32: number
  readonly packedSize: number
  readonly size: number
  /** Of the local header, which stands before the data. */
  readonly offset: number
}

const damaged = 'ce fichier zip est abîmé ou incomplet ; téléchargez-le de nouveau.'

/** The archive's central directory (APPNOTE 6.3, 4.3.12), read here so that the data goes to Node's own inflate, thrice as fast as one in JavaScript. */
function readDirectory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0) throw new ArchiveError('ce fichier n’est pas un zip entier ; téléchargez-le de nouveau.')
  const entries: Entry[] = []
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  while (at + 46 <= bytes.length && view.getUint32(at, true) === 0x02014b50) {
    const nameLength = view.getUint16(at + 28, true)
    const encrypted = (view.getUint16(at + 8, true) & 1) === 1
    if (encrypted) throw new ArchiveError('ce fichier zip demande un mot de passe ; donnez-le sans mot de passe.')
    entries.push({
      path: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  if (entries.length !== count) throw new ArchiveError(damaged)
  return entries
}

/** The data of a file as it is packed. */
function packedBytes(bytes: Uint8Array, { method, packedSize, offset }: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) throw new ArchiveError(damaged)
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  const packed = bytes.subarray(start, start + packedSize)
  if (packed.length < packedSize) throw new ArchiveError(damaged)
  if (method !== 0 && method !== 8)
    throw new ArchiveError('ce fichier zip est comprimé d’une manière rare ; refaites-le avec l’outil ordinaire.')
  return packed
}

function open(bytes: Uint8Array, entry: Entry): Uint8Array {
  const packed = packedBytes(bytes, entry)
  const { method, size } = entry
  if (method === 0) return packed.slice()
  try {
    // A copy whose memory is its own: the caller may give it back early.
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }))
  } catch {
    throw new ArchiveError(damaged)
  }
}
