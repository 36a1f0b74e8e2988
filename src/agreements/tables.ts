import type { ColumnType, Generated } from 'kysely'
import type { Finding } from '#/rules/index.ts'
import type { AgreementContent } from './content.ts'
import type { AgreementAnswers, Part } from './fields.ts'

export type AgreementState =
  | 'draft'
  | 'filled'
  | 'checked'
  | 'signing'
  | 'signed'
  | 'running'
  | 'completed'
  | 'refused'
  | 'replaced'
  | 'cancelled'

export type AgreementSource = 'online' | 'paper' | 'outside'

export type Party =
  | 'host'
  | 'head'
  | 'representative'
  | 'pupil'
  | 'tutor'
  | 'referent'
  | 'prescriber'
  | 'companion'
  | 'beneficiary'
  | 'employer'
  | 'chamber'
  | 'organiser'

/** What the rules said at the last check. */
export type AgreementFinding = Pick<
  Finding,
  'rule' | 'severity' | 'article' | 'message' | 'where' | 'mend' | 'overridable'
>

/** What a validator let pass: by whom, when and why, for ever. `by`: an account. */
export interface KeptOverride {
  readonly rule: string
  readonly reason: string
  readonly by: string
  readonly name: string
  /** ISO day. */
  readonly on: string
}

declare module '#/platform/database.ts' {
  interface Schema {
    agreements: {
      territory_id: string
      id: string
      pupil_id: string
      /** Null for a PMSMP. */
      class_id: string | null
      /** Empty for a PMSMP. */
      school: string
      organisation: string | null
      scheme: string
      offer_id: string | null
      host_id: string | null
      application_id: string | null
      source: AgreementSource
      state: AgreementState
      since: InstantColumn
      content: ColumnType<AgreementContent, string, string>
      version: Generated<number>
      weeks: string[]
      /** ISO days. */
      first_day: string
      last_day: string
      code: string
      submitted_on: string | null
      amends: string | null
      replaces: string | null
      tutor_key: string | null
      referent_key: string | null
      findings: ColumnType<readonly AgreementFinding[], string | undefined, string>
      overrides: ColumnType<readonly KeptOverride[], string | undefined, string>
      reason: string | null
      row_version: Generated<number>
      created_by: string | null
      created_at: InstantColumn
      /** Out of the working lists: opened by few, elsewhere (src/keeping). */
      archived_at: ColumnType<Temporal.Instant | null, string | null | undefined, string | null>
    }
    agreement_versions: {
      territory_id: string
      agreement_id: string
      version: number
      text_id: string
      canonical_json: string
      json_sha256: string
      pdf_sha256: string
      pages: number
      frozen_at: InstantColumn
      frozen_by: string | null
      sealed_sha256: string | null
      sealed_at: NullableInstantColumn
    }
    agreement_signatories: {
      territory_id: string
      id: string
      agreement_id: string
      party: Party
      name: string
      email: string | null
      phone: string | null
      account_id: string | null
      takes_note: Generated<boolean>
      signed_version: number | null
      signed_at: NullableInstantColumn
      bound_by: string | null
      evidence: ColumnType<Readonly<Record<string, string>> | null, string | null, string | null>
      refused_at: NullableInstantColumn
      refused_why: string | null
      representative_id: string | null
      /** Tells apart several of one party: the two hosts of a split seconde, two parents. */
      rank: Generated<number>
      /** Last put to them; an older signature stays good until a later version asks again. */
      asked_version: Generated<number>
      /** Of those with the same word one signature is enough; null: this one is needed. */
      any_of: string | null
      asked_at: NullableInstantColumn
      remind_at: NullableInstantColumn
    }
    agreement_events: {
      territory_id: string
      id: string
      agreement_id: string
      at: InstantColumn
      by_account: string | null
      by_party: Party | null
      what: string
      detail: ColumnType<Readonly<Record<string, string | number | boolean>>, string, string>
    }
    agreement_links: {
      territory_id: string
      token_sha256: string
      agreement_id: string
      part: Part
      email: string
      name: string
      created_at: InstantColumn
      expires_at: InstantColumn
      revoked_at: NullableInstantColumn
    }
    host_agreement_answers: {
      territory_id: string
      host_id: string
      answers: ColumnType<AgreementAnswers, string, string>
      at: InstantColumn
    }
    school_agreement_answers: {
      territory_id: string
      school: string
      answers: ColumnType<AgreementAnswers, string, string>
      at: InstantColumn
    }
    beneficiaries: {
      territory_id: string
      id: string
      organisation: string
      first_name: string
      last_name: string
      /** ISO day. */
      birth_date: string
      email: string | null
      phone: string | null
      created_at: InstantColumn
    }
    agreement_health: { territory_id: string; agreement_id: string; has_plan: boolean }
  }
}
