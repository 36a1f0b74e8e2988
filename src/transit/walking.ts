import { metresBetween } from '#/platform/distance.ts'

/** Walking, as the product defines it: 4.5 km/h on 1.4 times the crow's distance. */

const METRES_PER_SECOND = 4500 / 3600
const DETOUR = 1.4

/** A minute between getting off and the next vehicle, on top of the walk if there is one. */
export const CHANGE_SECONDS = 60

/** Whole seconds, rounded up, to walk between two positions. */
export function walkSeconds(latA: number, lonA: number, latB: number, lonB: number): number {
  return Math.ceil((metresBetween(latA, lonA, latB, lonB) * DETOUR) / METRES_PER_SECOND)
}

/** How far the crow flies, in metres, in so many seconds of walk. */
export const crowMetresWalkedIn = (seconds: number): number => (seconds * METRES_PER_SECOND) / DETOUR
