import type { Party } from '../tables.ts'

/** Who signs a document, in the order of its boxes. */
export interface DocumentSigner {
  readonly party: Party
  /** Tells apart several of one party; 0 for the first. */
  readonly rank: number
  readonly name: string
  readonly takesNote: boolean
}

/** Where someone signs: a box on a page (1 is the first), in millimetres from its top left corner. */
export interface SignatureZone extends DocumentSigner {
  readonly page: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The pages of signatures come last and always look alike, so that a scan is cut without looking at it. agreement.typ draws the same. */
export const signaturePage = {
  left: 20,
  top: 42,
  width: 82,
  height: 38,
  columnGap: 6,
  rowGap: 4,
  columns: 2,
  rows: 5,
} as const

const { columns, rows } = signaturePage
const boxesOnPage = columns * rows

/** How many pages the boxes take. */
export const signaturePages = (signers: number): number => Math.max(1, Math.ceil(signers / boxesOnPage))

/** The boxes of a document of so many pages. */
export function signatureZones(signers: readonly DocumentSigner[], pages: number): readonly SignatureZone[] {
  const first = pages - signaturePages(signers.length) + 1
  const { left, top, width, height, columnGap, rowGap } = signaturePage
  return signers.map((signer, index) => {
    const place = index % boxesOnPage
    return {
      ...signer,
      page: first + Math.floor(index / boxesOnPage),
      left: left + (place % columns) * (width + columnGap),
      top: top + Math.floor(place / columns) * (height + rowGap),
      width,
      height,
    }
  })
}
