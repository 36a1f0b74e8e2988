/** Search: who finds which place, and is told of new ones: the door of this feature. */
import './tables.ts'

export { type Criteria, readCriteria } from './criteria.ts'
export { keepOffer, listFavourites } from './favourites.ts'
export { alertsJob } from './jobs.ts'
export { newOffersMail } from './mails/new-offers.ts'
export { reindex } from './reindex.ts'
export { listSearches, type SavedSearch, saveSearch } from './saved-searches.ts'
export { journeyLine } from './say-search.ts'
export { type Result, type SearchAnswer, type SearchRequest, searchOffers, spotOf } from './search-offers.ts'
export { type Seeker, seekerFor, seekerOf } from './seeker.ts'
export { type Travel, travelOf } from './travel.ts'
export { searchWeb } from './web.tsx'
