import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import type { Env } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { signOut } from './session-cookie.ts'
import { byCode } from './sign-in/by-code.tsx'
import { byLink } from './sign-in/by-link.tsx'
import { byMail } from './sign-in/by-mail.tsx'
import { secondStep } from './sign-in/second-step.tsx'

/** The ways in, each in its file, and the way out. docs/identity.md has them in a table. */
export const signInWeb = (services: Services): Hono<Env> =>
  new Hono<Env>()
    .route('/', byMail(services, []))
    .route('/', byCode(services))
    .route('/', byLink(services))
    .route('/', secondStep(services))
    .post(addresses.signOut, async (c) => {
      await signOut(c, services)
      return c.redirect(addresses.welcome, 303)
    })
