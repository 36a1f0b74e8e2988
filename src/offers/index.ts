/** The places that hosts offer: the door of this feature. */

export { moveOffer } from './change-offer.ts'
export { seatsOpened } from './events.ts'
export { proposalsJob } from './jobs.ts'
export { proposalMail } from './mails/proposal-mail.ts'
export { proposedHereMail } from './mails/proposed-here-mail.ts'
export { askHost, refuseOffer } from './moderation/decide-offer.ts'
export { moderationMails } from './moderation/mails.ts'
export { reportOffer } from './moderation/report-offer.ts'
export { moderationWeb } from './moderation/web.tsx'
export {
  contentOf,
  freeSeatsOf,
  type Offer,
  type OfferContent,
  type OfferSite,
  type OfferWeek,
} from './offer.ts'

export { findOffer, findOffers, type ListOffers, listHostOffers } from './offers.ts'
export { hoursWords } from './pages/offer-words.ts'
export { placeOfOffer } from './places.ts'
export { type OfferDeed, type OfferSaved, type SaveOffer, saveOffer } from './save-offer.ts'
export { type BulkOffer, saveOffers } from './save-offers.ts'
export { freeSeats, type SeatsOf, type SeatsTaken, takeSeats } from './seats.ts'
export type { DayHours, OfferHours, OfferImage, OfferState } from './tables.ts'
export { sayTrade, searchTrades, type Trade } from './trades.ts'
export { offersWeb } from './web.tsx'
