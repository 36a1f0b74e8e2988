import type { Agreement } from '#/agreements/index.ts'
import type { Addressee } from '#/messages/index.ts'
import type { Db } from '#/platform/database.ts'
import { findPupil, representativesOf } from '#/pupils/index.ts'

/** The pupil, and with `family` those who answer for them: by their account, else by the address that the school holds. */
export async function aroundPupil(
  db: Db,
  { territoryId, pupilId }: Pick<Agreement, 'territoryId' | 'pupilId'>,
  who: 'alone' | 'family',
): Promise<readonly Addressee[]> {
  const pupil = await findPupil(db, pupilId)
  if (!pupil || pupil.leftAt) return []
  const family = who === 'family' ? await representativesOf(db, territoryId, pupilId) : []
  return [{ accountId: pupil.accountId, email: undefined, name: '' }, ...family].flatMap(
    ({ accountId, email, name }): Addressee[] => {
      if (accountId !== undefined) return [{ accountId, territoryId }]
      return email === undefined ? [] : [{ email, name, territoryId }]
    },
  )
}

/** Tells addressees apart: an account, or an address. */
export const addresseeKey = (to: Addressee): string => ('accountId' in to ? to.accountId : to.email)
