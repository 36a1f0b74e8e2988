import './tables.ts'
import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { completedOfHost } from '#/agreements/index.ts'
import { renderPage } from '#/design/index.ts'
import { findHost } from '#/directory/index.ts'
import { accountOf, type Env } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { certificatesIssued } from './issue-certificate.ts'
import { HostPlacementsPage } from './pages/host-placements-page.tsx'

/** The placements that a host has done, for whoever answers for it. */
export function hostPlacementsWeb(services: Services): Hono<Env> {
  const { db } = services
  return new Hono<Env>().get(addresses.hostPlacements, async (c) => {
    const account = accountOf(c)
    const host = await findHost(db, c.req.param('host'))
    if (!host) return c.notFound()
    const { territoryId, id: hostId } = host
    const done = await guarded(services, account, (tx) =>
      completedOfHost(tx, { territoryId, hostId, after: c.req.query('suite') }),
    )
    const issued = await certificatesIssued(db, territoryId, done.rows)
    const timeZone = await timeZoneOf(db, territoryId)
    return c.html(renderPage(<HostPlacementsPage {...{ account, host, done, issued, timeZone }} />))
  })
}
