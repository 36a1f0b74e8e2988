/** Someone who answers for a pupil (représentant légal). */
export interface Representative {
  readonly territoryId: string
  readonly id: string
  readonly pupilId: string
  readonly name: string
  readonly email: string | undefined
  readonly phone: string | undefined
  readonly accountId: string | undefined
}

export type NewRepresentative = Pick<Representative, 'id' | 'pupilId' | 'name'> & {
  readonly [Key in 'email' | 'phone' | 'accountId']?: Representative[Key]
}
