import { createHmac } from 'node:crypto'
import type { RoleName } from './role.ts'

/** Roles that reach far: nobody uses them with the mailbox alone. */
export const secondStepRoles: readonly RoleName[] = ['operator', 'observer']

/** A time-based one-time password as every authenticator app computes it: RFC 6238 with RFC 4226's truncation, SHA-1, 6 digits, 30 s. */
const period = 30
const digits = 6

/** The number of the time step at a moment. */
export const stepAt = (now: Temporal.Instant): number => Math.floor(now.epochMilliseconds / 1000 / period)

/** The code of a time step. `secret`: the bytes that the phone holds too. */
export function codeOfStep(secret: Uint8Array, step: number, length = digits): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** length).padStart(length, '0')
}

/** The step whose code this is, the present one or its neighbours (phones are slow or ahead), and later than the last used; undefined for a wrong code. */
export function matchingStep(
  secret: Uint8Array,
  code: string,
  now: Temporal.Instant,
  lastStep: number,
): number | undefined {
  const present = stepAt(now)
  return [present, present - 1, present + 1].find((step) => step > lastStep && codeOfStep(secret, step) === code)
}

const base32Signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes as base32 (RFC 4648), without padding: what people type into an app when they cannot scan. */
export function base32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => base32Signs[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** What the QR code says: the app shows the product's name and whose code it is. */
export const otpauthAddress = (secret: Uint8Array, account: string): string =>
  `otpauth://totp/Passerelle:${encodeURIComponent(account)}?secret=${base32(secret)}&issuer=Passerelle&algorithm=SHA1&digits=${digits}&period=${period}`
