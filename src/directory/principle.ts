/** How a host likes to be reached. */
export type ContactBy = 'any' | 'email' | 'phone'

/** What a host agreed to in principle: how many, when, and how to reach it. Schools read it before they call. */
export interface Principle {
  /** All schools together; undefined: not said. */
  readonly pupilsAYear: number | undefined
  /** 1 to 12. */
  readonly monthsWithout: readonly number[]
  readonly contactBy: ContactBy
  readonly contactName: string
  readonly contactEmail: string | undefined
  readonly contactPhone: string | undefined
  /** In the host's words: « le matin, sauf le mardi ». */
  readonly contactHours: string
  /** ISO date: no call before it. */
  readonly notBefore: string | undefined
  readonly note: string
}

export const silentPrinciple: Principle = {
  pupilsAYear: undefined,
  monthsWithout: [],
  contactBy: 'any',
  contactName: '',
  contactEmail: undefined,
  contactPhone: undefined,
  contactHours: '',
  notBefore: undefined,
  note: '',
}

/** Whether two say the same; one may come from the database, where what is not said is left out. */
export const samePrinciple = (one: Principle, other: Principle): boolean =>
  JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))

const inOrder = (principle: Principle) =>
  Object.entries(principle)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
