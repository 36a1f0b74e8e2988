import { Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { countApplicationsOfHost } from '#/applications/index.ts'
import { renderPage } from '#/design/index.ts'
import { findHost } from '#/directory/index.ts'
import { accountOf, type Env, entriesOf, placeOf, placesOf } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { ChooseHostPage, type HostChoice } from './pages/choose-host-page.tsx'
import { HostHomePage } from './pages/host-home-page.tsx'
import { readHostHome } from './read-host-home.ts'

/** More than anybody answers for. */
const mostHosts = 50

/** The home of those who answer for a host. */
export function hostHomeWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  app.get(addresses.myHost, async (c) => {
    const account = accountOf(c)
    const places = placesOf(account, ['host'], 'host')
    const [only] = places
    if (only && places.length === 1) return c.redirect(addressOf('hostHome', { host: only.id }), 303)
    const hosts: HostChoice[] = []
    for (const { territoryId, id } of places.slice(0, mostHosts)) {
      const host = await findHost(db, id)
      if (!host) continue
      const counts = await countApplicationsOfHost(db, { territoryId, hostId: id })
      hosts.push({ id, name: host.name, toAnswer: counts['to-answer'] })
    }
    hosts.sort((a, b) => b.toAnswer - a.toAnswer || a.name.localeCompare(b.name, 'fr'))
    const entries = entriesOf(account, 'myHost')
    return c.html(renderPage(<ChooseHostPage signed={{ name: account.name }} entries={entries} hosts={hosts} />))
  })

  app.get(addresses.hostHome, async (c) => {
    const account = accountOf(c)
    const { territoryId, host: hostId = '' } = placeOf(c)
    const home = await readHostHome(services, account, { territoryId, hostId })
    if (!home) return c.notFound()
    const several = placesOf(account, ['host'], 'host').length > 1 ? addresses.myHost : undefined
    const entries = entriesOf(account, 'myHost')
    return c.html(
      renderPage(<HostHomePage signed={{ name: account.name }} entries={entries} home={home} severalHref={several} />),
    )
  })

  return app
}
