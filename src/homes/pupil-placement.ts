import type { ApplicationState } from '#/applications/index.ts'

/** An application as the homes look at it. */
export interface HomeApplication {
  readonly id: string
  readonly state: ApplicationState
  readonly hostName: string
  readonly offerTitle: string
  /** ISO weeks asked for; once confirmed, those of the seat. */
  readonly weeks: readonly string[]
  readonly proposedWeeks: readonly string[] | undefined
  readonly expiresAt: Temporal.Instant | undefined
  readonly since: Temporal.Instant
}

/** The weeks in which the pupil has a place, ascending. */
export const heldWeeks = (applications: readonly Pick<HomeApplication, 'state' | 'weeks'>[]): readonly string[] =>
  [...new Set(applications.filter(({ state }) => state === 'confirmed').flatMap(({ weeks }) => weeks))].toSorted()

/** The weeks still to be found, of those that the class has to fill. */
export function missingWeeks(
  needed: readonly string[],
  applications: readonly Pick<HomeApplication, 'state' | 'weeks'>[],
): readonly string[] {
  const held = heldWeeks(applications)
  return needed.filter((week) => !held.includes(week))
}

/** How far an application has come across the bridge, by its state. What is over counts for nothing. */
const across: Readonly<Record<ApplicationState, number>> = {
  draft: 0.1,
  waiting: 0.2,
  submitted: 0.35,
  read: 0.4,
  asked: 0.45,
  countered: 0.7,
  accepted: 0.75,
  confirmed: 0,
  refused: 0,
  withdrawn: 0,
  expired: 0,
  cancelled: 0,
}

/** From « je cherche » (0) to « j’ai ma place » (1): each held week counts whole, the others as far as the furthest application. */
export function progressOf(
  needed: readonly string[],
  applications: readonly Pick<HomeApplication, 'state' | 'weeks'>[],
): number {
  const held = heldWeeks(applications).filter((week) => needed.includes(week)).length
  if (needed.length === 0) return applications.some(({ state }) => state === 'confirmed') ? 1 : furthest(applications)
  const share = held / needed.length
  return share + (1 - share) * furthest(applications)
}

const furthest = (applications: readonly Pick<HomeApplication, 'state'>[]): number =>
  Math.max(0, ...applications.map(({ state }) => across[state]))
