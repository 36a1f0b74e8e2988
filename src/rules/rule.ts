import type { Severity, Where } from './finding.ts'
import type { PlacementCase } from './placement-case.ts'
import type { SchemeId } from './scheme.ts'

/** What a rule says of a case: in French, with the facts; severity and article where they differ from the rule's own. */
export interface Objection {
  readonly message: string
  readonly mend: string
  readonly where: Where
  readonly severity?: Severity
  readonly article?: string
}

/** A state of the law: in force for agreements submitted from a day on, to the eve of the next version. */
export interface RuleVersion<Parameters> {
  /** ISO dates; without `to`, still in force. */
  readonly from: string
  readonly to?: string
  readonly article: string
  readonly parameters: Parameters
}

interface RuleFacts<Id extends string, Parameters> {
  readonly id: Id
  /** What it demands, in one French sentence. */
  readonly says: string
  readonly schemes: readonly SchemeId[]
  readonly severity: Severity
  /** Whether a validator may let it pass with a written reason: only what the law leaves to a person. */
  readonly overridable: boolean
  readonly versions: readonly RuleVersion<Parameters>[]
}

/** A rule of the table: its data, and its judgement closed over the version of a day. */
export interface Rule<Id extends string, Parameters> extends RuleFacts<Id, Parameters> {
  /** What it objects to; nothing where no version was in force on the day of submission. */
  judge(facts: PlacementCase): readonly (Objection & { readonly article: string })[]
}

/** Puts a rule's parameters and its judgement together, so that both have one type. */
export function defineRule<const Id extends string, Parameters>(
  rule: RuleFacts<Id, Parameters> & {
    judge(facts: PlacementCase, parameters: Parameters): Iterable<Objection>
  },
): Rule<Id, Parameters> {
  return {
    ...rule,
    judge(facts) {
      const { scheme, submittedOn } = facts.placement
      if (!rule.schemes.includes(scheme)) return []
      const version = inForce(rule.versions, submittedOn)
      if (!version) return []
      return [...rule.judge(facts, version.parameters)].map((said) => ({ article: version.article, ...said }))
    },
  }
}

/** The version of a rule in force on an ISO date; undefined before the first. */
export const inForce = <Parameters>(
  versions: readonly RuleVersion<Parameters>[],
  on: string,
): RuleVersion<Parameters> | undefined => versions.find(({ from, to }) => from <= on && (to === undefined || on <= to))
