import type { ServerKey } from '#/platform/server-key.ts'

/** What a printed page says of itself: which agreement (by its code), which version of its document, which page. Nothing about anyone. */
export interface PageName {
  /** `newPrintedCode(agreementCodeLength)`, the agreement's own. */
  readonly code: string
  readonly version: number
  readonly page: number
}

/** Length of an agreement's code: 28⁸ possibilities, so that nobody meets one by chance. */
export const agreementCodeLength = 8
const proofLength = 7
const lastPage = 9
const lastVersion = 99

/** The signs of `newPrintedCode`. */
const signs = '23456789BCDFGHJKMNPQRSTVWXYZ'
const written = new RegExp(`^([${signs}]{${agreementCodeLength}})(\\d{1,2})(\\d)([${signs}]{${proofLength}})$`)

/**
 * The short text that a page carries, the same in its square and in letters: `K7QM2XRD-1-2-HGTRWBC` is the second page of version 1. The
 * last part is proof that it was made here (28⁷, one in thirteen thousand million): a page cannot be passed off as another's.
 */
export function pageCode(key: ServerKey, { code, version, page }: PageName): string {
  if (version < 1 || version > lastVersion || page < 1 || page > lastPage)
    throw new RangeError(`no page code for version ${version}, page ${page}`)
  return `${code}-${version}-${page}-${proofOf(key, { code, version, page })}`
}

/** What the text of a page says, as read by a camera or typed by a hand; undefined for what was not made here. */
export function readPageCode(key: ServerKey, text: string): PageName | undefined {
  if (text.length > 60) return undefined
  const [, code, version, page, proof] = written.exec(text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')) ?? []
  if (code === undefined || proof === undefined) return undefined
  const name = { code, version: Number(version), page: Number(page) }
  return proofOf(key, name) === proof ? name : undefined
}

/** 49 bits of the MAC, written with the signs that are not taken for each other. */
function proofOf(key: ServerKey, { code, version, page }: PageName): string {
  const bytes = Buffer.from(key.mac('agreement page', `${code} ${version} ${page}`), 'base64url')
  let number = bytes.readBigUInt64BE()
  let proof = ''
  while (proof.length < proofLength) {
    proof += signs[Number(number % BigInt(signs.length))]
    number /= BigInt(signs.length)
  }
  return proof
}
