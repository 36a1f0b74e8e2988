import { Hono } from 'hono'
import type { Env } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import type { HostFollowers } from './followers.ts'
import { duplicateRoutes } from './routes/duplicate-routes.tsx'
import { hostRoutes } from './routes/host-routes.tsx'
import { listRoutes } from './routes/list-routes.tsx'
import { siteRoutes } from './routes/site-routes.tsx'

/** The pages of hosts. `followers`: what goes along when one is merged into another (src/web/host-followers.ts). */
export function directoryWeb(services: Services, followers: HostFollowers): Hono<Env> {
  const app = new Hono<Env>()
  listRoutes(app, services)
  hostRoutes(app, services)
  siteRoutes(app, services)
  duplicateRoutes(app, services, followers)
  return app
}
