import { ageOn, type SchemeId } from '#/rules/index.ts'
import type { AgreementContent } from '../content.ts'

/** When a clause is said. Without any, always. */
export const conditions = {
  /** Seconde shared between two hosts. */
  'two-hosts': ({ hosts }) => hosts.length > 1,
  minor: ({ pupil }, on) => ageOn(Temporal.PlainDate.from(pupil.birthDate), on) < 18,
  adult: ({ pupil }, on) => ageOn(Temporal.PlainDate.from(pupil.birthDate), on) >= 18,
  'under-16': ({ pupil }, on) => ageOn(Temporal.PlainDate.from(pupil.birthDate), on) < 16,
  employee: ({ employer }) => employer !== undefined,
  accompanied: ({ companion }) => companion !== undefined,
  adjusted: ({ adjustments }) => (adjustments ?? '') !== '',
  allowance: ({ costs }) => (costs?.allowanceEurosPerDay ?? 0) > 0,
} as const satisfies Readonly<Record<string, (content: AgreementContent, on: Temporal.PlainDate) => boolean>>

export type Condition = keyof typeof conditions

/** One article of a legal text. A paragraph that is a list is shown as one. Nothing is filled in: facts stand in tables before the articles. */
export interface Clause {
  /** Stable within a scheme, so that a territory's own wording finds it in the next version. */
  readonly id: string
  readonly title: string
  readonly body: readonly (string | readonly string[])[]
  readonly when?: Condition
}

/** What an agreement of a scheme says, as it stood between two days. Never edited once released: a change is a new version. */
export interface LegalText {
  /** `observation-2de/2026-1` */
  readonly id: string
  readonly scheme: SchemeId
  /** ISO days, the first and the last on which an agreement may be made with it. */
  readonly from: string
  readonly to?: string
  readonly title: string
  /** The public texts that it rests on, one a line. */
  readonly seen: readonly string[]
  readonly clauses: readonly Clause[]
}

/** The clauses that hold for an agreement, in order. `on`: the day it begins. */
export function clausesFor(clauses: readonly Clause[], content: AgreementContent): readonly Clause[] {
  const on = Temporal.PlainDate.from(content.hosts[0].from)
  return clauses.filter(({ when }) => when === undefined || conditions[when](content, on))
}
