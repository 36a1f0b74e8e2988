/** Earlier than any time of day: no way from there. */
export const NEVER = -0x40000000

/** The best way from each stop: when it leaves, NEVER where there is none, and the arrival that goes with it. */
export interface Labels {
  readonly depart: Int32Array
  readonly arrive: Int32Array
}
