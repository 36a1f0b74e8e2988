import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { claimUniversalAccess } from './pdf-claims.ts'

/** A Typst source of ours. What it says about people comes to it as data only, never as source. */
export interface PdfTemplate {
  readonly name: string
  readonly source: string
}

export interface Pdf {
  readonly bytes: Uint8Array
  readonly pages: number
}

export interface PdfOptions {
  /** Written as the document's date: the same data at the same instant give the same bytes. */
  readonly at: Temporal.Instant
  /** Images that the data names by these names: `logo.png`. PNG, JPEG or SVG. */
  readonly images?: ReadonlyMap<string, Uint8Array>
}

/** A template that could not be set: a mistake of ours in the source, or an image that is none. Names no data. */
export class TypesettingError extends Error {
  constructor(template: PdfTemplate, why: string) {
    super(`${template.name}: ${why}`)
    this.name = 'TypesettingError'
  }
}

/**
 * Reads a template that stands beside its feature: `pdfTemplate(import.meta.resolve('./certificate.typ'))`. It may say
 * `#import "/frame.typ": *` (src/platform/pdf-frame.typ: page, title, sections, facts, tables) and gets its data as `data`.
 */
export function pdfTemplate(url: string): PdfTemplate {
  const path = fileURLToPath(url)
  return { name: path.slice(dirname(path).length + 1), source: readFileSync(path, 'utf8') }
}

/**
 * Sets a template with data into a PDF that is archival (PDF/A-2a) and readable aloud (PDF/UA-1), both checked as it is written: a figure
 * without words, a heading that skips a level, a sign that no typeface has are errors. Takes some 10 ms a page, on this thread.
 * Signs outside the alphabets that our typefaces hold are shown as □ rather than refused: a name never stops an agreement.
 * @throws TypesettingError
 */
export function typesetPdf(template: PdfTemplate, data: object, { at, images }: PdfOptions): Pdf {
  const compiler = openCompiler()
  for (const [name, bytes] of images ?? []) compiler.mapShadow(inWorkspace(name), Buffer.from(bytes))
  try {
    const json = jsonOf(data, (text) => text.replaceAll(unprintable, ' '))
    try {
      return set(compiler, template, json, at)
    } catch (error) {
      const shown = jsonOf(data, (text) => text.replaceAll(unprintable, ' ').replaceAll(unsure, '□'))
      if (shown === json) throw error
      return set(compiler, template, shown, at)
    }
  } finally {
    for (const name of images?.keys() ?? []) compiler.unmapShadow(inWorkspace(name))
    compiler.evictCache(keptRounds)
  }
}

/** What is no sign at all; a new line stays one. */
const unprintable = /(?!\n)[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu
/** All but what our typefaces surely hold: Latin with its accents, usual signs of writing, arrows and squares. */
const unsure =
  /[^\n\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u1e80-\u1e85\u1ef2\u1ef3\u2010-\u2027\u202f\u2030\u2039\u203a\u20ac\u2190-\u2193\u25a1]/gu

const jsonOf = (data: object, clean: (text: string) => string): string =>
  JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? clean(value.normalize('NFC')) : value))

/** How long what was computed once may serve again, in documents. */
const keptRounds = 30

const workspace = import.meta.dirname
const inWorkspace = (name: string): string => `${workspace}/${name}`

let opened: NodeCompiler | undefined

/** One for the process: it holds the typefaces (300 ms to load). */
function openCompiler(): NodeCompiler {
  if (opened !== undefined) return opened
  const typeface = ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold'].map((weight) =>
    readFileSync(
      fileURLToPath(
        import.meta.resolve(
          `@expo-google-fonts/atkinson-hyperlegible-next/${weight}/AtkinsonHyperlegibleNext_${weight}.ttf`,
        ),
      ),
    ),
  )
  opened = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: typeface }] })
  opened.mapShadow(inWorkspace('frame.typ'), readFileSync(inWorkspace('pdf-frame.typ')))
  return opened
}

function set(compiler: NodeCompiler, template: PdfTemplate, json: string, at: Temporal.Instant): Pdf {
  const compiled = compiler.compile({
    mainFileContent: `#let data = json(bytes(sys.inputs.data))\n${template.source}`,
    inputs: { data: json },
  })
  const document = compiled.result
  if (document === null) {
    throw new TypesettingError(template, `does not compile: ${said(compiled.takeError()?.shortDiagnostics)}`)
  }
  // The archive's file is kept; the other is written to have it checked, and makes the claim honest.
  write(compiler, template, document, 'ua-1', at)
  const archival = write(compiler, template, document, 'a-2a', at)
  return { bytes: claimUniversalAccess(archival), pages: document.numOfPages }
}

function write(
  compiler: NodeCompiler,
  template: PdfTemplate,
  document: NodeTypstDocument,
  pdfStandard: 'a-2a' | 'ua-1',
  at: Temporal.Instant,
): Buffer {
  try {
    return compiler.pdf(document, { pdfStandard, creationTimestamp: Math.floor(at.epochMilliseconds / 1000) })
  } catch (error) {
    throw new TypesettingError(template, `${pdfStandard}: ${said(error)}`)
  }
}

/** What the compiler says, without the texts that it quotes: they may name someone. */
const said = (why: unknown): string =>
  (why instanceof Error ? why.message : JSON.stringify(why)).replaceAll(/`[^`]*`/g, '…').slice(0, 400)
