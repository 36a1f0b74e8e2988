import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { type Env, readProviders } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { signOut } from './session-cookie.ts'
import { byCode } from './sign-in/by-code.tsx'
import { byLink } from './sign-in/by-link.tsx'
import { byMail } from './sign-in/by-mail.tsx'
import { byProvider } from './sign-in/by-provider.tsx'
import { pupilOfProvider } from './sign-in/pupil-codes.ts'
import { secondStep } from './sign-in/second-step.tsx'

/** The ways in, each in its file, and the way out. docs/identity.md has them in a table. */
export function signInWeb(services: Services): Hono<Env> {
  const providers = readProviders(services.configuration.oidcProviders)
  const { app, leaving } = byProvider(services, providers, pupilOfProvider(services))
  return new Hono<Env>()
    .route('/', byMail(services, providers))
    .route('/', byCode(services))
    .route('/', app)
    .route('/', byLink(services))
    .route('/', secondStep(services))
    .post(addresses.signOut, async (c) => {
      const closed = await signOut(c, services)
      const page = closed && (await leaving(c, closed))
      return page === undefined ? c.redirect(addresses.welcome, 303) : c.html(page)
    })
}
