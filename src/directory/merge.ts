import type { Host, RegisterState } from './host.ts'
import type { Principle } from './principle.ts'

/** The values of a host between which a person chooses when two are merged. */
export const mergedFields = ['name', 'siret', 'naf', 'sector', 'staff', 'description', 'website'] as const
export type MergedField = (typeof mergedFields)[number]

/** Which of the two hosts a value is taken from: the one that stays, or the one that goes. */
export type MergeChoices = { readonly [Field in MergedField | 'principle']?: 'into' | 'from' }

/** What the register said of a SIRET, and when (ISO instant): it goes where the SIRET goes. */
export interface RegisterFacts {
  readonly state: RegisterState
  readonly checkedAt: string | null
}

/** A value of the host that stays, which the merge changed; `principle` as a whole, null when there was none. */
export type HostChange =
  | { readonly field: MergedField; readonly before: string | number | null; readonly after: string | number | null }
  | { readonly field: 'register'; readonly before: RegisterFacts; readonly after: RegisterFacts }
  | { readonly field: 'principle'; readonly before: Principle | null; readonly after: Principle }

/** How long a merge can be taken back. */
export const undoDays = 30

/** Until when a merge can be taken back: the instant itself is too late. */
export const undoUntil = (mergedAt: Temporal.Instant): Temporal.Instant => mergedAt.add({ hours: 24 * undoDays })

/** The values that change in the host that stays. */
export function changesOf(
  { from, into }: { readonly from: Host; readonly into: Host },
  choices: MergeChoices,
): HostChange[] {
  return mergedFields.flatMap((field): HostChange[] => {
    const [before, after] = [into[field] ?? null, from[field] ?? null]
    if (choices[field] !== 'from' || before === after) return []
    const change = { field, before, after }
    return field === 'siret'
      ? [change, { field: 'register', before: registerOf(into), after: registerOf(from) }]
      : [change]
  })
}

const registerOf = ({ registerState, registerCheckedAt }: Host): RegisterFacts => ({
  state: registerState,
  checkedAt: registerCheckedAt?.toString() ?? null,
})
