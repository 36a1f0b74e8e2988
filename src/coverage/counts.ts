/** What is known of the pupils of a school or an area. Each pupil is counted once: held + proposed + partly + none = pupils. */
export interface Counts {
  readonly pupils: number
  /** Hold a place for all the weeks they need. */
  readonly held: number
  /** Hold none, and the last finished run proposes one for every week. */
  readonly proposed: number
  /** A place for some of their weeks. */
  readonly partly: number
  readonly none: number
  /** Of partly and none: whom no known timetable reaches. */
  readonly unreached: number
}

export const noPupils: Counts = { pupils: 0, held: 0, proposed: 0, partly: 0, none: 0, unreached: 0 }

export function addCounts(all: Iterable<Counts>): Counts {
  const sum = { ...noPupils }
  for (const { pupils, held, proposed, partly, none, unreached } of all) {
    sum.pupils += pupils
    sum.held += held
    sum.proposed += proposed
    sum.partly += partly
    sum.none += none
    sum.unreached += unreached
  }
  return sum
}

/** With a place or the proposal of one. */
export const placed = ({ held, proposed }: Counts): number => held + proposed

/** The share placed, 0 to 1; undefined without pupils. */
export const shareOf = (counts: Counts): number | undefined =>
  counts.pupils > 0 ? placed(counts) / counts.pupils : undefined
