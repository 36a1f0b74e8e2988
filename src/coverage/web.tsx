import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, holds, territoriesOf, territoryOf } from '#/identity/index.ts'
import type { Configuration } from '#/platform/configuration.ts'
import type { Services } from '#/platform/services.ts'
import { isLevel } from './area-coverage.ts'
import { readSort } from './links.ts'
import { listCampaignStates } from './list-campaign-states.ts'
import { CampaignsPage } from './pages/campaigns-page.tsx'
import { CoveragePage } from './pages/coverage-page.tsx'
import { readCoverage } from './read-coverage.ts'

/** The choice of a campaign, and its map room: the whole territory, then area by area down to a school. */
export const coverageWeb = ({
  db,
  configuration,
}: Pick<Services, 'db'> & { readonly configuration: Pick<Configuration, 'tiles'> }) => {
  const web = new Hono<Env>()

  web.get(addresses.campaigns, async (c) => {
    const account = accountOf(c)
    const territories = await listCampaignStates(db, territoriesOf(account, ['operator', 'coordinator', 'observer']))
    const mayCreate = territoriesOf(account, ['coordinator']).length > 0
    return c.html(
      renderPage(
        <CampaignsPage
          signed={account}
          entries={entriesOf(account, 'campaigns')}
          mayCreate={mayCreate}
          settings={territories.filter(({ id }) => holds(account, ['coordinator'], { territoryId: id }))}
          territories={territories}
        />,
      ),
    )
  })

  for (const address of [addresses.campaign, addresses.area] as const)
    web.get(address, async (c) => {
      const [account, territoryId] = [accountOf(c), territoryOf(c)]
      const { campaign, level, area } = c.req.param() as Partial<Record<'campaign' | 'level' | 'area', string>>
      if (campaign === undefined || (level !== undefined && !isLevel(level))) return c.notFound()
      const below = c.req.query('par')
      const coverage = await readCoverage(db, {
        territoryId,
        campaignId: campaign,
        at: level === undefined || area === undefined ? undefined : { level, code: area },
        view: { below: below !== undefined && isLevel(below) ? below : undefined, sort: readSort(c.req.query('tri')) },
      })
      if (!coverage) return c.notFound()
      return c.html(
        renderPage(
          <CoveragePage
            {...coverage}
            signed={account}
            entries={entriesOf(account, 'campaigns')}
            mayAct={holds(account, ['coordinator'], { territoryId })}
            tiles={configuration.tiles}
          />,
        ),
      )
    })
  return web
}
