import './tables.ts'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Db, Schema } from '#/platform/database.ts'
import type { Party } from '../tables.ts'
import { type DocumentSigner, type SignatureZone, signatureZones } from './signature-zones.ts'

/** A version as it was frozen to be signed. */
export interface FrozenVersion {
  readonly territoryId: string
  readonly agreementId: string
  readonly version: number
  /** Of the wording: `observation-2de/2026-1`. */
  readonly textId: string
  readonly json: string
  readonly jsonSha256: string
  /** What people sign: the name of the document in the file store. */
  readonly pdfSha256: string
  readonly pages: number
  readonly frozenAt: Temporal.Instant
  readonly sealedSha256: string | undefined
  readonly sealedAt: Temporal.Instant | undefined
}

interface VersionKey {
  readonly territoryId: string
  readonly agreementId: string
  readonly version: number
}

/** One version; undefined when there is none. */
export async function findVersion(
  db: Db,
  { territoryId, agreementId, version }: VersionKey,
): Promise<FrozenVersion | undefined> {
  const row = await db
    .selectFrom('agreement_versions')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', agreementId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && versionOf(row)
}

/** The version that a file is the document of, unsigned or sealed, wherever it was made. */
export async function findVersionOfFile(db: Db, sha256: string): Promise<FrozenVersion | undefined> {
  const row = await db
    .selectFrom('agreement_versions')
    .selectAll()
    .where((on) => on.or([on('pdf_sha256', '=', sha256), on('sealed_sha256', '=', sha256)]))
    .limit(1)
    .executeTakeFirst()
  return row && versionOf(row)
}

/** Where each signs on the pages of a version: what a scan of it is cut by. */
export function zonesOfVersion({ json, pages }: Pick<FrozenVersion, 'json' | 'pages'>): readonly SignatureZone[] {
  return signatureZones(signersOf(json), pages)
}

/** Who signs a version, as it says itself. */
export const signersOf = (json: string): readonly DocumentSigner[] => frozenSigners.parse(JSON.parse(json)).signers

const parties = [
  ...(['host', 'head', 'representative', 'pupil', 'tutor', 'referent'] as const),
  ...(['prescriber', 'companion', 'beneficiary', 'employer', 'chamber', 'organiser'] as const),
] as const satisfies readonly Party[]
const frozenSigners = z.object({
  signers: z.array(
    z.object({ party: z.enum(parties), rank: z.number().int(), name: z.string(), takesNote: z.boolean() }),
  ),
})

const versionOf = (row: Selectable<Schema['agreement_versions']>): FrozenVersion => ({
  territoryId: row.territory_id,
  agreementId: row.agreement_id,
  version: row.version,
  textId: row.text_id,
  json: row.canonical_json,
  jsonSha256: row.json_sha256,
  pdfSha256: row.pdf_sha256,
  pages: row.pages,
  frozenAt: row.frozen_at,
  sealedSha256: row.sealed_sha256 ?? undefined,
  sealedAt: row.sealed_at ?? undefined,
})
