import './tables.ts'
import { cleanImage } from '#/platform/clean-image.ts'
import type { Services } from '#/platform/services.ts'

const mostBytes = 300_000
const mostWords = 120
/** In pixels: sharp at the size of a letter's head. */
const longestSide = 800

/** Keeps the logo of a territory or a school, cleaned of all but its picture; in words, why it could not be. Documents already frozen keep theirs. */
export async function saveLogo(
  { db, files, clock }: Pick<Services, 'db' | 'files' | 'clock'>,
  {
    territoryId,
    owner,
    words,
    bytes,
  }: { readonly territoryId: string; readonly owner: string; readonly words: string; readonly bytes: Uint8Array },
): Promise<{ readonly field: 'logo' | 'mots'; readonly refused: string } | undefined> {
  if (words.trim() === '' || words.length > mostWords)
    return {
      field: 'mots',
      refused: `Dites en quelques mots ce que le logo montre (${mostWords} signes au plus) : c’est ce qu’entendent ceux qui ne le voient pas.`,
    }
  const image = await cleanImage(bytes, longestSide)
  if ('refused' in image || image.mediaType === 'image/webp')
    return {
      field: 'logo',
      refused: 'Ce fichier n’est pas une image lisible. Donnez un PNG ou un JPEG. Rien n’a changé.',
    }
  if (image.bytes.length > mostBytes)
    return {
      field: 'logo',
      refused: 'Cette image pèse plus de 300 ko. Réduisez-la, puis renvoyez-la. Rien n’a changé.',
    }
  const values = {
    sha256: await files.put(image.bytes),
    type: image.mediaType,
    words: words.trim(),
    at: clock.now().toString(),
  }
  await db
    .insertInto('document_logos')
    .values({ territory_id: territoryId, owner, ...values })
    .onConflict((on) => on.columns(['territory_id', 'owner']).doUpdateSet(values))
    .execute()
  return undefined
}
