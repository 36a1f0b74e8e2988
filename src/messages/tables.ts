import type { ColumnType } from 'kysely'
import type { BounceKind, BounceSource } from './bounces.ts'
import type { Channel, LetterState } from './letter.ts'
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
      address: string | null
      mail: string
      state: LetterState
      made_at: InstantColumn
      due_at: InstantColumn
      attempts: number
      worker: string | null
      lease_until: NullableInstantColumn
      handed_over_at: NullableInstantColumn
      sent_at: NullableInstantColumn
      why: string | null
      answer: string | null
      subject: string
      text: string | null
      html: string | null
    }
    enclosures: { territory_id: string; letter_id: string; message_territory_id: string; message_id: string }
    correspondents: {
      id: string
      recipient: string
      secret: string
      rhythm: Rhythm
      declined: string[]
      phone: string | null
      phone_confirmed_at: NullableInstantColumn
      phone_code_hash: string | null
      phone_code_until: NullableInstantColumn
      phone_code_tries: number
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
