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

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly line: number
  readonly children: XmlElement[]
  text: string
}

/**
 * Reads the elements of these names as they come, each whole, in memory that does not grow with the file: `take` is given each of them, with
 * the name of the root. The encoding is the one that the file declares. Document types, and with them entities of one's own, are refused.
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
  let inside = 0
  let open: Open[] = []
  parser.on('doctype', () => fail('ce fichier définit ses propres entités (DOCTYPE) ; donnez l’export d’origine.'))
  parser.on('error', () => fail(cut))
  parser.on('opentag', ({ name, attributes }) => {
    root ??= name
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
    for await (const text of decoded(chunks, fail)) parser.write(text)
    parser.close()
  } finally {
    open = []
  }
  if (root === undefined) fail('ce fichier est vide ; exportez-le de nouveau.')
}

const cut = 'ce fichier XML est abîmé ou incomplet à cet endroit ; exportez-le de nouveau.'
const known = ['utf-8', 'iso-8859-1', 'iso-8859-15', 'windows-1252']

/** The text, by the encoding that its first line declares (UTF-8 without one). */
async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  fail: (message: string) => never,
): AsyncGenerator<string, void, void> {
  let decoder: TextDecoder | undefined
  let head: Uint8Array = new Uint8Array()
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder?.decode(bytes, { stream: bytes !== undefined }) ?? ''
    } catch {
      return fail('ce fichier n’est pas dans le codage qu’il annonce ; exportez-le de nouveau.')
    }
  }
  for await (const chunk of chunks) {
    if (decoder) {
      yield decode(chunk)
      continue
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
    if (head.length < declarationBytes) continue
    decoder = decoderFor(head, fail)
    yield decode(head)
  }
  if (!decoder) {
    decoder = decoderFor(head, fail)
    yield decode(head)
  }
  yield decode()
}

/** More than any declaration is long. */
const declarationBytes = 200

function decoderFor(head: Uint8Array, fail: (message: string) => never): TextDecoder {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, declarationBytes)).toString(
    'latin1',
  )
  const [, declared = 'utf-8'] =
    /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]{1,30})["']/.exec(start) ?? []
  const name = declared.toLowerCase()
  if (!known.includes(name))
    fail(`le codage « ${declared} » n’est pas lu ; exportez ce fichier en ISO-8859-15 ou en UTF-8.`)
  return new TextDecoder(name, { fatal: true })
}
