/** Candidate pairs in compressed rows: those of pupil p stand from start[p] to start[p + 1], offers ascending. */
export interface Problem {
  readonly pupils: number
  readonly offers: number
  /** Seats of each offer, 0 or more. */
  readonly seats: Int32Array
  readonly start: Uint32Array
  readonly offer: Uint32Array
  /** The worse of the two ways, in minutes. */
  readonly worstMinutes: Uint16Array
  /** Minutes both ways and points for wishes. */
  readonly cost: Uint16Array
  /** standing[p]: 0 is served first; a permutation of the pupils (priority, then lottery). */
  readonly standing: Uint32Array
  /** Seeded hashes of the ids, from which the tie-break of a pair is mixed. */
  readonly pupilKey: Uint32Array
  readonly offerKey: Uint32Array
  /** 1 for offers all of whose seats are to be taken, whatever it costs; those who are placed must be able to. None when absent. */
  readonly mustFill?: Uint8Array
}

/** Pupils who together can only reach these seats; groups are disjoint and cover every pupil left out. */
export interface Shortage {
  readonly pupils: Int32Array
  readonly offers: Int32Array
  readonly seats: number
}

/** Weights of the composite cost: over60 × [worst > 60] + over45 × [worst > 45] + over30 × [worst > 30] + cost × cost. */
export interface Weights {
  readonly over60: bigint
  readonly over45: bigint
  readonly over30: bigint
  readonly cost: bigint
}

export interface Solution {
  /** The offer of each pupil, -1 for none. */
  readonly offerOf: Int32Array
  readonly placed: number
  readonly over60: number
  readonly over45: number
  readonly over30: number
  readonly totalCost: number
  /** Every candidate pair has an end in the cover; |pupils| + seats of offers = placed (König): nobody more can be placed. */
  readonly cover: { readonly pupils: Int32Array; readonly offers: Int32Array }
  readonly shortages: readonly Shortage[]
  readonly weights: Weights
  /**
   * For every candidate pair of a placed pupil: pupilDual + offerDual <= composite cost, with equality where they are matched;
   * offerDual <= 0, and 0 where a seat stays free; of an offer that must be filled it may be positive.
   * Hence the composite cost is minimal for the pupils placed.
   */
  readonly pupilDual: readonly bigint[]
  readonly offerDual: readonly bigint[]
}
