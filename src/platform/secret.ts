import { createHash, randomBytes } from 'node:crypto'

/** A secret nobody guesses (256 bits), fit for an address or a cookie. Never injected: a repeatable secret is none. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored of a secret: enough to recognise it, useless to whoever reads the database. */
export const sha256Hex = (secret: string): string => createHash('sha256').update(secret).digest('hex')
