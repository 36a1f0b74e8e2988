import type { DayJourneys } from '#/transit/index.ts'
import type { Candidates } from './problem/candidates.ts'
import type { TravelGroup } from './problem/travel.ts'
import type { WeekProblem } from './problem/week-problem.ts'
import type { Profiles, ProfileVerdicts } from './rules/profiles.ts'

/** A week problem as it goes to the solver, with all that was known of its pairs. */
export interface ObservedProblem {
  readonly problem: WeekProblem
  /** Indexes into the inputs: pupil p of the candidates is pupils[p] of the inputs. */
  readonly pupils: Uint32Array
  readonly profiles: Profiles
  readonly verdicts: ProfileVerdicts
  /** Every pair within reach, those that a rule refuses included. */
  readonly travel: readonly TravelGroup[]
  readonly candidates: Candidates
}

/** Sees what a result does not keep, to explain it; what it is given must not be changed. */
export interface Observer {
  problem(facts: ObservedProblem): void
  /** The journeys of a placement, day by day; indexes are those of the inputs. */
  journeys(
    pair: { readonly pupil: number; readonly offer: number; readonly weeks: readonly string[] },
    days: readonly DayJourneys[],
  ): void
}
