import { crc32 } from 'node:zlib'
import { unzipSync, zipSync } from 'fflate'

/** More than any timetable needs (France's trains and coaches together: some 600 MB); a small archive can claim far more. */
const largestOpened = 1_500_000_000

/** Bytes that are not a whole zip archive; the message says so in French. */
export class ArchiveError extends Error {}

/**
 * The files of a zip archive by path, folders left out. `wanted` spares the unpacking of the others.
 * Throws ArchiveError when the archive is cut, damaged (its checksums are compared), encrypted, or far too large once opened.
 */
export function readArchive(
  bytes: Uint8Array,
  wanted: (path: string) => boolean = () => true,
): ReadonlyMap<string, Uint8Array> {
  const sums = readChecksums(bytes)
  let files: Record<string, Uint8Array>
  let opened = 0
  try {
    files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (name.endsWith('/') || !wanted(name)) return false
        opened += originalSize
        if (opened > largestOpened)
          throw new ArchiveError('ce fichier zip est trop gros une fois ouvert (plus de 1,5 Go).')
        return true
      },
    })
  } catch (error) {
    if (error instanceof ArchiveError) throw error
    throw new ArchiveError('ce fichier zip est abîmé ou incomplet ; téléchargez-le de nouveau.')
  }
  for (const [path, content] of Object.entries(files))
    if (sums.get(path) !== undefined && sums.get(path) !== crc32(content))
      throw new ArchiveError(`ce fichier zip est abîmé (« ${path} » ne se lit pas) ; téléchargez-le de nouveau.`)
  return new Map(Object.entries(files))
}

/** A zip archive of these files; the same files give the same bytes. */
export function writeArchive(files: Iterable<readonly [path: string, bytes: Uint8Array]>): Uint8Array {
  // The oldest date a zip can hold: no clock enters the bytes.
  return zipSync(Object.fromEntries(files), { level: 6, mtime: '1980-01-01T00:00:00' })
}

/** Checksums by path, read from the archive's central directory, which the unpacking library does not compare. */
function readChecksums(bytes: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sums = new Map<string, number>()
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0) throw new ArchiveError('ce fichier n’est pas un zip entier ; téléchargez-le de nouveau.')
  let at = view.getUint32(end + 16, true)
  while (at + 46 <= bytes.length && view.getUint32(at, true) === 0x02014b50) {
    const nameLength = view.getUint16(at + 28, true)
    const encrypted = (view.getUint16(at + 8, true) & 1) === 1
    if (encrypted) throw new ArchiveError('ce fichier zip demande un mot de passe ; donnez-le sans mot de passe.')
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    sums.set(name, view.getUint32(at + 16, true))
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return sums
}
