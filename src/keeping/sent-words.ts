/** What a form sent, as text without control characters other than line ends; too long is cut. */
export const sentWords = (value: unknown, most: number): string =>
  (typeof value === 'string' ? value : '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, '')
    .toWellFormed()
    .trim()
    .slice(0, most)
