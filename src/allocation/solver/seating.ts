import type { CandidateGraph } from './candidate-graph.ts'

/** Who sits where: the seats of offer o are slots slotStart[o] …; the first taken[o] of them are taken, by pupilIn. */
export interface Seating {
  readonly slotStart: Uint32Array
  readonly taken: Int32Array
  readonly pupilIn: Int32Array
  /** The offer of each pupil, -1 for none, and the slot there. */
  readonly offerOf: Int32Array
  readonly slotOf: Int32Array
}

/** Nobody seated yet. */
export function emptySeating(graph: Pick<CandidateGraph, 'pupils' | 'offers' | 'seats'>): Seating {
  const slotStart = new Uint32Array(graph.offers + 1)
  for (let o = 0; o < graph.offers; o++) slotStart[o + 1] = slotStart[o]! + graph.seats[o]!
  return {
    slotStart,
    taken: new Int32Array(graph.offers),
    pupilIn: new Int32Array(slotStart[graph.offers]!).fill(-1),
    offerOf: new Int32Array(graph.pupils).fill(-1),
    slotOf: new Int32Array(graph.pupils).fill(-1),
  }
}

/** Gives pupil p the next free seat of offer o. */
export function seat(seating: Seating, p: number, o: number): void {
  const slot = seating.slotStart[o]! + seating.taken[o]!++
  seating.pupilIn[slot] = p
  seating.offerOf[p] = o
  seating.slotOf[p] = slot
}

/** Gives pupil p the slot of someone who leaves it (whose own entry is left to the caller). */
export function takeSlot(seating: Seating, p: number, o: number, slot: number): void {
  seating.pupilIn[slot] = p
  seating.offerOf[p] = o
  seating.slotOf[p] = slot
}
