import type { AgreementContent } from '../content.ts'
import {
  describeCosts,
  describeHours,
  describeParties,
  describePlacement,
  describeWork,
  type Fact,
} from './describe-agreement.ts'

/** What an amendment changes, as people read it: object, before, from now on. */
export function amendedFacts(
  before: AgreementContent,
  after: AgreementContent,
): readonly (readonly [string, string, string])[] {
  const [was, is] = [facts(before), facts(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((label) => {
    const [old, now] = [was.get(label) ?? '–', is.get(label) ?? '–']
    return old === now ? [] : [[label, old, now] as const]
  })
}

function facts(content: AgreementContent): ReadonlyMap<string, string> {
  const groups: readonly (readonly [string, readonly Fact[]])[] = [
    ['La période', describePlacement(content)],
    ...describeHours(content).map(
      ({ title, rows }) => [title, rows.map(([day, spans]): Fact => [day, spans.join(', ')])] as const,
    ),
    ['Activités', describeWork(content)],
    ['Frais', describeCosts(content)],
    ...describeParties(content).map(({ title, rows }) => [title, rows] as const),
  ]
  return new Map(
    groups.flatMap(([title, rows]) => rows.map(([label, value]) => [`${title} : ${label}`, value ?? '–'] as const)),
  )
}
