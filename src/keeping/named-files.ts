import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/** Every column that names a file of the store, with the query that says which names count. A test finds columns that are missing here. */
export const namingColumns: Readonly<Record<string, string>> = {
  'agreement_versions.pdf_sha256': 'select pdf_sha256 from agreement_versions',
  'agreement_versions.sealed_sha256': 'select sealed_sha256 from agreement_versions',
  'document_logos.sha256': 'select sha256 from document_logos',
  'agreement_signatures.proof_sha256': 'select proof_sha256 from agreement_signatures',
  'agreement_signatures.document_sha256': 'select document_sha256 from agreement_signatures',
  'signing_requests.proof_sha256': 'select proof_sha256 from signing_requests',
  'signing_request_items.document_sha256': 'select document_sha256 from signing_request_items',
  // As it came: no longer once its pages are read.
  'paper_files.sha256': `select f.sha256 from paper_files f
    join paper_batches b on b.territory_id = f.territory_id and b.id = f.batch_id where b.state <> 'read'`,
  'paper_pages.image_sha256': 'select image_sha256 from paper_pages',
  'paper_confirmations.proofs': 'select unnest(proofs) from paper_confirmations',
  'outside_files.sha256': 'select sha256 from outside_files',
  'placement_certificates.sha256': 'select sha256 from placement_certificates',
  // Until it is applied or given up.
  'school_imports.files': `select f ->> 'sha256' from school_imports i cross join lateral jsonb_array_elements(i.files) f
    where i.state in ('columns', 'previewed')`,
}

/** Columns that look alike and name no file of the store: secrets, questions, and what campaigns keep in the database itself. */
export const otherHashes: readonly string[] = [
  ...['sessions.id_sha256', 'sessions.former_sha256', 'sign_in_links.token_sha256', 'provider_journeys.state_sha256'],
  ...['answer_links.token_sha256', 'agreement_links.token_sha256', 'signing_links.token_sha256'],
  ...['address_answers.question_sha256', 'table_columns.columns_sha256', 'agreement_versions.json_sha256'],
  ...['campaign_files.sha256', 'campaign_timetables.sha256', 'stored_files.sha256', 'import_files.sha256'],
  ...['run_files.sha256', 'unnamed_files.sha256', 'migrations.sha256'],
]

/** Of these files, those that some row names. */
export async function namedAmong(db: Db, names: readonly string[]): Promise<ReadonlySet<string>> {
  const every = Object.values(namingColumns).map((query, at) => `select name from (${query}) as n${at}(name)`)
  const { rows } = await sql<{ name: string }>`select distinct name from (${sql.raw(every.join(' union all '))}) as n
    where name = any (${names}::text[])`.execute(db)
  return new Set(rows.map(({ name }) => name))
}
