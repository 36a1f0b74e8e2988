import { SaxesParser } from 'saxes'

/** A part of an XML file that is read whole: a pupil, an address. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Without the blanks around it. */
  readonly text: string
  readonly children: readonly XmlElement[]
  /** Where it begins, from 1. */
  readonly line: number
}

/** XML that cannot be read; the message says in French what and how to mend. */
export class XmlError extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(message)
    this.name = 'XmlError'
    this.line = line
  }
}

/** The text of the first child of this name; '' without one. */
export const textOf = (element: XmlElement, name: string): string =>
  element.children.find((child) => child.name === name)?.text ?? ''

/** Every element of this name inside, at any depth. */
export const elementsOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.flatMap((child) => (child.name === name ? [child] : elementsOf(child, name)))

/** More than any export nests, holds in one record, or writes in one text. */
const [deepest, mostInside, longestText] = [40, 5000, 20_000]
/** What may come between two tags: the parser holds it until then. */
const longestWait = 2_000_000

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly line: number
  readonly children: XmlElement[]
  text: string
}

/**
 * Reads the elements of these names as they come, each whole, in memory that does not grow with the file: `take` is given each of them, with
 * the name of the root; names are without their namespace's prefix. The encoding is the one that the file declares, or shows by its bytes.
 * Document types, and with them entities of one's own, are refused.
 * @throws XmlError
 */
export async function readXmlRecords(
  chunks: AsyncIterable<Uint8Array>,
  names: ReadonlySet<string>,
  take: (record: XmlElement, root: string) => void,
): Promise<void> {
  const parser = new SaxesParser({ position: true, xmlns: false })
  const fail = (message: string): never => {
    throw new XmlError(parser.line, message)
  }
  let root: string | undefined
  let depth = 0
  let [inside, tags] = [0, 0]
  let open: Open[] = []
  parser.on('doctype', (text) =>
    fail(
      /^\s*html\b/i.test(text)
        ? webPage
        : 'ce fichier définit ses propres entités (DOCTYPE) ; donnez l’export d’origine.',
    ),
  )
  parser.on('error', () => fail(cut))
  parser.on('opentag', ({ name: written, attributes }) => {
    const name = written.slice(written.indexOf(':') + 1)
    if (root === undefined && name.toLowerCase() === 'html') fail(webPage)
    root ??= name
    tags++
    if (++depth > deepest) fail('ce fichier emboîte trop d’éléments pour un export ; donnez l’export d’origine.')
    if (open.length === 0 && !names.has(name)) return
    if (++inside > mostInside) fail('un élément de ce fichier est bien trop long ; donnez l’export d’origine.')
    open.push({ name, attributes, line: parser.line, children: [], text: '' })
  })
  const addText = (text: string): void => {
    const at = open.at(-1)
    if (!at) return
    at.text += text
    if (at.text.length > longestText) fail('un texte de ce fichier est bien trop long ; donnez l’export d’origine.')
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    tags++
    depth--
    const done = open.pop()
    if (!done) return
    const element: XmlElement = { ...done, text: done.text.trim() }
    const parent = open.at(-1)
    if (parent) parent.children.push(element)
    else {
      inside = 0
      take(element, root ?? '')
    }
  })
  try {
    let [isStarted, waiting] = [false, 0]
    for await (const text of decoded(chunks, fail)) {
      const seen = tags
      // Editors leave a blank line at the top.
      const given = isStarted ? text : text.trimStart()
      isStarted ||= given !== ''
      parser.write(given)
      waiting = tags === seen ? waiting + given.length : 0
      if (waiting > longestWait) fail('un texte de ce fichier est bien trop long ; donnez l’export d’origine.')
    }
    parser.close()
  } finally {
    open = []
  }
  if (root === undefined) fail('ce fichier est vide ; exportez-le de nouveau.')
}

const webPage =
  'ce fichier est une page web, quel que soit son nom ; ouvrez-le dans le tableur et enregistrez-le en XLSX, ODS ou CSV.'
const cut = 'ce fichier XML est abîmé ou incomplet à cet endroit ; exportez-le de nouveau.'
const known = ['utf-8', 'iso-8859-1', 'iso-8859-15', 'windows-1252']

/** The text, by its mark, else by the encoding that its first line declares (UTF-8 without one), else by what its first accent shows. */
async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  fail: (message: string) => never,
): AsyncGenerator<string, void, void> {
  let decoder: TextDecoder | undefined
  let declared: Encoding | undefined
  let held: Uint8Array = new Uint8Array()
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder?.decode(bytes, { stream: bytes !== undefined }) ?? ''
    } catch {
      return fail('ce fichier n’est pas dans le codage qu’il annonce ; exportez-le de nouveau.')
    }
  }
  for await (const chunk of chunks) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    if (held.length < declarationBytes) continue
    declared ??= encodingOf(held, fail)
    if (!decoder) {
      const accent = declared.isSure ? 0 : firstAccent(held)
      // Until an accent comes, all encodings read alike; what is cut at the end waits for the rest of it.
      if (accent === -1 || accent > held.length - longestAccent) {
        const safe = accent === -1 ? held.length : accent
        yield Buffer.from(held.buffer, held.byteOffset, safe).toString('latin1')
        held = held.subarray(safe)
        continue
      }
      decoder = new TextDecoder(shownEncoding(declared, held.subarray(accent)), { fatal: true })
    }
    yield decode(held)
    held = new Uint8Array()
  }
  declared ??= encodingOf(held, fail)
  decoder ??= new TextDecoder(shownEncoding(declared, held.subarray(Math.max(0, firstAccent(held)))), { fatal: true })
  yield decode(held)
  yield decode()
}

/** More than any declaration is long. */
const declarationBytes = 200
const longestAccent = 4

interface Encoding {
  readonly name: string
  /** Whether a mark says it: then no other is thought of. */
  readonly isSure: boolean
}

function encodingOf(head: Uint8Array, fail: (message: string) => never): Encoding {
  const marked = [
    { mark: [0xef, 0xbb, 0xbf], name: 'utf-8' },
    { mark: [0xff, 0xfe], name: 'utf-16le' },
    { mark: [0xfe, 0xff], name: 'utf-16be' },
  ].find(({ mark }) => mark.every((byte, index) => head[index] === byte))
  // Saved again by a text editor, it is what the mark says, whatever its first line still declares.
  if (marked) return { name: marked.name, isSure: true }
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, declarationBytes)).toString(
    'latin1',
  )
  const [, declared = 'utf-8'] = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]{1,30})["']/.exec(start) ?? []
  const name = declared.toLowerCase()
  if (!known.includes(name))
    fail(`le codage « ${declared} » n’est pas lu ; exportez ce fichier en ISO-8859-15 ou en UTF-8.`)
  return { name, isSure: false }
}

const firstAccent = (bytes: Uint8Array): number => bytes.findIndex((byte) => byte >= 0x80)

/** A file that was saved again in UTF-8 often still declares ISO-8859-15: its first accent tells. */
function shownEncoding({ name, isSure }: Encoding, accent: Uint8Array): string {
  if (isSure || name === 'utf-8') return name
  const [lead = 0, ...rest] = accent.subarray(0, longestAccent)
  const following = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1
  const isUtf8 =
    lead >= 0xc2 &&
    lead < 0xf5 &&
    rest.length >= following &&
    rest.slice(0, following).every((byte) => byte >= 0x80 && byte < 0xc0)
  return isUtf8 ? 'utf-8' : name
}
