import type { Finding } from './finding.ts'
import type { Placement } from './placement.ts'
import { caseOf } from './placement-case.ts'
import { rules } from './rule-table.ts'

/**
 * What the law says of a placement, by the rules in force on the day of its submission, worst first.
 * An empty list: nothing against it, as far as its facts go. Pure: reads no clock, so an old agreement is always read the same.
 */
export function check(placement: Placement): readonly Finding[] {
  const facts = caseOf(placement)
  const found = rules.flatMap((rule) =>
    rule.judge(facts).map(
      ({ message, ...said }): Finding => ({
        rule: rule.id,
        severity: rule.severity,
        ...said,
        message: message.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()),
        overridable: rule.overridable,
      }),
    ),
  )
  return found.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}

/** An exception that a validator wrote: the rule it is about, and why. */
export interface Override {
  readonly rule: string
  readonly reason: string
}

/** What still stands in the way once overrides are counted: those of rules that cannot be overridden, or without a reason, count for nothing. */
export const standing = (findings: readonly Finding[], overrides: readonly Override[]): readonly Finding[] =>
  findings.filter(
    ({ rule, severity, overridable }) =>
      severity === 'refused' &&
      !(overridable && overrides.some((each) => each.rule === rule && each.reason.trim() !== '')),
  )
