/** An establishment as the public register of companies describes it. What the register does not say, or may not, is undefined. */
export interface Establishment {
  readonly siret: string
  readonly name: string | undefined
  /** Without its dot: `6201Z`. */
  readonly naf: string | undefined
  /** The least of its band. */
  readonly staff: number | undefined
  readonly street: string | undefined
  readonly postcode: string | undefined
  /** INSEE code. */
  readonly commune: string | undefined
  readonly city: string | undefined
  readonly lat: number | undefined
  readonly lon: number | undefined
  /** ISO date. */
  readonly closedOn: string | undefined
}
