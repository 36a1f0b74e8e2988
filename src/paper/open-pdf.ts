import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium'
import { type FileRefusal, mostPages } from './file-kind.ts'
import type { OpenPages } from './open-pages.ts'

let library: Promise<PDFiumLibrary> | undefined

/** Loaded once a thread. */
function openLibrary(): Promise<PDFiumLibrary> {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')))
  library ??= PDFiumLibrary.init({ wasmBinary: Uint8Array.from(wasm).buffer })
  return library
}

/** Opens a PDF. */
export async function openPdf(bytes: Uint8Array): Promise<OpenPages | FileRefusal> {
  let document: PDFiumDocument
  try {
    document = await (await openLibrary()).loadDocument(bytes)
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
