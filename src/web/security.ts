import type { MiddlewareHandler } from 'hono'
import type { AddressName } from '#/addresses.ts'
import type { Env } from '#/identity/index.ts'
import type { Configuration } from '#/platform/configuration.ts'

/**
 * Headers of every answer. Nothing is loaded from elsewhere, nothing inline runs, nobody frames us.
 * A handler that serves a document made for another place (a report that opens without a network) sets its own policy.
 */
export function securityHeaders({
  tiles,
  publicUrl,
}: Pick<Configuration, 'tiles' | 'publicUrl'>): MiddlewareHandler<Env> {
  const images = ["'self'", 'data:', ...(tiles ? [new URL(tiles.url.replaceAll(/[{}]/g, '')).origin] : [])]
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `img-src ${images.join(' ')}`,
    // Letters are shown in a frame of their own, under a policy of their own.
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const headers: readonly (readonly [string, string])[] = [
    ['content-security-policy', policy],
    ['x-content-type-options', 'nosniff'],
    // Addresses hold identifiers of pupils: no other site hears of them.
    ['referrer-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ...(publicUrl?.startsWith('https:') ? [['strict-transport-security', 'max-age=31536000'] as const] : []),
  ]
  return async (c, next) => {
    await next()
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    // Pages show people: neither a proxy nor the next person at this desk gets them from a cache.
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'private, no-store')
  }
}

/** Addresses that mail programs call by themselves (RFC 8058): the token in the address is the whole proof, the session counts for nothing. */
export const openToOthers: ReadonlySet<AddressName> = new Set<AddressName>(['messagePreferences'])

/**
 * Whether a request that changes something comes from our own pages. Browsers say so themselves (Sec-Fetch-Site, Origin) and no
 * page can forge it; a request that says nothing is not one of theirs.
 */
export function isOwnRequest(request: Request, publicUrl: string | undefined): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = request.headers.get('origin')
  if (origin === null) return site === 'same-origin'
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true
  // Behind a proxy that ends TLS our own scheme differs from the browser's: the host decides.
  return URL.canParse(origin) && new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host)
}
