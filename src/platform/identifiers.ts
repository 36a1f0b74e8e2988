import { randomUUIDv7 } from 'node:crypto'

/** Gives opaque identifiers that sort by the time they were made (UUID version 7, RFC 9562). */
export type NewId = () => string

/** The only place that draws identifiers from the machine's clock and randomness. */
export const randomId: NewId = () => randomUUIDv7()

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text can be an identifier at all: the database refuses to compare anything else with one. */
export const isId = (text: string): boolean => uuid.test(text)
