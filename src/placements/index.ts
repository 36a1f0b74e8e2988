/** What happens before, during and after a placement: the door of this feature. */
import './tables.ts'
import type { AnyMail } from '#/messages/index.ts'
import { absenceMail } from './mails/absence.ts'
import { incidentMail } from './mails/incident.ts'
import { presenceAskedMail } from './mails/presence-asked.ts'
import { pupilAfterMail } from './mails/pupil-after.ts'
import { pupilSoonMail } from './mails/pupil-soon.ts'
import { thanksMail } from './mails/thanks.ts'
import { welcomeMail } from './mails/welcome.ts'

export { placementsJob } from './jobs.ts'
export { markPresence } from './mark-presence.ts'
export { placementLink } from './placement-links.ts'
export { tellIncident } from './tell-incident.ts'
export { changeVisit, planVisits, visitsOfClass } from './visits.ts'
export { placementsWeb } from './web.tsx'

export const placementsMails: readonly AnyMail[] = [
  absenceMail,
  incidentMail,
  presenceAskedMail,
  pupilAfterMail,
  pupilSoonMail,
  thanksMail,
  welcomeMail,
]
