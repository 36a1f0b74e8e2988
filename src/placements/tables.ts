import type { ColumnType, Generated } from 'kysely'
import type { HalfDay } from './half-day.ts'
import type { IncidentFacts, IncidentHealth, IncidentKind, IncidentParty } from './incident.ts'

declare module '#/platform/database.ts' {
  interface Schema {
    placement_links: {
      territory_id: string
      id: string
      agreement_id: string
      email: string
      name: string
      created_at: InstantColumn
      expires_at: InstantColumn
    }
    placement_presence: {
      territory_id: string
      agreement_id: string
      /** ISO date. */
      day: string
      half: HalfDay
      present: boolean
      pupil_id: string
      class_id: string | null
      school: string
      by_account: string | null
      by_party: 'host' | 'school'
      at: InstantColumn
    }
    placement_told: { territory_id: string; agreement_id: string; what: string; at: InstantColumn }
    outside_files: {
      territory_id: string
      agreement_id: string
      sha256: string
      media_type: 'application/pdf' | 'image/jpeg' | 'image/png'
      bytes: number
      at: InstantColumn
    }
    placement_incidents: {
      territory_id: string
      id: string
      agreement_id: string
      pupil_id: string
      class_id: string | null
      school: string
      kind: IncidentKind
      /** ISO date. */
      day: string
      /** Of the day, in the territory's own time. */
      minute: number
      facts: ColumnType<IncidentFacts, string, string>
      by_account: string | null
      by_party: IncidentParty
      by_name: string
      at: InstantColumn
    }
    incident_health: {
      territory_id: string
      incident_id: string
      pupil_id: string
      school: string
      details: ColumnType<IncidentHealth, string, string>
    }
    placement_evaluations: {
      territory_id: string
      agreement_id: string
      side: 'host' | 'pupil' | 'teacher'
      template: string
      answers: ColumnType<Readonly<Record<string, string>>, string, string>
      pupil_id: string
      class_id: string | null
      school: string
      by_account: string | null
      by_name: string
      at: InstantColumn
    }
    placement_journal: {
      territory_id: string
      agreement_id: string
      /** ISO date. */
      day: string
      pupil_id: string
      body: string
      at: InstantColumn
    }
    placement_reports: {
      territory_id: string
      agreement_id: string
      pupil_id: string
      class_id: string | null
      school: string
      answers: ColumnType<Readonly<Record<string, string>>, string, string>
      handed_at: NullableInstantColumn
      at: InstantColumn
    }
    placement_certificates: {
      territory_id: string
      agreement_id: string
      sha256: string
      half_days: number
      issued_at: InstantColumn
    }
    placement_visits: {
      territory_id: string
      id: string
      agreement_id: string
      class_id: string
      school: string
      kind: 'call' | 'visit'
      /** ISO date. */
      day: string
      state: 'planned' | 'done' | 'dropped'
      notes: Generated<string>
      by_account: string | null
      by_name: string
      at: InstantColumn
    }
  }
}
