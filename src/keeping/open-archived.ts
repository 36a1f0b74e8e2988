import '#/placements/index.ts'
import { findVersion } from '#/agreements/index.ts'
import type { Account } from '#/identity/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import type { Archived } from './archive.ts'

export interface OpenedFile {
  readonly bytes: Uint8Array
  readonly mediaType: string
}

/** Opens the document of an archived agreement: who, when and why stay beside it. Undefined when it has none. */
export async function openArchived(
  services: Services,
  archived: Archived,
  { account, grounds, reason }: { readonly account: Account; readonly grounds: Grounds; readonly reason: string },
): Promise<OpenedFile | undefined> {
  const { db, clock, newId, files } = services
  const { territoryId, id } = archived
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('archive_openings')
      .values({
        territory_id: territoryId,
        id: newId(),
        agreement_id: id,
        by_account: account.id,
        by_name: account.name,
        reason,
        at: clock.now().toString(),
      })
      .execute()
    await record(services, tx, {
      ...grounds,
      territoryId,
      what: 'archive.opened',
      about: { kind: 'agreement', id },
      pupilId: archived.pupilId,
    })
  })
  const outside = await db
    .selectFrom('outside_files')
    .select(['sha256', 'media_type'])
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .executeTakeFirst()
  const frozen = outside
    ? undefined
    : await findVersion(db, { territoryId, agreementId: id, version: archived.version })
  const sha256 = outside?.sha256 ?? frozen?.sealedSha256 ?? frozen?.pdfSha256
  const bytes = sha256 === undefined ? undefined : await files.get(sha256)
  return bytes && { bytes, mediaType: outside?.media_type ?? 'application/pdf' }
}
