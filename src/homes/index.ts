/** Where each one starts, and the help that pupils ask for: the door of this feature. */
import './tables.ts'
import type { Hono } from 'hono'
import type { Env } from '#/identity/index.ts'
import type { AnyMail } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { bankWeb } from './bank-web.tsx'
import { classGlanceWeb } from './class-web.tsx'
import { hostHomeWeb } from './host-web.tsx'
import { adviceMail } from './mails/advice.ts'
import { nudgeMail } from './mails/nudge.ts'
import { pupilHomeWeb } from './pupil-web.tsx'
import { referentsWeb } from './referents-web.tsx'
import { schoolHomeWeb } from './school-web.tsx'
import { staffCalendarWeb } from './staff-calendar-web.tsx'

export { bankFiles } from './bank-files.ts'
export { enterHelp, type HelpRequest } from './help-requests.ts'
export type { Nudged } from './nudge-pupil.ts'
export { bankNow, figuresOf } from './take-bank.ts'

export const homesMails: readonly AnyMail[] = [nudgeMail, adviceMail]

export const homesWeb = (services: Services): readonly Hono<Env>[] => [
  pupilHomeWeb(services),
  hostHomeWeb(services),
  classGlanceWeb(services),
  referentsWeb(services),
  schoolHomeWeb(services),
  staffCalendarWeb(services),
  bankWeb(services),
]
