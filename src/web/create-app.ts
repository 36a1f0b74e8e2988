import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { addresses } from '#/addresses.ts'
import { isForPrograms, problemAnswer } from '#/api/index.ts'
import { type Env, readSession } from '#/identity/index.ts'
import { originOf } from '#/messages/index.ts'
import { randomId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { clientAddress, isLocal } from './client-address.ts'
import { judge, type Matched, matchAddress, methodsOf } from './decide.ts'
import { errorPage } from './error-pages.tsx'
import { featuresOf } from './features.ts'
import { journalReading } from './journal-readings.ts'
import { locate } from './places.ts'
import { isOwnRequest, openToOthers, securityHeaders } from './security.ts'
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts'

/** PostgreSQL's: not a UUID, a number or a date; a byte or an escape that no text holds; too large a number. */
const impossible: ReadonlySet<unknown> = new Set(['22P02', '22007', '22008', '22021', '22P05', '22003'])
const isImpossibleValue = (error: Error): boolean => 'code' in error && impossible.has(error.code)

const megabyte = 1024 * 1024
/** Forms are small; the files of a campaign are not (a région's timetable is some 40 MB): the feature says no at 100 MB in its own words, this is the net. */
const bodyBytes = { form: megabyte, checked: 8 * megabyte, files: 110 * megabyte }
const fileAddresses: ReadonlySet<string> = new Set([
  addresses.imports,
  addresses.campaigns,
  addresses.offerDraftPhotos,
  addresses.offerImports,
  addresses.papers,
  addresses.outsideNew,
])

/**
 * The whole application. In process for tests (`app.request`), behind a socket in `serve`. `features`: others than the product's own, for
 * the test of what lets requests reach them.
 */
export function createApp(services: Services, features = featuresOf(services)): Hono<Env> {
  const { configuration, db, log, metrics } = services
  const app = new Hono<Env>()

  app.use(async (c, next) => {
    const started = performance.now()
    const matched = matchAddress(c.req.method, c.req.path)
    // Not from a header: what a client sends could be anything, a name included.
    c.set('requestId', randomId())
    c.set('clientAddress', clientAddress(c, configuration.trustProxy))
    await next()
    c.res.headers.set('x-request-id', c.get('requestId'))
    const seconds = (performance.now() - started) / 1000
    // The pattern of the address and never the address: it holds identifiers, and its query what people look for.
    const facts = { method: c.req.method, route: matched?.name ?? 'none', status: c.res.status }
    metrics.requestSeconds.observe({ ...facts, status: String(facts.status) }, seconds)
    if (matched?.name !== 'assets' && matched?.name !== 'health')
      log.info({ requestId: c.get('requestId'), ...facts, milliseconds: Math.round(seconds * 1000) }, 'request')
  })
  app.use(securityHeaders(configuration))
  app.use(compress())

  app.use(async (c, next) => {
    const matched = matchAddress(c.req.method, c.req.path)
    if (!matched) {
      const others = methodsOf(c.req.path)
      if (others.length > 0) c.header('allow', others.join(', '))
      return refuse(c, 'not-found')
    }
    const isOwn = openToOthers.has(matched.name) || isOwnRequest(c.req.raw, configuration.publicUrl)
    if (c.req.method === 'POST' && !isOwn) return errorPage(c, 'other-site')
    const secret = readSessionCookie(c)
    const session = secret === undefined || matched.name === 'assets' ? undefined : await readSession(services, secret)
    if (session?.renewed !== undefined) writeSessionCookie(c, services, session.renewed)
    const account = session?.account
    c.set('account', account)
    c.set('sessionId', session?.id)
    const { scope } = matched.access
    const place =
      account && scope !== undefined && scope !== 'somewhere' ? await locate(db, scope, matched.params) : undefined
    const verdict = judge(matched.access, account, place, isTrustedMachine())
    // A role that waits for its second step might have opened it: that comes first.
    if (verdict !== 'allowed' && account?.withheld) return c.redirect(addresses.secondStep, 303)
    switch (verdict) {
      case 'allowed':
        c.set('place', place)
        return answer(matched)
      case 'sign-in':
        return c.redirect(addresses.signIn, 303)
      case 'forbidden':
        return errorPage(c, c.req.method === 'POST' ? 'forbidden' : 'not-yours')
      case 'unknown':
        return errorPage(c, 'not-found')
    }

    async function answer(to: Matched): Promise<void> {
      await next()
      if (account && place && c.req.method !== 'POST' && c.res.status === 200)
        await journalReading(services, to, account, place)
    }

    function isTrustedMachine(): boolean {
      const { metricsToken, trustProxy } = configuration
      if (metricsToken !== undefined) return c.req.header('authorization') === `Bearer ${metricsToken}`
      return isLocal(clientAddress(c, trustProxy))
    }
  })

  app.use((c, next) => {
    const name = matchAddress(c.req.method, c.req.path)?.name
    const isFiles = name !== undefined && fileAddresses.has(addresses[name])
    // Anyone may have a document checked: no more than a document weighs.
    const maxSize = isFiles ? bodyBytes.files : name === 'verify' ? bodyBytes.checked : bodyBytes.form
    return bodyLimit({ maxSize, onError: () => errorPage(c, 'too-large') })(c, next)
  })

  for (const feature of features) app.route('/', feature)

  app.notFound((c) => refuse(c, 'not-found'))
  app.onError((error, c) => {
    // An address or a form held what no identifier and no text can be (a word for a UUID, a zero byte): there is no such thing.
    if (isImpossibleValue(error)) {
      log.warn({ requestId: c.get('requestId'), err: error }, 'impossible value')
      return refuse(c, 'not-found')
    }
    log.error({ requestId: c.get('requestId'), err: error }, 'request failed')
    return refuse(c, 'failure')
  })
  return app

  /** In words: for people as a page, for programs as they read it. */
  function refuse(c: Context<Env>, kind: 'not-found' | 'failure'): Response | Promise<Response> {
    return isForPrograms(c.req.path) ? problemAnswer(originOf(configuration), kind) : errorPage(c, kind)
  }
}
