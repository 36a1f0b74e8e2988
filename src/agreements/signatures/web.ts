import type { Hono } from 'hono'
import type { Env } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { signingAccountWeb } from './account-web.tsx'
import { byHandWeb } from './by-hand-web.tsx'
import { signingLinkWeb } from './link-web.tsx'
import { reviewWeb } from './review-web.tsx'

/** Every page about signing. */
export const signaturesWeb = (services: Services): readonly Hono<Env>[] => [
  signingLinkWeb(services),
  signingAccountWeb(services),
  reviewWeb(services),
  byHandWeb(services),
]
