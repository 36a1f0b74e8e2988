import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { newPrintedCode } from '#/platform/secret.ts'
import type { AgreementContent } from './content.ts'
import { agreementCodeLength } from './document/page-code.ts'
import type { AgreementSource, AgreementState } from './tables.ts'
import { columnsOf } from './write-content.ts'

/** An agreement that stands already: a year that was begun elsewhere, whose documents are elsewhere too. */
export interface PastAgreement {
  readonly id: string
  readonly pupilId: string
  readonly classId: string
  readonly school: string
  readonly offerId?: string | undefined
  readonly hostId?: string | undefined
  readonly applicationId?: string | undefined
  readonly source: AgreementSource
  readonly state: Extract<AgreementState, 'draft' | 'filled' | 'signed' | 'running' | 'completed'>
  readonly content: AgreementContent
  readonly draftedAt: Temporal.Instant
  /** Of those that were signed. */
  readonly signedAt?: Temporal.Instant | undefined
}

const atOnce = 1000

/** Writes agreements in bulk, with each one's timeline as far as it went. Those that are there already stay as they are. */
export async function saveAgreements(
  { newId }: { readonly newId: () => string },
  tx: Db,
  territoryId: string,
  agreements: readonly PastAgreement[],
): Promise<void> {
  for (let start = 0; start < agreements.length; start += atOnce) {
    const rows = agreements.slice(start, start + atOnce).map(({ content, draftedAt, signedAt, ...each }) => ({
      ...each,
      ...columnsOf(content),
      content,
      scheme: content.scheme,
      at: draftedAt.toString(),
      signed: signedAt?.toString(),
      code: newPrintedCode(agreementCodeLength),
      drafting: newId(),
      signing: newId(),
    }))
    await sql`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
          id uuid, "pupilId" uuid, "classId" uuid, school text, "offerId" uuid, "hostId" uuid, "applicationId" uuid, source text,
          state text, content jsonb, scheme text, weeks text[], first_day date, last_day date, tutor_key text, referent_key text,
          at timestamptz, signed timestamptz, code text, drafting uuid, signing uuid)
      ), added as (
        insert into agreements (territory_id, id, pupil_id, class_id, school, scheme, offer_id, host_id, application_id, source, state,
          since, content, weeks, first_day, last_day, tutor_key, referent_key, code, submitted_on, created_at)
        select ${territoryId}, id, "pupilId", "classId", school, scheme, "offerId", "hostId", "applicationId", source, state,
          coalesce(signed, at),
          content, weeks, first_day, last_day, tutor_key, referent_key, code,
          signed::date, at
        from given
        on conflict do nothing
        returning id
      )
      insert into agreement_events (territory_id, id, agreement_id, at, what)
      select ${territoryId}, case when told.what = 'sign' then signing else drafting end, given.id, told.at, told.what
      from given join added on added.id = given.id
      cross join lateral (values
        (at, case when source = 'outside' then 'recorded' else 'drafted' end),
        (case when source <> 'outside' then signed end, 'sign')
      ) told(at, what)
      where told.at is not null`.execute(tx)
  }
}
