import './tables.ts'
import { findApplication, lockApplication } from './applications.ts'
import { type Actor, type MoveServices, moveApplication } from './move-application.ts'

/** The host's opening an application is the reading: the pupil sees it, and nothing else changes. Again changes nothing. */
export async function markRead(
  services: MoveServices,
  { applicationId, by }: { readonly applicationId: string; readonly by: Actor },
): Promise<void> {
  if ((await findApplication(services.db, applicationId))?.state !== 'submitted') return
  await services.db.transaction().execute(async (tx) => {
    const application = await lockApplication(tx, applicationId)
    if (application?.state === 'submitted') await moveApplication(services, tx, application, { transition: 'read', by })
  })
}
