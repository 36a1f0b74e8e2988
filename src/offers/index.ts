/** The places that hosts offer: the door of this feature. */
export { placeOfOffer } from './places.ts'
export type { DayHours, OfferHours, OfferState } from './tables.ts'
