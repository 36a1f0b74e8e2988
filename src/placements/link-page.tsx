import type { Context } from 'hono'
import { renderPage } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { DeadPlacementLinkPage } from './pages/dead-link-page.tsx'
import type { Placement } from './placement.ts'
import { openPlacementLink } from './placement-links.ts'
import { findPlacement } from './read-placement.ts'

/** The placement that the link of a mail opens and whom it lets in, or the page that says why it opens nothing. */
export async function placementByLink(
  services: Services,
  c: Context<Env>,
): Promise<{ readonly page: Response } | { readonly placement: Placement; readonly name: string }> {
  const link = await openPlacementLink(services, c.req.param('token') ?? '')
  if ('dead' in link)
    return { page: c.html(renderPage(<DeadPlacementLinkPage {...link} />), link.dead === 'unknown' ? 404 : 410) }
  const placement = await findPlacement(services, services.db, link.agreementId)
  return placement ? { placement, name: link.name } : { page: await c.notFound() }
}
