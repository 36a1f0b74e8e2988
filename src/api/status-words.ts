import { type Source, type StatusName, statuses, statusNames } from '#/indicators/index.ts'

/** The statuses in both languages, in the order of the definition. */
export const statusWords: readonly {
  readonly status: StatusName
  readonly french: string
  readonly english: string
}[] = statusNames.map((status) => ({ status, french: statuses[status].word, english: statuses[status].english }))

/** How a placement was signed, in both languages. */
export const sourceWords: readonly { readonly source: Source; readonly french: string; readonly english: string }[] = [
  { source: 'online', french: 'en ligne', english: 'online' },
  { source: 'paper', french: 'sur papier', english: 'on paper' },
  { source: 'outside', french: 'hors plateforme', english: 'outside the platform' },
  { source: 'mixed', french: 'de plusieurs façons', english: 'in several ways' },
]
