import { findOffer, type Offer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { findPupil, type Pupil } from '#/pupils/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { Application } from '../application.ts'
import { findApplication } from '../applications.ts'

/** What a mail about an application is written from. */
export interface LetterFacts {
  readonly application: Application
  readonly offer: Offer
  readonly pupil: Pupil
  readonly timeZone: string
}

/** The facts as they are now; undefined when the application has moved on from `version`, and the mail has nothing to say any more. */
export async function letterFacts(db: Db, id: string, version?: number): Promise<LetterFacts | undefined> {
  const application = await findApplication(db, id)
  if (!application || (version !== undefined && application.version !== version)) return undefined
  const offer = await findOffer(db, application.offerId)
  const pupil = await findPupil(db, application.pupilId)
  if (!offer || !pupil) return undefined
  const timeZone = await timeZoneOf(db, application.territoryId)
  return { application, offer, pupil, timeZone }
}
