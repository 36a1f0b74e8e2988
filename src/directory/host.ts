import type { Site } from './site.ts'

/** What the register of companies says: known and open, closed, unknown to it; `unchecked` until it answered. */
export type RegisterState = 'known' | 'closed' | 'unknown' | 'unchecked'

/** Who welcomes: a company, an association, an administration. */
export interface Host {
  readonly territoryId: string
  readonly id: string
  /** Fourteen digits; undefined for a structure without one. */
  readonly siret: string | undefined
  readonly name: string
  /** Of the national classification, without its dot: `6201Z`. */
  readonly naf: string | undefined
  /** One of `sectorLabels`: `s31`. */
  readonly sector: string | undefined
  /** People who work there; from the register, the least of its band. See `staffWords`. */
  readonly staff: number | undefined
  readonly description: string
  readonly website: string | undefined
  readonly registerState: RegisterState
  readonly registerCheckedAt: Temporal.Instant | undefined
  /** The host that this one was merged into: it is hidden, and its address leads there. */
  readonly mergedInto: string | undefined
  readonly createdAt: Temporal.Instant
  /** Grows with every change. */
  readonly version: number
}

/** A host to write; what is left out is unknown. Without an id it gets one. */
export type NewHost = Pick<Host, 'name'> & {
  readonly [Key in 'id' | 'siret' | 'naf' | 'sector' | 'staff' | 'description' | 'website']?: Host[Key] | undefined
} & { readonly registerState?: RegisterState }

/** A site to write with its host. */
export type NewSite = Pick<Site, 'name' | 'postcode' | 'city' | 'lat' | 'lon'> & {
  readonly [Key in 'id' | 'street' | 'commune' | 'precision' | 'facilities' | 'nearestStop']?: Site[Key] | undefined
}

/** Of a list: the host and where it is. */
export interface ListedHost {
  readonly id: string
  readonly name: string
  readonly siret: string | undefined
  readonly sector: string | undefined
  readonly staff: number | undefined
  readonly registerState: RegisterState
  /** Communes of its open sites, as people write them. */
  readonly cities: readonly string[]
  /** Agreed in principle: pupils a year; undefined when nothing was said. */
  readonly pupilsAYear: number | undefined
  /** ISO date before which it does not wish to be contacted. */
  readonly notBefore: string | undefined
  /** Until when somebody said to be in contact with it, if anybody does now. */
  readonly contacted: boolean
}
