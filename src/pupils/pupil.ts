import type { Level } from '#/rules/index.ts'

/** Where a pupil lives, as precisely as anybody said: an address, or the centre of the commune. */
export interface Home {
  readonly lat: number
  readonly lon: number
  readonly precision: 'address' | 'commune'
}

/** A pupil's file. */
export interface Pupil {
  readonly territoryId: string
  readonly id: string
  /** UAI */
  readonly school: string
  readonly classId: string
  readonly firstName: string
  readonly lastName: string
  /** ISO date. */
  readonly birthDate: string
  readonly level: Level
  readonly email: string | undefined
  readonly phone: string | undefined
  /** Undefined: nobody said where; journeys then start from the school. */
  readonly home: Home | undefined
  /** INSEE code. */
  readonly commune: string | undefined
  /** Higher is served first by an allocation; 0 without a reason. */
  readonly priority: number
  /** Facilities the pupil cannot do without (src/rules/facility.ts). */
  readonly needs: readonly string[]
  /** Lives in a priority neighbourhood. */
  readonly qpv: boolean
  readonly withoutNetwork: boolean
  /** Undefined until the pupil can sign in. */
  readonly accountId: string | undefined
  /** Whether a printed personal code is in force. */
  readonly hasCode: boolean
  readonly leftAt: Temporal.Instant | undefined
}

/** A pupil to write; what is left out is unknown, or false. Writing again replaces all but the account, the code and the leaving. */
export type NewPupil = Pick<Pupil, 'id' | 'school' | 'classId' | 'firstName' | 'lastName' | 'birthDate' | 'level'> & {
  readonly [Key in
    | 'email'
    | 'phone'
    | 'home'
    | 'commune'
    | 'priority'
    | 'needs'
    | 'qpv'
    | 'withoutNetwork'
    | 'accountId']?: Pupil[Key]
} & {
  /** For comparisons of groups only; what was known stays where this is left out. */
  readonly sex?: 'f' | 'm'
  readonly boarder?: boolean
}

/** « Lina Marchand ». */
export const fullName = ({ firstName, lastName }: Pick<Pupil, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`
