import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { Agreement } from '../agreement.ts'
import { type Change, changesIn } from '../document/amended.ts'
import { listSignatories, type SignatoryRow } from './signatories.ts'
import type { Signer } from './signing-requests.ts'

/** The document that is to be signed, or was. */
export interface FrozenDocument {
  readonly version: number
  readonly sha256: string
  readonly pages: number
  /** The finished one, once all have signed and it was made. */
  readonly sealedSha256: string | undefined
  /** What it changes, when it is an amendment. */
  readonly changes: readonly Change[]
}

/** What the pages of one signatory show. */
export interface SigningView {
  readonly agreement: Agreement
  readonly signatory: SignatoryRow
  readonly signer: Signer
  readonly signatories: readonly SignatoryRow[]
  readonly document: FrozenDocument
  readonly timeZone: string
}

/** The document of an agreement's current version; undefined before the first. */
export async function documentOf(
  db: Db,
  { territoryId, id, version }: Pick<Agreement, 'territoryId' | 'id' | 'version'>,
): Promise<FrozenDocument | undefined> {
  const row = await db
    .selectFrom('agreement_versions')
    .select(['version', 'pdf_sha256', 'pages', 'sealed_sha256', 'canonical_json'])
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return (
    row && {
      version: row.version,
      sha256: row.pdf_sha256,
      pages: row.pages,
      sealedSha256: row.sealed_sha256 ?? undefined,
      changes: changesIn(row.canonical_json),
    }
  )
}

/** Reads all that a signatory's page needs; undefined when nothing was frozen. */
export async function readSigningView(
  db: Db,
  { agreement, signatory, signer }: Pick<SigningView, 'agreement' | 'signatory' | 'signer'>,
): Promise<SigningView | undefined> {
  const document = await documentOf(db, agreement)
  return (
    document && {
      agreement,
      signatory,
      signer,
      document,
      signatories: await listSignatories(db, agreement),
      timeZone: await timeZoneOf(db, agreement.territoryId),
    }
  )
}
