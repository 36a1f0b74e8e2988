import { createHash, randomBytes, randomInt } from 'node:crypto'

/** A secret nobody guesses (256 bits), fit for an address or a cookie. Never injected: a repeatable secret is none. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored of a secret: enough to recognise it, useless to whoever reads the database. */
export const sha256Hex = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Without letters and figures that are taken for each other on paper, and without vowels, so that no code is a word. */
const printed = '23456789BCDFGHJKMNPQRSTVWXYZ'

/** SHA-256 in hex of bytes: the name of a file by what it holds. */
export const sha256OfBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A code that people copy from paper: 28 possibilities for each sign. */
export const newPrintedCode = (length: number): string =>
  Array.from({ length }, () => printed[randomInt(printed.length)]).join('')
