import { defineEvent } from '#/platform/events.ts'

/** Seats of an offer came free by its host's hand: more of them, a week opened again, an offer shown again. */
export const seatsOpened = defineEvent<{ readonly territoryId: string; readonly offerId: string }>(
  'offers.seats-opened',
)
