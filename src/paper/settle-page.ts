import './tables.ts'
import { sql } from 'kysely'
import { agreementCodeLength, readPageCode } from '#/agreements/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import type { BatchKey } from './batches.ts'
import { findByCode } from './find-agreement.ts'
import type { KnownBy } from './tables.ts'

/** What someone says of a page that waits in the tray. */
export type Settlement =
  | { readonly how: 'letters'; readonly letters: string; readonly page: number | undefined }
  | { readonly how: 'pupil'; readonly agreementId: string; readonly page: number | undefined }
  | { readonly how: 'aside' }
  /** Back to the tray. */
  | { readonly how: 'tray' }

export type Settled = { readonly settled: true } | { readonly why: 'unknown' | 'letters' | 'page' | 'no-page' }

/** Says which page it is, or that it is none of ours. Safe to repeat; the page may be taken back to the tray until it counted. */
export function settlePage(
  services: Pick<Services, 'db' | 'clock' | 'key'>,
  batch: BatchKey,
  { pageId, by, settlement }: { readonly pageId: string; readonly by: string; readonly settlement: Settlement },
): Promise<Settled> {
  return services.db.transaction().execute(async (tx) => {
    const page = isId(pageId)
      ? await tx
          .selectFrom('paper_pages')
          .select('id')
          .where('territory_id', '=', batch.territoryId)
          .where('id', '=', pageId)
          .where('batch_id', '=', batch.batchId)
          .where('school', '=', batch.school)
          .forUpdate()
          .executeTakeFirst()
      : undefined
    if (!page) return { why: 'unknown' }
    const found = await nameOf(services, tx, batch, settlement)
    if (typeof found === 'string') return { why: found }
    await tx
      .updateTable('paper_pages')
      .set({
        state: found ? 'known' : settlement.how === 'aside' ? 'aside' : 'unknown',
        known_by: found?.knownBy ?? null,
        agreement_id: found?.agreementId ?? null,
        version: found?.version ?? null,
        page: found?.page ?? null,
        // Where it lies was not seen: the whole page is shown.
        placement: null,
        ink: null,
        settled_by: by,
        settled_at: services.clock.now().toString(),
      })
      .where('territory_id', '=', batch.territoryId)
      .where('id', '=', page.id)
      .execute()
    return { settled: true }
  })
}

interface Named {
  readonly knownBy: KnownBy
  readonly agreementId: string
  readonly version: number
  readonly page: number
}

async function nameOf(
  { key }: Pick<Services, 'key'>,
  tx: Db,
  { territoryId, school }: BatchKey,
  settlement: Settlement,
): Promise<Named | undefined | 'letters' | 'page' | 'no-page'> {
  if (settlement.how === 'aside' || settlement.how === 'tray') return undefined
  const whole = settlement.how === 'letters' ? readPageCode(key, settlement.letters) : undefined
  const agreement =
    settlement.how === 'pupil'
      ? await agreementHere(tx, territoryId, school, settlement.agreementId)
      : await findByCode(tx, { territoryId, school, code: whole?.code ?? firstLetters(settlement.letters) })
  if (!agreement) return 'letters'
  const version = whole?.version ?? agreement.version
  const page = whole?.page ?? settlement.page
  if (page === undefined) return 'no-page'
  const frozen = await tx
    .selectFrom('agreement_versions')
    .select('pages')
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', agreement.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!frozen || page < 1 || page > frozen.pages) return 'page'
  return { knownBy: settlement.how, agreementId: agreement.id, version, page }
}

/** The agreement's own letters, which come first: enough for someone of the school, whom nothing has to be proved to. */
const firstLetters = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .slice(0, agreementCodeLength)

async function agreementHere(tx: Db, territoryId: string, school: string, id: string) {
  if (!isId(id)) return undefined
  return tx
    .selectFrom('agreements')
    .select(['id', 'version'])
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .where('school', '=', school)
    .where(sql<boolean>`version > 0`)
    .executeTakeFirst()
}
