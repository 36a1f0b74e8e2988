import type { Db } from './database.ts'
import type { Services } from './services.ts'

/**
 * Something that happened in one feature and that others react to, in the same transaction: a mail is posted, a list is brought up to date.
 * The feature where it happens knows none of them; who reacts to what is one table (src/web/reactions.ts).
 */
export interface DomainEvent<Data extends object> {
  /** `identity.invited` */
  readonly name: string
  /** Never set: carries the data's shape. */
  readonly data?: Data
}

/** Names an event, for the `events.ts` of a feature. */
export const defineEvent = <Data extends object>(name: string): DomainEvent<Data> => ({ name })

/** What is done about an event, in the transaction of what made it. */
export interface Reaction {
  readonly event: string
  run(services: Services, tx: Db, data: object): Promise<void>
}

/** Says what is done about an event. */
export const reactTo = <Data extends object>(
  event: DomainEvent<Data>,
  run: (services: Services, tx: Db, data: Data) => Promise<void>,
): Reaction => ({
  event: event.name,
  // `announce` takes an event with data of its shape and finds the reaction by the event's name.
  run: (services, tx, data) => run(services, tx, data as Data),
})

/** Tells everyone concerned, before the caller's transaction ends. */
export type Announce = <Data extends object>(tx: Db, event: DomainEvent<Data>, data: Data) => Promise<void>
