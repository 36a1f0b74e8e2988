import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { FileStore } from '#/platform/files.ts'
import type { Logo } from './typeset-agreement.ts'

/** Whose logo: the territory's, or that of a school by its UAI. */
export const territoryLogo = ''

/** The logos at the head of a document, the territory's first; without those whose file is gone. */
export async function logosOf(
  db: Db,
  files: FileStore,
  { territoryId, school }: { readonly territoryId: string; readonly school: string },
): Promise<readonly Logo[]> {
  const rows = await db
    .selectFrom('document_logos')
    .select(['sha256', 'type', 'words'])
    .where('territory_id', '=', territoryId)
    .where('owner', 'in', [...new Set([territoryLogo, school])])
    .orderBy('owner')
    .execute()
  const found = await Promise.all(
    rows.map(async ({ sha256, type, words }) => {
      const bytes = await files.get(sha256)
      return bytes && { type, words, bytes }
    }),
  )
  return found.filter((logo) => logo !== undefined)
}

/** What someone's logo shows; empty when there is none. */
export async function logoWordsOf(db: Db, territoryId: string, owner: string): Promise<string> {
  const row = await db
    .selectFrom('document_logos')
    .select('words')
    .where('territory_id', '=', territoryId)
    .where('owner', '=', owner)
    .executeTakeFirst()
  return row?.words ?? ''
}
