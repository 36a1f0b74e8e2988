import { sql } from 'kysely'
import type { Database, Db } from './database.ts'

/** Tells other requests and processes that something changed, when the writing transaction commits. */
export interface Notifications {
  /** In the caller's transaction: heard only if it commits. `topic` is an identifier, never a name or a text of someone's. */
  notify(db: Db, topic: string): Promise<void>
  /** Calls back after each change of the topic (and when some may have been missed), until the returned function is called. */
  subscribe(topic: string, changed: () => void): () => void
  close(): Promise<void>
}

const channel = 'passerelle_changes'

export async function openNotifications(database: Database): Promise<Notifications> {
  const subscribers = new Map<string, Set<() => void>>()
  const call = (topic: string): void => {
    for (const changed of [...(subscribers.get(topic) ?? [])]) changed()
  }
  const stop = await database.listen(channel, call, () => [...subscribers.keys()].forEach(call))
  return {
    async notify(db, topic) {
      await sql`select pg_notify(${channel}, ${topic})`.execute(db)
    },
    subscribe(topic, changed) {
      const callbacks = subscribers.get(topic) ?? new Set()
      subscribers.set(topic, callbacks.add(changed))
      return () => {
        callbacks.delete(changed)
        if (callbacks.size === 0 && subscribers.get(topic) === callbacks) subscribers.delete(topic)
      }
    },
    close: stop,
  }
}
