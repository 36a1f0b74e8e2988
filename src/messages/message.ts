/** Where an item stands; once enclosed, its letter's state says the rest. */
export type MessageState =
  | 'waiting'
  | 'enclosed'
  /** Nothing to tell any more. */
  | 'settled'
  /** The person wants none of it. */
  | 'declined'
