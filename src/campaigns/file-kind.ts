import type { NamedBytes } from '#/platform/table-file.ts'
import type { FileKind } from './tables.ts'

/** What each kind of file is called where people read. */
export const kindWords: Readonly<Record<FileKind, string>> = {
  campaign: 'réglages de la campagne',
  pupils: 'élèves',
  offers: 'offres',
  schools: 'établissements',
  timetable: 'horaires',
}

/** Columns that tell a table from the others. */
const tell: readonly { readonly kind: FileKind; readonly columns: readonly string[] }[] = [
  { kind: 'pupils', columns: ['pupil', 'school'] },
  { kind: 'pupils', columns: ['pupil', 'birth_date'] },
  { kind: 'offers', columns: ['offer', 'host'] },
  { kind: 'offers', columns: ['offer', 'seats'] },
  { kind: 'schools', columns: ['uai', 'name'] },
  { kind: 'schools', columns: ['uai', 'lat'] },
  { kind: 'schools', columns: ['uai', 'latitude'] },
]

/**
 * What a file is, by its content; its name decides only where the content does not (a table whose header is damaged).
 * Undefined when it is none of the files a campaign is made of.
 */
export function fileKind({ name, bytes }: NamedBytes): FileKind | undefined {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'timetable'
  const start = new TextDecoder('utf-8')
    .decode(bytes.subarray(0, 4096))
    .replace(/^\ufeff/, '')
    .trimStart()
  if (start.startsWith('{')) return 'campaign'
  const header = start.split(/[\r\n]/, 1)[0] ?? ''
  const columns = new Set(header.split(/[;,]/).map((column) => column.trim().replace(/^"(.*)"$/, '$1')))
  const told = tell.find((each) => each.columns.every((column) => columns.has(column)))
  // An output of an allocation has pupils and offers in one table: it is not an input.
  if (columns.has('pupil') && columns.has('offer')) return undefined
  return told?.kind ?? kindByName(name)
}

function kindByName(name: string): FileKind | undefined {
  const stem = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  if (stem.endsWith('.zip')) return 'timetable'
  if (/^campa.*\.json$/.test(stem)) return 'campaign'
  if (!stem.endsWith('.csv')) return undefined
  if (/^(pupils|eleves)/.test(stem)) return 'pupils'
  if (/^(offers|offres)/.test(stem)) return 'offers'
  if (/^(schools|etablissements|lycees|colleges)/.test(stem)) return 'schools'
  return undefined
}
