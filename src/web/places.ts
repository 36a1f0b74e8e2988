import '#/campaigns/index.ts'
import { placeOfAgreement, placeOfArchivedAgreement, placeOfBeneficiary } from '#/agreements/index.ts'
import { placeOfApplication } from '#/applications/index.ts'
import { placeOfHost } from '#/directory/index.ts'
import type { Place } from '#/identity/index.ts'
import { placeOfOffer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { placeOfProposal, placeOfWave } from '#/proposals/index.ts'
import { placeOfClass, placeOfPupil } from '#/pupils/index.ts'
import { findSchool, findTerritory } from '#/territory/index.ts'

type Params = Readonly<Record<string, string>>
type Locate = (db: Db, params: Params) => Promise<Place | undefined>

/** What an address can be about, and where that stands: what access to it is judged by. Undefined when there is no such thing. */
export const subjects = {
  /** `:campaign` */
  async campaign(db, { campaign = '' }) {
    const row = await db.selectFrom('campaigns').select('territory_id').where('id', '=', campaign).executeTakeFirst()
    return row && { territoryId: row.territory_id }
  },
  /** `:territory` */
  async territory(db, { territory = '' }) {
    return (await findTerritory(db, territory)) && { territoryId: territory }
  },
  /** `:territory` and `:school`, an UAI. */
  async school(db, { territory = '', school = '' }) {
    const found = await findSchool(db, territory, school)
    return found && { territoryId: territory, school, ...(found.bassin === undefined ? {} : { bassin: found.bassin }) }
  },
  class: byId('class', placeOfClass),
  pupil: byId('pupil', placeOfPupil),
  host: byId('host', placeOfHost),
  offer: byId('offer', placeOfOffer),
  application: byId('application', placeOfApplication),
  proposal: byId('proposal', placeOfProposal),
  /** `:territory` and `:wave` */
  async wave(db, { territory = '', wave = '' }) {
    return placeOfWave(db, territory, wave)
  },
  agreement: byId('agreement', placeOfAgreement),
  beneficiary: byId('beneficiary', placeOfBeneficiary),
  archived: byId('archived', placeOfArchivedAgreement),
} as const satisfies Readonly<Record<string, Locate>>

export type Subject = keyof typeof subjects

/** Finds where what the address is about stands. */
export const locate = (db: Db, subject: Subject, params: Params): Promise<Place | undefined> =>
  subjects[subject](db, params)

function byId(param: string, find: (db: Db, id: string) => Promise<Place | undefined>): Locate {
  return async (db, params) => {
    const id = params[param] ?? ''
    return isId(id) ? find(db, id) : undefined
  }
}
