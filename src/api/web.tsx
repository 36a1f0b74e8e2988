import { OpenAPIHono, type z } from '@hono/zod-openapi'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { addresses } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { budgetOf, type Env, entriesOf, holds, spend } from '#/identity/index.ts'
import { boardRoles, statuses } from '#/indicators/index.ts'
import { originOf } from '#/messages/index.ts'
import { sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import { schemeIds, schemes } from '#/rules/index.ts'
import type { schemesAnswer, statusesAnswer } from './answers.ts'
import { documentOf } from './document.ts'
import { groundOf } from './ground.ts'
import { type ApiKey, openKey } from './keys.ts'
import { operations } from './operations.ts'
import { ApiPage } from './pages/api-page.tsx'
import { ApiProblem, problemAnswer, type WrongParameter } from './problem.ts'
import { readAreas } from './read-areas.ts'
import { readFigures } from './read-figures.ts'
import { sourceWords, statusWords } from './status-words.ts'

interface ApiEnv extends Env {
  Variables: Env['Variables'] & { key: ApiKey }
}

/** The API for programs, its description and the page that explains it. */
export function apiWeb(services: Services): Hono<Env> {
  const { db, configuration } = services
  const origin = originOf(configuration)
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw new ApiProblem('parameter', { parameters: wrongParameters(result.error.issues) })
    },
  })
  const routes = operations({
    keyed: [asKeyHolder(services), tagged('private, no-cache')],
    open: [tagged('public, max-age=3600')],
  })
  api.openapi(routes.figures, async (c) => {
    const { within, ...asked } = c.req.valid('query')
    const ground = await groundOf(services, c.get('key'), within)
    return c.json(await readFigures(db, ground, asked), 200)
  })
  api.openapi(routes.areas, async (c) => {
    const { within, ...asked } = c.req.valid('query')
    const ground = await groundOf(services, c.get('key'), within)
    return c.json(await readAreas(db, ground, asked), 200)
  })
  api.openapi(routes.statuses, (c) => c.json(theStatuses, 200))
  api.openapi(routes.schemes, (c) => c.json(theSchemes, 200))
  api.onError((error) => {
    if (error instanceof ApiProblem) return problemAnswer(origin, error.problem, error.particular)
    throw error
  })

  const document = documentOf(api, origin)
  return new Hono<Env>()
    .route('/', api)
    .get(addresses.apiDocument, tagged('public, max-age=3600'), (c) => c.json(document))
    .get(addresses.api, (c) => {
      const account = c.get('account')
      return c.html(
        renderPage(
          <ApiPage
            {...{ document, origin }}
            entries={entriesOf(account, 'api')}
            signed={account && { name: account.name }}
            mayMakeKeys={account !== undefined && holds(account, boardRoles)}
          />,
        ),
      )
    })
}

/**
 * Lets in whoever has a key of the territory, as often as its budget allows, before anything else of the request is read. Another
 * territory is answered as if it did not exist.
 */
const asKeyHolder =
  (services: Services): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const [, secret = ''] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    const key = secret === '' ? 'missing' : await openKey(services, secret)
    if (typeof key === 'string') {
      if (key === 'unknown' && !(await spend(services, 'api.source', c.get('clientAddress'))))
        throw tooMany('api.source')
      throw new ApiProblem('key', { detail: keyWords[key], headers: { 'www-authenticate': 'Bearer' } })
    }
    if (!(await spend(services, 'api.key', key.id))) throw tooMany('api.key')
    if (key.territoryId !== c.req.param('territory')) throw new ApiProblem('not-found')
    c.set('key', key)
    await next()
  }

const keyWords = {
  missing: 'Envoyez votre clé dans l’en-tête « Authorization: Bearer … ».',
  unknown: 'Cette clé n’existe pas, ou a été retirée. Vérifiez qu’elle est entière, ou demandez-en une autre.',
  ended: 'Cette clé est arrivée à sa fin. Demandez-en une autre à la coordination du territoire.',
  orphan:
    'La personne qui a fait cette clé ne suit plus ce lieu. Demandez-en une autre à la coordination du territoire.',
} as const

const tooMany = (budget: 'api.key' | 'api.source') =>
  new ApiProblem('too-many', { headers: { 'retry-after': String(budgetOf(budget).minutes * 60) } })

/** Tags an answer by what it says, and answers 304 to whoever has it already. */
const tagged =
  (cacheControl: string): MiddlewareHandler =>
  async (c: Context, next) => {
    await next()
    if (c.res.status !== 200) return
    const tag = `"${sha256Hex(await c.res.clone().text()).slice(0, 32)}"`
    c.res.headers.set('cache-control', cacheControl)
    c.res.headers.set('vary', 'Authorization')
    // The same answer may travel compressed: the same in meaning, not byte for byte.
    c.res.headers.set('etag', `W/${tag}`)
    const known = (c.req.header('if-none-match') ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''))
    if (known.includes(tag) || known.includes('*')) {
      const headers = new Headers(c.res.headers)
      headers.delete('content-type')
      c.res = new Response(null, { status: 304, headers })
    }
  }

/** What is wrong, by the names of the parameters. */
const wrongParameters = (issues: readonly z.core.$ZodIssue[]): WrongParameter[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((name) => ({ name, message: 'Ce paramètre n’existe pas ici : retirez-le.' }))
      : [{ name: String(issue.path[0] ?? ''), message: issue.message }],
  )

const theStatuses: z.infer<typeof statusesAnswer> = {
  statuses: statusWords.map((words) => ({
    ...words,
    when: statuses[words.status].when,
    needsPlace: words.status !== 'exempt',
  })),
  sources: [...sourceWords],
}

const theSchemes: z.infer<typeof schemesAnswer> = {
  schemes: schemeIds.map((scheme) => ({
    ...{ scheme, french: schemes[scheme].name, observation: schemes[scheme].observation },
  })),
}
