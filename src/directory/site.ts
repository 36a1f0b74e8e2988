/** A place where pupils are welcomed. */
export interface Site {
  readonly territoryId: string
  readonly id: string
  readonly hostId: string
  readonly name: string
  readonly street: string
  readonly postcode: string
  /** INSEE code; undefined where nobody knows it. */
  readonly commune: string | undefined
  /** As people write it. */
  readonly city: string
  readonly lat: number
  readonly lon: number
  /** `commune`: only the commune’s centre is known. */
  readonly precision: 'address' | 'commune'
  /** wheelchair, lift, hearing_loop, sign_language */
  readonly facilities: readonly string[]
  readonly nearestStop: string
  /** A closed site welcomes nobody any more; its offers keep its address. */
  readonly closedAt: Temporal.Instant | undefined
}

/** « 12 rue du Pont, 14500 Vire Normandie ». */
export const addressWords = ({ street, postcode, city }: Pick<Site, 'street' | 'postcode' | 'city'>): string =>
  [street, `${postcode} ${city}`.trim()].filter((part) => part !== '').join(', ')
