import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

/** Somebody whom the provider knows, and what it says of them. */
export interface Citizen {
  readonly sub: string
  readonly [claim: string]: unknown
}

/** A real OpenID provider on this machine, where people sign in by naming themselves. */
export interface TestProvider {
  readonly issuer: string
  /** Goes there as a browser does, signs in as someone, agrees, and returns where the provider sends the browser back. */
  signIn(question: string, sub: string): Promise<string>
  /** Asks it to end a session; returns the answer's status and where it leads. */
  leave(address: string): Promise<{ readonly status: number; readonly text: string }>
}

export const testClient = { clientId: 'passerelle', clientSecret: 'un-secret-de-test-assez-long' } as const

/** Starts a provider that knows these people; closed at the end of the test. */
export async function startProvider(
  t: { after(done: () => Promise<void>): void },
  { citizens, origin }: { readonly citizens: readonly Citizen[]; readonly origin: string },
): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The provider has no port')
  const issuer = `http://127.0.0.1:${bound.port}`
  const claims = [...new Set(citizens.flatMap((citizen) => Object.keys(citizen)))].filter((claim) => claim !== 'sub')
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: testClient.clientId,
        client_secret: testClient.clientSecret,
        redirect_uris: [`${origin}/connexion/retour/agents`],
        post_logout_redirect_uris: [`${origin}/`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub', ...claims] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['une-clé-de-test'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, { uid }) => `/entrer/${uid}` },
    findAccount: (_, sub) => {
      const citizen = citizens.find((each) => each.sub === sub)
      return citizen && { accountId: sub, claims: () => ({ ...citizen }) }
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname.startsWith('/entrer/')) void settle(provider, request, response, url.searchParams.get('sub') ?? '')
    else void answer(request, response)
  })
  return {
    issuer,
    async signIn(question, sub) {
      const jar = new Map<string, string>()
      let next = question
      for (let hops = 0; hops < 12; hops++) {
        if (next.startsWith(origin)) return next
        const url = new URL(next, issuer)
        if (url.pathname.startsWith('/entrer/')) url.searchParams.set('sub', sub)
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        const answered = await fetch(url, { redirect: 'manual', headers: { cookie } })
        for (const line of answered.headers.getSetCookie()) {
          const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
          jar.set(name, value)
        }
        const location = answered.headers.get('location')
        if (location === null) throw new Error(`The provider answered ${answered.status}: ${await answered.text()}`)
        next = new URL(location, issuer).href
      }
      throw new Error('The provider sends the browser round and round')
    },
    async leave(address) {
      const answered = await fetch(address, { redirect: 'manual' })
      return { status: answered.status, text: await answered.text() }
    },
  }
}

type Request = Parameters<ReturnType<Provider['callback']>>[0]
type Response = Parameters<ReturnType<Provider['callback']>>[1]

/** Signs in whoever the browser says it is, and agrees to everything: `nobody` refuses. */
async function settle(provider: Provider, request: Request, response: Response, sub: string): Promise<void> {
  if (sub === 'nobody')
    return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'non merci' })
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login')
    return provider.interactionFinished(
      request,
      response,
      { login: { accountId: sub } },
      { mergeWithLastSubmission: false },
    )
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session?.accountId ?? sub, clientId: String(params.client_id) })
  grant?.addOIDCScope('openid email profile')
  const saved = await grant?.save()
  return provider.interactionFinished(
    request,
    response,
    { consent: saved === undefined ? {} : { grantId: saved } },
    { mergeWithLastSubmission: true },
  )
}
