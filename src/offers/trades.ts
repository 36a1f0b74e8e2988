import { readFileSync } from 'node:fs'
import { searchable } from '#/platform/searchable.ts'

/** A trade of the operational directory of trades and jobs (ROME). */
export interface Trade {
  /** `D1102` */
  readonly code: string
  readonly title: string
}

/** Code, title, and the words that people use instead. */
const rows = readFileSync(new URL('./trades.csv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split(';'))

/** The titles of the 532 trades of the ROME, by code. */
export const trades: ReadonlyMap<string, string> = new Map(rows.map(([code = '', title = '']) => [code, title]))

/** « Boulangerie et viennoiserie », or the code itself when this version does not know it. */
export const sayTrade = (code: string): string => trades.get(code) ?? code

const searched = rows.map(([code = '', title = '', words = '']) => ({
  trade: { code, title },
  words: ` ${searchable(`${code} ${title} ${words}`)}`,
}))

/** The trades whose title, or another word for them, begins like each word asked, in any case and without accents; or of that code. */
export function searchTrades(query: string, limit = 12): Trade[] {
  // A plural finds its singular, and « boulangère » what begins like « boulanger ».
  const asked = searchable(query)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1)
    .map((word) => (word.length > 5 ? word.replace(/(ere|er|iere|ier|euse|eur|ienne|ien|iste|e)?s?$/, '') : word))
  if (asked.length === 0) return []
  return searched
    .filter(({ words }) => asked.every((word) => words.includes(` ${word}`) || words.includes(`,${word}`)))
    .slice(0, limit)
    .map(({ trade }) => trade)
}
