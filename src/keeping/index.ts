/** What is kept about people, for how long, and what they may ask of it: the door of this feature. */
import './tables.ts'
import type { Hono } from 'hono'
import type { Env } from '#/identity/index.ts'
import type { AnyMail } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { archiveWeb } from './archive-web.tsx'
import { dataAnsweredMail } from './mails/data-answered.ts'
import { dataAskedMail } from './mails/data-asked.ts'
import { personDataWeb } from './person-web.tsx'
import { pupilDataWeb } from './pupil-web.tsx'

export { keepingJob } from './jobs.ts'

export const keepingMails: readonly AnyMail[] = [dataAskedMail, dataAnsweredMail]

export const keepingWeb = (services: Services): readonly Hono<Env>[] => [
  archiveWeb(services),
  pupilDataWeb(services),
  personDataWeb(services),
]
