import { CsvError, parse } from 'csv-parse/sync'
import { decodeText } from '#/platform/decode-text.ts'
import type { ProblemList } from '#/platform/input-problems.ts'
import type { NamedBytes } from '#/platform/table-file.ts'

/** A line of a table, whatever it holds. */
export interface TableRecord {
  readonly line: number
  readonly cells: readonly string[]
}

const mostBytes = 30_000_000
/** No line of a table is so long: it is another kind of file, or one that lost its line ends. */
const longestLine = 100_000
const separators = [';', '\t', ',', '|'] as const
/** Lines that are looked at to find what separates the cells. */
const lookedAt = 40

/** Reads a text as the lines of a table, its encoding and separator guessed; titles and totals come with it. Nothing where it is no table, which is told. */
export function readRecords({ name, bytes }: NamedBytes, problems: ProblemList): readonly TableRecord[] {
  const refuse = (message: string, line?: number): readonly TableRecord[] => {
    problems.add({ file: name, message, ...(line === undefined ? {} : { line }) })
    return []
  }
  if (bytes.length > mostBytes)
    return refuse(`ce tableau est trop gros (plus de ${mostBytes / 1e6} Mo) ; n’y gardez que les élèves.`)
  const foreign = foreignKind(bytes)
  if (foreign !== undefined) return refuse(foreign)
  const whole = decodeText(bytes).replaceAll(/\r\n?/g, '\n')
  if (isBinary(whole))
    return refuse('ce fichier n’est ni un tableau ni un export XML ; exportez la liste en XLSX, ODS ou CSV.')
  // Excel may say the separator on a line of its own: it is blanked, so that lines keep their numbers.
  const [announcement = '', announced] = /^sep=(.)(?=\n)/i.exec(whole) ?? []
  const text = whole.slice(announcement.length).replaceAll(/(?![\n\t])\p{Cc}/gu, '')
  const lines = text.split('\n')
  const long = lines.findIndex((line) => line.length > longestLine)
  if (long !== -1)
    return refuse('cette ligne est bien trop longue pour un tableau ; exportez de nouveau la liste.', long + 1)
  const delimiter = announced ?? separatorOf(lines.filter((line) => line.trim() !== '').slice(0, lookedAt))
  if (delimiter === undefined)
    return text.trim() === ''
      ? refuse('ce fichier est vide ; exportez-le de nouveau.')
      : refuse(
          'rien ne sépare les colonnes de ce fichier ; enregistrez-le en XLSX, en ODS, ou en CSV avec des points-virgules.',
        )
  try {
    return parseLines(text, delimiter, name, problems)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refuse(
      'un guillemet s’ouvre ici et ne se ferme pas ; supprimez-le, ou enregistrez la liste en XLSX ou ODS.',
      openQuoteLine(lines),
    )
  }
}

function parseLines(text: string, delimiter: string, name: string, problems: ProblemList): readonly TableRecord[] {
  const records: TableRecord[] = []
  // A quote that closes lines below has swallowed what stands between: pupils would be missing in silence.
  const swallowed = (cell: string): boolean => cell.includes('\n') && cell.split(delimiter).length > 2
  parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    on_record: (cells: string[], { lines }) => {
      // A record that holds line breaks starts above the line where it ends.
      const line = lines - cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
      if (cells.some(swallowed))
        problems.add({
          file: name,
          line,
          message: 'un guillemet s’ouvre ici et se ferme plusieurs lignes plus bas ; supprimez-le.',
        })
      else if (cells.some((cell) => cell !== '')) records.push({ line, cells })
      return null
    },
  })
  return records
}

/** What other files begin with that people take for a table. */
function foreignKind(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(8, bytes.length)).toString('latin1')
  if (start.startsWith('%PDF'))
    return 'ce fichier est un PDF, fait pour être imprimé ; exportez la même liste en XLSX, ODS ou CSV.'
  if (/^(\x89PNG|\xff\xd8\xff|GIF8)/.test(start))
    return 'ce fichier est une image ; exportez la même liste en XLSX, ODS ou CSV.'
  if (['Rar!', '7z\xbc\xaf', '\x1f\x8b'].some((mark) => start.startsWith(mark)))
    return 'cette archive n’est pas un zip ; ouvrez-la et donnez les fichiers qu’elle contient.'
  return start.startsWith('{\\rtf')
    ? 'ce fichier est un texte mis en page ; copiez sa liste dans un tableur et enregistrez-la.'
    : undefined
}

/** Texts hold no control signs; a stray one is forgiven. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 4000)
  const strange = sample.match(/(?![\n\t])[\p{Cc}\ufffd]/gu)?.length ?? 0
  return strange > 3 && strange * 30 > sample.length
}

/** The separator that most lines hold as many times as each other. */
function separatorOf(lines: readonly string[]): string | undefined {
  const scored = separators.map((separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1).filter((count) => count > 0)
    const alike = [...Map.groupBy(counts, (count) => count)].map(([count, same]) => count * same.length)
    return { separator, score: Math.max(0, ...alike) }
  })
  const best = scored.toSorted((a, b) => b.score - a.score)[0]
  return best && best.score > 0 ? best.separator : undefined
}

/** The line of the last quote that opens and never closes. */
function openQuoteLine(lines: readonly string[]): number {
  let [open, at] = [false, 1]
  for (const [index, line] of lines.entries())
    if (line.split('"').length % 2 === 0) {
      open = !open
      if (open) at = index + 1
    }
  return at
}
