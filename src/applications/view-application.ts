import './tables.ts'
import { findOffer, type Offer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { findClass, findPupil, fullName, type Pupil } from '#/pupils/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { Application } from './application.ts'
import { findApplication } from './applications.ts'
import { type ApplicationMessage, listMessages } from './messages.ts'
import type { ApplicationEvent } from './timeline.ts'
import { nameForHost } from './who-words.ts'

/** On which side of an application someone reads it. */
export type Viewer = 'pupil' | 'representative' | 'host' | 'school'

/** An application as one side may see it. Adaptations are asked for apart. */
export interface ApplicationView {
  readonly viewer: Viewer
  readonly application: Application
  readonly offer: Offer
  /** « Lina M. » to the host (no name while it is anonymous), the whole name to the others. */
  readonly who: string
  readonly pupil: Pupil
  /** « 2de A »; never shown to the host. */
  readonly className: string
  /** The oldest first. */
  readonly messages: readonly ApplicationMessage[]
  readonly events: readonly ApplicationEvent[]
  readonly timeZone: string
}

/** Reads an application for one side; undefined when it is not there, or not for them: a draft is the pupil's own. */
export async function readApplicationView(db: Db, id: string, viewer: Viewer): Promise<ApplicationView | undefined> {
  const application = await findApplication(db, id)
  if (!application || (application.state === 'draft' && viewer !== 'pupil')) return undefined
  const offer = await findOffer(db, application.offerId)
  const pupil = await findPupil(db, application.pupilId)
  if (!offer || !pupil) return undefined
  return {
    viewer,
    application,
    offer,
    pupil,
    who: viewer === 'host' ? nameForHost(pupil, application) : fullName(pupil),
    className: (await findClass(db, application.classId))?.name ?? '',
    messages: await listMessages(db, application),
    events: await listEvents(db, application),
    timeZone: await timeZoneOf(db, application.territoryId),
  }
}

async function listEvents(db: Db, { territoryId, id }: Application): Promise<ApplicationEvent[]> {
  return db
    .selectFrom('application_events')
    .select(['transition', 'at', 'to_state as to', 'by_kind as by', 'facts'])
    .where('territory_id', '=', territoryId)
    .where('application_id', '=', id)
    .orderBy('version')
    .orderBy('at')
    .limit(200)
    .execute()
}
