import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { addresses } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import {
  askToSignIn,
  type Env,
  inspectRequest,
  type RequestRefusal,
  readRequestLink,
  requestLife,
  spend,
  useRequestCode,
  useRequestLink,
} from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { errorPage } from '../error-pages.tsx'
import { cookieFor, signIn } from '../session-cookie.ts'
import type { ProviderLink } from './ask-words.ts'
import { sourceOf, tryWithin } from './attempts.ts'
import { AskPage, CodePage, DeadRequest, LinkPage } from './mail-pages.tsx'

const cookieName = 'passerelle-connexion'
const sealing = 'sign-in request'

/** What the browser that asked holds, sealed: the proof that it asked, and the address to show again. */
const asked = z.object({ id: z.uuid(), email: z.string() })

const form = z.object({ email: z.email().max(254) })
const typedCode = z.object({ code: z.string().max(50) })

/** In by a mail: a link for the same browser, a short code for any. The answer is the same whether somebody has the address or not. */
export function byMail(services: Services, providers: readonly ProviderLink[]): Hono<Env> {
  const { key } = services

  function readAsked(c: Context<Env>): z.infer<typeof asked> | undefined {
    const text = key.open(sealing, getCookie(c, cookieName) ?? '')
    return text === undefined ? undefined : asked.parse(JSON.parse(text))
  }

  async function enter(c: Context<Env>, accountId: string): Promise<Response> {
    deleteCookie(c, cookieName, cookieFor(c, services))
    await signIn(c, services, accountId)
    return c.redirect(addresses.welcome, 303)
  }

  /** A wrong code can be typed again; anything else starts anew. */
  const refusalOf = (
    c: Context<Env>,
    refusal: RequestRefusal,
    again: (error: string) => ReturnType<typeof CodePage>,
  ) =>
    refusal.why === 'wrong'
      ? c.html(renderPage(again(wrongWords(refusal.left))), 422)
      : c.html(renderPage(<DeadRequest why={refusal.why} />), 410)

  return new Hono<Env>()
    .get(addresses.signIn, (c) => c.html(renderPage(<AskPage providers={providers} />)))
    .post(addresses.signIn, async (c) => {
      const given = await c.req.parseBody()
      const typed = typeof given.email === 'string' ? given.email.trim().slice(0, 300) : ''
      const parsed = form.safeParse({ email: typed })
      if (!parsed.success) {
        const error = 'Donnez une adresse électronique complète, par exemple prenom.nom@example.fr.'
        return c.html(renderPage(<AskPage providers={providers} email={typed} error={error} />), 422)
      }
      const source = sourceOf(c, services)
      if (!(await spend(services, 'ask.source', source))) return errorPage(c, 'too-many')
      const { email } = parsed.data
      const id = await askToSignIn(services, { email, source })
      setCookie(c, cookieName, key.seal(sealing, JSON.stringify({ id, email })), {
        ...cookieFor(c, services),
        maxAge: requestLife.total('seconds'),
      })
      return c.redirect(addresses.signInCode, 303)
    })
    .get(addresses.signInCode, async (c) => {
      const request = readAsked(c)
      const state = request ? await inspectRequest(services, request.id, 'browser') : 'unknown'
      if (!request || state !== 'good')
        return c.html(renderPage(<DeadRequest why={state === 'good' ? 'unknown' : state} />), 410)
      return c.html(renderPage(<CodePage email={request.email} />))
    })
    .post(addresses.signInCode, async (c) => {
      const request = readAsked(c)
      if (!request) return c.html(renderPage(<DeadRequest why="unknown" />), 410)
      const code = await readCode(c)
      if (code === undefined) return c.html(renderPage(<CodePage email={request.email} error={sixDigits} />), 422)
      const result = await tryWithin(services, 'sign-in.source', sourceOf(c, services), () =>
        useRequestCode(services, request, code),
      )
      if (result === 'too-many') return errorPage(c, 'too-many')
      if (!('why' in result)) return enter(c, result.accountId)
      return refusalOf(c, result, (error) => <CodePage email={request.email} error={error} />)
    })
    .get(addresses.signInMail, async (c) => {
      const token = c.req.param('token')
      const id = readRequestLink(key, token)
      const state = id === undefined ? 'unknown' : await inspectRequest(services, id, 'link')
      if (state !== 'good') return c.html(renderPage(<DeadRequest why={state} />), 410)
      return c.html(renderPage(<LinkPage token={token} isSameBrowser={readAsked(c)?.id === id} />))
    })
    .post(addresses.signInMail, async (c) => {
      const token = c.req.param('token')
      const request = readAsked(c)
      const isSameBrowser = request !== undefined && request.id === readRequestLink(key, token)
      const code = await readCode(c)
      if (!isSameBrowser && code === undefined)
        return c.html(renderPage(<LinkPage token={token} isSameBrowser={false} error={sixDigits} />), 422)
      const result = await tryWithin(services, 'sign-in.source', sourceOf(c, services), () =>
        useRequestLink(services, token, { asked: request?.id, typed: code ?? '' }),
      )
      if (result === 'too-many') return errorPage(c, 'too-many')
      if (!('why' in result)) return enter(c, result.accountId)
      return refusalOf(c, result, (error) => <LinkPage token={token} isSameBrowser={false} error={error} />)
    })
}

const sixDigits = 'Recopiez les six chiffres du message.'

/** What looks like a code: six digits, spaces allowed. */
async function readCode(c: Context<Env>): Promise<string | undefined> {
  const { data } = typedCode.safeParse(await c.req.parseBody())
  const digits = data?.code.replaceAll(/\s/g, '') ?? ''
  return /^\d{6}$/.test(digits) ? digits : undefined
}

const wrongWords = (left: number): string =>
  left === 1
    ? 'Ce n’est pas ce code. Relisez le dernier message reçu : il reste un essai.'
    : `Ce n’est pas ce code. Relisez le dernier message reçu : il reste ${left} essais.`
