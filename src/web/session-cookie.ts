import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { closeSession, type Env, openSession } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'

const name = 'passerelle'

/** The session's secret that the browser sent. */
export const readSessionCookie = (c: Context<Env>): string | undefined => getCookie(c, name)

/** Signs in: a new session in place of the one the browser had, so that nobody can plant one before. */
export async function signIn(c: Context<Env>, services: Services, accountId: string): Promise<void> {
  const former = readSessionCookie(c)
  if (former !== undefined) await closeSession(services.db, former)
  const secret = await openSession(services, accountId)
  setCookie(c, name, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c, services),
    maxAge: 7 * 86_400,
  })
}

export async function signOut(c: Context<Env>, services: Services): Promise<void> {
  const secret = readSessionCookie(c)
  if (secret !== undefined) await closeSession(services.db, secret)
  deleteCookie(c, name, { path: '/', secure: isSecure(c, services) })
}

function isSecure(c: Context<Env>, { configuration }: Services): boolean {
  if (configuration.publicUrl !== undefined) return configuration.publicUrl.startsWith('https:')
  const forwarded = configuration.trustProxy ? c.req.header('x-forwarded-proto') : undefined
  return (forwarded ?? new URL(c.req.url).protocol) === (forwarded === undefined ? 'https:' : 'https')
}
