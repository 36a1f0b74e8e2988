import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { type Env, holds } from '#/identity/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findImage } from '../offer-images.ts'

/** The images of offers: of published ones for anyone, of others for those who answer for them. */
export function imagesWeb({ db }: Services): Hono<Env> {
  const app = new Hono<Env>()
  app.get(addresses.offerImage, async (c) => {
    const id = c.req.param('image')
    const image = isId(id) ? await findImage(db, id) : undefined
    if (!image) return c.notFound()
    const account = c.get('account')
    const { territoryId, hostId, isPublic } = image
    const isTheirs = account && holds(account, ['host', 'coordinator'], { territoryId, host: hostId })
    if (!isPublic && !isTheirs) return c.notFound()
    return c.body(Uint8Array.from(image.bytes).buffer, 200, {
      'content-type': image.mediaType,
      // An image never changes: another one has another id. What is not public stays out of shared caches.
      'cache-control': isPublic ? 'public, max-age=86400' : 'private, no-store',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })
  return app
}
