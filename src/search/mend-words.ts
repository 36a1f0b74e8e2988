import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { nearestWord } from './words.ts'

/**
 * What somebody probably meant: each word that no title or host of the territory has, replaced by the nearest one that does. Undefined
 * when nothing is to mend. The dictionary of a territory is some thousand words, read only when nothing was found.
 */
export async function mendWords(
  db: Db,
  territoryId: string,
  words: readonly string[],
): Promise<readonly string[] | undefined> {
  const lengths = words.filter((word) => word.length > 3).map((word) => word.length)
  if (lengths.length === 0) return undefined
  const { rows } = await sql<{ word: string }>`
    select word from search_words
    where territory_id = ${territoryId}
      and length(word) between ${Math.min(...lengths) - 2}::integer and ${Math.max(...lengths) + 2}::integer
    order by word limit 100000`.execute(db)
  const known = new Set(rows.map(({ word }) => word))
  const mended = words.map((word) => (word.length <= 3 || known.has(word) ? word : (nearestWord(word, known) ?? word)))
  return mended.every((word, index) => word === words[index]) ? undefined : mended
}
