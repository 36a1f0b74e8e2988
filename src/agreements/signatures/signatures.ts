import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Party } from '../tables.ts'
import type { BoundBy } from './tables.ts'

/** A signature as it was given: the evidence. Times are instants; hashes SHA-256 in hex. */
export interface Signature {
  readonly signatoryId: string
  readonly party: Party
  readonly takesNote: boolean
  readonly version: number
  /** Who signed. */
  readonly name: string
  /** What they wrote by way of a signature. */
  readonly written: string | undefined
  /** For whom, where it is someone else: the head, by a deputy. */
  readonly onBehalfOf: string | undefined
  /** Whose role was lent to them. */
  readonly delegatedBy: string | undefined
  readonly at: Temporal.Instant
  readonly boundBy: BoundBy
  /** With most of it hidden. */
  readonly codeSentTo: string | undefined
  /** In full: shown to those who may open the archive, shortened elsewhere. */
  readonly networkAddress: string | undefined
  /** Who filed the paper, or saw them sign. */
  readonly recordedByName: string | undefined
  /** Of the PDF that was signed. */
  readonly documentSha256: string
  /** The image of the paper, or the drawing (an SVG of ours), in the file store. */
  readonly proofSha256: string | undefined
}

/** The signatures that count for the version as it stands, in the order in which they were given: those of an older version too, where the newer one asked nothing of the person. */
export async function signaturesOf(
  db: Db,
  { territoryId, id }: { readonly territoryId: string; readonly id: string },
): Promise<readonly Signature[]> {
  const rows = await db
    .selectFrom('agreement_signatures as s')
    .innerJoin('agreement_signatories as who', (join) =>
      join
        .onRef('who.territory_id', '=', 's.territory_id')
        .onRef('who.id', '=', 's.signatory_id')
        .onRef('who.signed_version', '=', 's.version'),
    )
    .selectAll('s')
    .where('s.territory_id', '=', territoryId)
    .where('s.agreement_id', '=', id)
    .orderBy('s.at')
    .orderBy('s.id')
    .execute()
  return rows.map((row) => ({
    signatoryId: row.signatory_id,
    party: row.party,
    takesNote: row.takes_note,
    version: row.version,
    name: row.name,
    written: row.written ?? undefined,
    onBehalfOf: row.on_behalf_of ?? undefined,
    delegatedBy: row.delegated_by ?? undefined,
    at: row.at,
    boundBy: row.bound_by,
    codeSentTo: row.code_sent_to ?? undefined,
    networkAddress: row.network_address ?? undefined,
    recordedByName: row.recorded_by_name ?? undefined,
    documentSha256: row.document_sha256,
    proofSha256: row.proof_sha256 ?? undefined,
  }))
}
