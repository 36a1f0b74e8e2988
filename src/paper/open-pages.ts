import type { FileRefusal } from './file-kind.ts'
import type { GreyImage } from './grey-image.ts'
import { openImage } from './open-image.ts'
import { openPdf } from './open-pdf.ts'
import type { PaperKind } from './tables.ts'

/** The pages of a file, drawn one at a time. */
export interface OpenPages {
  readonly count: number
  /** A page (0 is the first), its longer side so many points long. Rejects for a page that its own file does not know how to draw. */
  draw(index: number, longSide: number): Promise<GreyImage>
  close(): void
}

/** Opens a PDF or an image. Nothing is trusted of what the file says of itself but its number of pages and points, which are bounded. */
export const openPages = (bytes: Uint8Array, kind: PaperKind): Promise<OpenPages | FileRefusal> =>
  kind === 'pdf' ? openPdf(bytes) : openImage(bytes)
