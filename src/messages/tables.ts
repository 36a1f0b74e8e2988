import type { ColumnType } from 'kysely'
import type { BounceKind, BounceSource } from './bounces.ts'
import type { Channel, LetterState, LetterWhy } from './letter.ts'
import type { MessageState } from './message.ts'
import type { Pace, Rhythm } from './rhythm.ts'

declare module '#/platform/database.ts' {
  interface Schema {
    /** What one event has to say to one person. */
    messages: {
      territory_id: string
      id: string
      once: string
      mail: string
      data: ColumnType<Readonly<Record<string, unknown>>, string, string>
      recipient: string
      name: string
      pace: Pace
      posted_at: InstantColumn
      ready_at: InstantColumn
      due_at: InstantColumn
      state: MessageState
    }
    /** What is sent: one message, or a digest of several. */
    letters: {
      territory_id: string
      id: string
      channel: Channel
      recipient: string
      name: string
      address: ColumnType<string | null, undefined, string | null>
      mail: string
      state: LetterState
      made_at: InstantColumn
      due_at: InstantColumn
      attempts: ColumnType<number, undefined, number>
      worker: ColumnType<string | null, undefined, string | null>
      lease_until: ColumnType<Temporal.Instant | null, undefined, string | null>
      handed_over_at: ColumnType<Temporal.Instant | null, undefined, string | null>
      sent_at: ColumnType<Temporal.Instant | null, undefined, string | null>
      why: ColumnType<LetterWhy | null, undefined, LetterWhy | null>
      answer: ColumnType<string | null, undefined, string | null>
      subject: ColumnType<string, undefined, string>
      text: ColumnType<string | null, undefined, string | null>
      html: ColumnType<string | null, undefined, string | null>
    }
    enclosures: { territory_id: string; letter_id: string; message_territory_id: string; message_id: string }
    correspondents: {
      id: string
      recipient: string
      account_id: string | null
      rhythm: ColumnType<Rhythm, Rhythm | undefined, Rhythm>
      declined: ColumnType<string[], string[] | undefined, string[]>
      phone: ColumnType<string | null, undefined, string | null>
      phone_confirmed_at: ColumnType<Temporal.Instant | null, undefined, string | null>
      phone_code_until: ColumnType<Temporal.Instant | null, undefined, string | null>
      phone_code_tries: ColumnType<number, undefined, number>
      changed_at: InstantColumn
    }
    bounces: {
      address: string
      id: string
      letter_id: string | null
      kind: BounceKind
      status: string
      source: BounceSource
      at: InstantColumn
      mended_at: NullableInstantColumn
    }
  }
}
