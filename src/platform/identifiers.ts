import { randomUUIDv7 } from 'node:crypto'

/** Gives opaque identifiers that sort by the time they were made (UUID version 7, RFC 9562). */
export type NewId = () => string

/** The only place that draws identifiers from the machine's clock and randomness. */
export const randomId: NewId = () => randomUUIDv7()
