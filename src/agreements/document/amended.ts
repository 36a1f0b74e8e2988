import { z } from 'zod'
import type { AgreementContent } from '../content.ts'
import {
  describeCosts,
  describeHours,
  describeParties,
  describePlacement,
  describeWork,
  type Fact,
} from './describe-agreement.ts'

/** One thing that an amendment changes, as people read it: object, before, from now on. */
export type Change = readonly [string, string, string]

/** What an amendment changes. */
export function amendedFacts(before: AgreementContent, after: AgreementContent): readonly Change[] {
  const [was, is] = [facts(before), facts(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((label) => {
    const [old, now] = [was.get(label) ?? '–', is.get(label) ?? '–']
    return old === now ? [] : [[label, old, now] as const]
  })
}

function facts(content: AgreementContent): ReadonlyMap<string, string> {
  const groups: readonly (readonly [string, readonly Fact[]])[] = [
    ['', describePlacement(content)],
    // Not the title of the timetable: it says the dates, and each day's hours would seem to change with them.
    ...describeHours(content).map(
      ({ rows }, index) =>
        [
          content.hosts.length > 1 ? `Horaires chez ${content.hosts[index]?.name ?? ''}` : 'Horaires',
          rows.map(([day, spans]): Fact => [day, spans.join(', ')]),
        ] as const,
    ),
    ['', describeWork(content)],
    ['', describeCosts(content)],
    ...describeParties(content).map(({ title, rows }) => [title, rows] as const),
  ]
  const found = new Map<string, string>()
  for (const [title, rows] of groups)
    for (const [label, value] of rows) {
      const object = title === '' ? label : `${title} : ${label}`
      found.set(found.has(object) ? `${object} (suite)` : object, value ?? '–')
    }
  return found
}

const frozenChanges = z.object({
  amends: z.object({ changes: z.array(z.tuple([z.string(), z.string(), z.string()])) }).optional(),
})

/** What a frozen version says that it changes; nothing for one that amends nothing. */
export const changesIn = (json: string): readonly Change[] =>
  frozenChanges.parse(JSON.parse(json)).amends?.changes ?? []

/** « Dates : du 15 au 26 juin 2026 → du 22 au 26 juin 2026 », for a mail. */
export const sayChange = ([object, before, after]: Change): string =>
  `${object} : ${oneLine(before)} → ${oneLine(after)}`

export const oneLine = (text: string): string => text.replaceAll('\n', ', ')
