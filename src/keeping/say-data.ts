import { dayWords } from '#/design/words.ts'
import type { KnownFor } from './pupil-data.ts'
import { timeWords } from './purpose.ts'

/** Whom the copy is about: a pupil, or someone whom an organisation accompanies. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** Who read or changed the pupil's data, as the export says it. */
export interface JournalRow {
  readonly at: string
  readonly role: string
  readonly what: string
}

/** The copy for people: plain text that any telephone opens. */
export function sayData({ name }: Named, known: readonly KnownFor[], today: Temporal.PlainDate): string {
  const head = `Ce qui est gardé sur ${name}, le ${dayWords(today, { weekday: false, year: true })}\n`
  const parts = known.map(({ purpose, lines }) =>
    [
      `\n${purpose.what}`,
      `Gardé ${timeWords(purpose)} après ${purpose.from}. ${purpose.why}`,
      ...lines.map((line) => `- ${line}`),
    ].join('\n'),
  )
  return `${head}${parts.join('\n')}\n`
}

/** The complete copy, for machines. */
export const exportData = (
  { id }: Named,
  known: readonly KnownFor[],
  { now, journal }: { readonly now: Temporal.Instant; readonly journal: readonly JournalRow[] },
): string =>
  JSON.stringify(
    {
      pupil: id,
      at: now.toString(),
      purposes: known.map(({ purpose, rows }) => ({
        name: purpose.name,
        what: purpose.what,
        kept: `${timeWords(purpose)} après ${purpose.from}`,
        why: purpose.why,
        rows,
      })),
      journal,
    },
    undefined,
    2,
  )
