/** Some rows of a pile that changes by the minute: how many to leave out, and how many to read. */
export interface Slice {
  readonly offset: number
  readonly limit: number
}

/** Nobody works through more at once. */
const mostShown = 1000

/** The slice that an address asks for; the first one when somebody made the number up. */
export const sliceOf = (text: string | undefined, limit: number): Slice => ({
  offset: text !== undefined && /^\d{1,4}$/.test(text) ? Math.min(Number(text), mostShown) : 0,
  limit,
})
