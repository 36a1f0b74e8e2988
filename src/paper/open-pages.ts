import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium'
import type { GreyImage } from './grey-image.ts'
import { type FileRefusal, mostPages, wrapImage } from './picture-file.ts'
import type { PaperKind } from './tables.ts'

/** The pages of a file, drawn one at a time. */
export interface OpenPages {
  readonly count: number
  /** A page (0 is the first), its longer side so many points long. */
  draw(index: number, longSide: number): Promise<GreyImage>
  close(): void
}

let library: Promise<PDFiumLibrary> | undefined

/** Loaded once a thread. */
function openLibrary(): Promise<PDFiumLibrary> {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')))
  library ??= PDFiumLibrary.init({ wasmBinary: Uint8Array.from(wasm).buffer })
  return library
}

/** Opens a PDF or an image. Nothing is trusted of what the file says of itself but its number of pages, which is bounded. */
export async function openPages(bytes: Uint8Array, kind: PaperKind): Promise<OpenPages | FileRefusal> {
  const pdf = kind === 'pdf' ? bytes : wrapImage(bytes, kind)
  if (typeof pdf === 'string') return pdf
  let document: PDFiumDocument
  try {
    document = await (await openLibrary()).loadDocument(pdf)
  } catch (error) {
    return /password|encrypt|security/i.test(error instanceof Error ? error.message : '') ? 'locked' : 'damaged'
  }
  const count = document.getPageCount()
  if (count < 1 || count > mostPages) {
    document.destroy()
    return count < 1 ? 'empty' : 'pages'
  }
  return {
    count,
    async draw(index, longSide) {
      const page = document.getPage(index)
      const { originalWidth, originalHeight } = page.getOriginalSize()
      const longer = Math.max(originalWidth, originalHeight)
      // A page that its own file does not know how to draw.
      if (!(longer > 0)) throw new RangeError('no such page')
      const { width, height, data } = await page.render({
        width: Math.max(1, Math.round((originalWidth * longSide) / longer)),
        height: Math.max(1, Math.round((originalHeight * longSide) / longer)),
        colorSpace: 'Gray',
        render: 'bitmap',
        renderFormFields: false,
      })
      return { width, height, pixels: data }
    },
    close: () => document.destroy(),
  }
}
