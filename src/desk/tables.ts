import type { Generated } from 'kysely'

/** What a task can be about. */
export type SubjectKind = 'pupil' | 'host' | 'school' | 'bassin'

declare module '#/platform/database.ts' {
  interface Schema {
    desk_tasks: {
      territory_id: string
      id: string
      title: string
      notes: string
      subject_kind: SubjectKind | null
      subject_id: string | null
      assigned_to: string | null
      /** ISO date. */
      due_on: string | null
      created_by: string | null
      created_at: InstantColumn
      done_at: NullableInstantColumn
      done_by: string | null
    }
    desk_meetings: {
      territory_id: string
      id: string
      title: string
      starts_at: InstantColumn
      minutes: number
      place: string
      people: string
      notes: string
      created_by: string | null
      created_at: InstantColumn
      version: Generated<number>
      cancelled_at: NullableInstantColumn
    }
    desk_handovers: {
      territory_id: string
      id: string
      from_account: string
      to_account: string
      tasks: string[]
      contacts: string[]
      by_account: string | null
      at: InstantColumn
      undone_at: NullableInstantColumn
    }
    desk_thanks: { territory_id: string; id: string; host_id: string; by_account: string | null; at: InstantColumn }
  }
}
