import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { closeSession, deviceWords, type Env, openSession } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'

const name = 'passerelle'

/** The session's secret that the browser sent. */
export const readSessionCookie = (c: Context<Env>): string | undefined => getCookie(c, name)

/** Signs in: a new session in place of the one the browser had, so that nobody can plant one before. */
export async function signIn(
  c: Context<Env>,
  services: Services,
  accountId: string,
  provider?: { readonly id: string; readonly idToken: string | undefined },
): Promise<void> {
  const former = readSessionCookie(c)
  if (former !== undefined) await closeSession(services.db, former)
  const secret = await openSession(services, accountId, { device: deviceWords(c.req.header('user-agent')), provider })
  writeSessionCookie(c, services, secret)
}

/** Gives the browser its session's secret, new or changed. */
export function writeSessionCookie(c: Context<Env>, services: Services, secret: string): void {
  setCookie(c, name, secret, { ...cookieFor(c, services), maxAge: 7 * 86_400 })
}

/** Signs out. Returns the identity provider that the session came by, where the person may still be signed in. */
export async function signOut(c: Context<Env>, services: Services): ReturnType<typeof closeSession> {
  const secret = readSessionCookie(c)
  const provider = secret === undefined ? undefined : await closeSession(services.db, secret)
  deleteCookie(c, name, { path: '/', secure: isSecure(c, services) })
  return provider
}

/** How every cookie of signing in is kept: out of reach of scripts and of other sites' forms. */
export const cookieFor = (c: Context<Env>, services: Services) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(c, services) }) as const

function isSecure(c: Context<Env>, { configuration }: Services): boolean {
  if (configuration.publicUrl !== undefined) return configuration.publicUrl.startsWith('https:')
  const forwarded = configuration.trustProxy ? c.req.header('x-forwarded-proto') : undefined
  return (forwarded ?? new URL(c.req.url).protocol) === (forwarded === undefined ? 'https:' : 'https')
}
