/** The coordination's desk: what waits, whom it looks for, its tasks and meetings: the door of this feature. */
import './tables.ts'
import type { Hono } from 'hono'
import type { Env } from '#/identity/index.ts'
import type { AnyMail } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { helpListWeb } from './help-web.tsx'
import { meetingsWeb } from './meetings-web.tsx'
import { tasksWeb } from './tasks-web.tsx'
import { thanksMail } from './thank-host.ts'
import { deskWeb } from './web.tsx'

export { coordinatorsOf } from './coordinators.ts'
export { addMeeting } from './meetings.ts'
export { startWave, type WaveStarted } from './start-wave.ts'
export { addTask } from './tasks.ts'

export const deskMails: readonly AnyMail[] = [thanksMail]

export const desksWeb = (services: Services): readonly Hono<Env>[] => [
  deskWeb(services),
  helpListWeb(services),
  tasksWeb(services),
  meetingsWeb(services),
]
