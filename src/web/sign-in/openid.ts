import * as client from 'openid-client'
import type { Claims, Provider } from '#/identity/index.ts'

/** What came back from a provider: who it is and what is said of them, or why not. */
export type Return =
  | { readonly subject: string; readonly claims: Claims; readonly idToken: string }
  | { readonly why: 'stopped' | 'refused' | 'down'; readonly code: string | undefined }

interface Secrets {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** The providers of the configuration, each asked once for its addresses and keys. */
export interface KnownProviders {
  configurationOf(provider: Provider): Promise<client.Configuration>
  /** Exchanges the answer for what it stands for, everything checked: state, nonce, PKCE, signature, issuer, audience, expiry. */
  readReturn(provider: Provider, address: URL, secrets: Secrets): Promise<Return>
  /** Where one leaves the provider; undefined when it has no such place. */
  endAddress(
    provider: Provider,
    { idToken, back }: { readonly idToken: string | undefined; readonly back: string },
  ): Promise<string | undefined>
}

const waitSeconds = 10

/** Remembers what each provider said of itself; a provider that was down is asked again the next time. */
export function knowProviders(providers: readonly Provider[]): KnownProviders {
  const known = new Map<string, Promise<client.Configuration>>()

  function configurationOf(provider: Provider): Promise<client.Configuration> {
    const found = known.get(provider.id)
    if (found) return found
    const asked = discover(provider)
    known.set(provider.id, asked)
    asked.catch(() => known.delete(provider.id))
    return asked
  }

  return {
    configurationOf,
    async readReturn(provider, address, { state, nonce, verifier }) {
      try {
        const configuration = await configurationOf(provider)
        const tokens = await client.authorizationCodeGrant(configuration, address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const said = tokens.claims()
        if (!said || tokens.id_token === undefined) return { why: 'refused', code: 'no_id_token' }
        const more = configuration.serverMetadata().userinfo_endpoint
          ? await client.fetchUserInfo(configuration, tokens.access_token, said.sub)
          : {}
        return { subject: said.sub, claims: { ...more, ...said }, idToken: tokens.id_token }
      } catch (error) {
        return refusalOf(error)
      }
    },
    async endAddress(provider, { idToken, back }) {
      const configuration = await configurationOf(provider)
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined
      return client.buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: back,
        ...(idToken === undefined ? {} : { id_token_hint: idToken }),
      }).href
    },
  }

  async function discover(provider: Provider): Promise<client.Configuration> {
    if (!providers.includes(provider)) throw new Error('This provider is not configured')
    const { issuer, clientId, clientSecret } = provider
    return client.discovery(
      new URL(issuer),
      clientId,
      clientSecret,
      clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
      {
        timeout: waitSeconds,
        // The configuration lets only an issuer of this machine go without TLS.
        execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
      },
    )
  }
}

/** A question to a provider: where to send the browser, and what the answer will be held against. */
export async function askProvider(
  known: KnownProviders,
  provider: Provider,
  returnAddress: string,
): Promise<Secrets & { readonly href: string }> {
  const configuration = await known.configurationOf(provider)
  const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
  const href = client.buildAuthorizationUrl(configuration, {
    ...provider.parameters,
    redirect_uri: returnAddress,
    scope: provider.scopes.join(' '),
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).href
  return { href, state, nonce, verifier }
}

/** Codes only: what a provider writes in words may name the person. */
function refusalOf(error: unknown): Extract<Return, { why: string }> {
  if (error instanceof client.AuthorizationResponseError)
    return { why: error.error === 'access_denied' ? 'stopped' : 'refused', code: error.error }
  if (error instanceof client.ResponseBodyError) return { why: 'refused', code: error.error }
  if (error instanceof client.ClientError) return { why: 'refused', code: error.code }
  return { why: 'down', code: undefined }
}
