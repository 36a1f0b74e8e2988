import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { addresses, addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import {
  type Env,
  endJourney,
  enterByProvider,
  type FindPupilAccount,
  type Provider,
  startJourney,
} from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { cookieFor, signIn } from '../session-cookie.ts'
import { askProvider, knowProviders, type Return } from './openid.ts'
import { LeavingPage, ProviderProblem, type ProviderTrouble } from './provider-pages.tsx'

const cookieName = 'passerelle-retour'

/** In by an OpenID provider: leave with a question that only this browser can bring the answer to, and come back with it, once. */
export function byProvider(services: Services, providers: readonly Provider[], findPupil: FindPupilAccount) {
  const { key, log } = services
  const known = knowProviders(providers)

  const trouble = (c: Context<Env>, why: ProviderTrouble, provider?: Provider) =>
    c.html(
      renderPage(<ProviderProblem why={why} label={provider?.label ?? 'Ce service'} />),
      why === 'down' ? 503 : why === 'no-provider' ? 404 : 403,
    )

  const app = new Hono<Env>()
    .get(addresses.signInProvider, async (c) => {
      const provider = providers.find(({ id }) => id === c.req.param('provider'))
      if (!provider) return trouble(c, 'no-provider')
      const asked = await askProvider(known, provider, returnAddress(c, services, provider)).catch(() => undefined)
      if (!asked) {
        log.warn({ provider: provider.id }, 'identity provider unreachable')
        return trouble(c, 'down', provider)
      }
      const { href, state, nonce, verifier } = asked
      await startJourney(services, { provider: provider.id, state, nonce, verifier })
      setCookie(c, cookieName, key.mac('provider state', state), { ...cookieFor(c, services), maxAge: 15 * 60 })
      return c.redirect(href, 303)
    })
    .get(addresses.signInReturn, async (c) => {
      const provider = providers.find(({ id }) => id === c.req.param('provider'))
      if (!provider) return trouble(c, 'no-provider')
      const state = c.req.query('state') ?? ''
      const held = getCookie(c, cookieName) ?? ''
      deleteCookie(c, cookieName, cookieFor(c, services))
      // Another browser's answer, or an answer to nothing: nobody is signed in as somebody else's choice.
      if (!key.isMac('provider state', state, held)) return trouble(c, 'not-ours', provider)
      const secrets = await endJourney(services, { provider: provider.id, state })
      if (!secrets) return trouble(c, 'not-ours', provider)
      const address = new URL(returnAddress(c, services, provider))
      address.search = new URL(c.req.url).search
      const answer: Return = await known.readReturn(provider, address, { state, ...secrets })
      if ('why' in answer) {
        log.warn({ provider: provider.id, why: answer.why, code: answer.code }, 'identity provider refused')
        return trouble(c, answer.why, provider)
      }
      const entered = await enterByProvider(services, provider, answer, findPupil)
      if ('why' in entered) return trouble(c, entered.why, provider)
      await signIn(c, services, entered.accountId, {
        id: provider.id,
        idToken: key.seal('id token', answer.idToken),
      })
      return c.redirect(addresses.welcome, 303)
    })

  /** The page shown after leaving a session that came by a provider, where one may still be signed in; undefined without such a provider. */
  async function leaving(
    c: Context<Env>,
    closed: { readonly provider: string; readonly idToken: string | undefined },
  ): Promise<string | undefined> {
    const provider = providers.find(({ id }) => id === closed.provider)
    if (!provider) return undefined
    const idToken = closed.idToken === undefined ? undefined : key.open('id token', closed.idToken)
    const origin = originOf(c, services)
    const href = await known
      .endAddress(provider, { idToken, back: `${origin}${addresses.welcome}` })
      .catch(() => undefined)
    return href === undefined ? undefined : renderPage(<LeavingPage href={href} label={provider.label} />)
  }

  return { app, leaving }
}

const originOf = (c: Context<Env>, { configuration }: Services): string =>
  configuration.publicUrl ?? new URL(c.req.url).origin

const returnAddress = (c: Context<Env>, services: Services, { id }: Provider): string =>
  originOf(c, services) + addressOf('signInReturn', { provider: id })
