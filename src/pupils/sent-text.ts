/** A line that someone sent in a form: without what no keyboard types (the database refuses some of it), and no longer than `most`. */
export function sentLine(value: unknown, most = 200): string {
  return typeof value === 'string'
    ? value
        .replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim()
        .slice(0, most)
        .toWellFormed()
    : ''
}
