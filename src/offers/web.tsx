import { Hono } from 'hono'
import type { Env } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { signIn } from '#/web/session-cookie.ts'
import { sourceOf } from '#/web/sign-in/attempts.ts'
import { draftsWeb } from './web/drafts.tsx'
import { hostOffersWeb } from './web/host-offers.tsx'
import { imagesWeb } from './web/images.ts'
import { offerImportsWeb } from './web/imports.tsx'
import { proposeWeb } from './web/propose.tsx'

/** The pages of hosts' offers: the list, the form, the first-timer's, files. */
export const offersWeb = (services: Services): Hono<Env> =>
  new Hono<Env>()
    .route('/', hostOffersWeb(services))
    .route('/', draftsWeb(services))
    .route('/', imagesWeb(services))
    .route('/', offerImportsWeb(services))
    .route('/', proposeWeb(services, { signIn, sourceOf }))
