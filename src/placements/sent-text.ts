/** A text of several lines that someone sent, without what no keyboard types: the database refuses some of it. Never cut short of what is kept. */
export const sentText = (value: unknown, most = 10_000): string =>
  typeof value === 'string'
    ? value
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n]/gu, '')
        .toWellFormed()
        .trim()
        .slice(0, most)
    : ''
