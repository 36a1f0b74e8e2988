/**
 * JSON as RFC 8785 has it: the same data always gives the same text, whatever the order it was built in, so that its hash can be made
 * again by anyone. Keys are sorted by their UTF-16 signs, undefined ones left out; numbers and strings as ECMAScript writes them.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined)
    return `{${entries
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`)
      .join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('no JSON for a number without end')
  return JSON.stringify(value ?? null)
}
