import type { Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'
import { record } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { type HostDesk, hostDeskOf } from '../desk.ts'
import type { NewSite } from '../host.ts'
import { SiteFormPage } from '../pages/site-form-page.tsx'
import { placeSite } from '../place-site.ts'
import { closeSite, saveSite } from '../save-site.ts'
import type { Site } from '../site.ts'
import { judgeSiteForm, readSiteForm, type SiteForm, siteFormOf } from '../site-form.ts'
import { findSite } from '../sites.ts'
import { formBody } from './form-body.ts'
import { noCommune } from './list-routes.tsx'

/** The places of a host: adding, changing, closing one. */
export function siteRoutes(app: Hono<Env>, services: Services): void {
  const { db } = services

  const page = (
    desk: HostDesk,
    siteId: string | undefined,
    form: SiteForm,
    errors: readonly FieldError[] = [],
  ): string => renderPage(<SiteFormPage desk={desk} siteId={siteId} form={form} errors={errors} />)

  /** The site of an address, if it is this host's. */
  async function siteOf(desk: HostDesk, id: string): Promise<Site | undefined> {
    const site = isId(id) ? await findSite(db, desk.territoryId, id) : undefined
    return site?.hostId === desk.host.id ? site : undefined
  }

  /** Writes the form and answers nothing, or answers what is to be mended. */
  async function write(desk: HostDesk, form: SiteForm, former?: Site): Promise<readonly FieldError[]> {
    const judged = judgeSiteForm(form)
    if ('errors' in judged) return judged.errors
    const placed = await placeSite(services, desk.territoryId, judged.site)
    if (!placed) return [noCommune]
    const site: NewSite = { ...keepPosition(placed, former), ...(former ? { id: former.id } : {}) }
    const { territoryId, host, grounds } = desk
    await db.transaction().execute(async (tx) => {
      await saveSite(services, tx, { territoryId, hostId: host.id, site })
      await record(services, tx, {
        territoryId,
        what: 'host.site-changed',
        about: { kind: 'host', id: host.id },
        ...grounds,
      })
    })
    return []
  }

  app.get(addresses.hostSiteNew, async (c) => {
    const desk = await hostDeskOf(services, c)
    return desk
      ? c.html(
          page(
            desk,
            undefined,
            readSiteForm(
              () => '',
              () => [],
            ),
          ),
        )
      : c.notFound()
  })

  app.post(addresses.hostSiteNew, async (c) => {
    const desk = await hostDeskOf(services, c)
    if (!desk) return c.notFound()
    const { text, ticked } = await formBody(c)
    const form = readSiteForm(text, ticked)
    const errors = await write(desk, form)
    if (errors.length > 0) return c.html(page(desk, undefined, form, errors), 422)
    return c.redirect(addressOf('host', { host: desk.host.id }, { fait: 'lieu' }), 303)
  })

  app.get(addresses.hostSite, async (c) => {
    const desk = await hostDeskOf(services, c)
    const site = desk && (await siteOf(desk, c.req.param('site')))
    return site ? c.html(page(desk, site.id, siteFormOf(site))) : c.notFound()
  })

  app.post(addresses.hostSite, async (c) => {
    const desk = await hostDeskOf(services, c)
    const site = desk && (await siteOf(desk, c.req.param('site')))
    if (!site) return c.notFound()
    const { text, ticked } = await formBody(c)
    const form = readSiteForm(text, ticked)
    const errors = await write(desk, form, site)
    if (errors.length > 0) return c.html(page(desk, site.id, form, errors), 422)
    return c.redirect(addressOf('host', { host: desk.host.id }, { fait: 'lieu' }), 303)
  })

  app.post(addresses.hostSiteClose, async (c) => {
    const desk = await hostDeskOf(services, c)
    const site = desk && (await siteOf(desk, c.req.param('site')))
    if (!site) return c.notFound()
    const { territoryId, host, grounds } = desk
    const closed = (await formBody(c)).text('rouvrir') !== '1'
    await db.transaction().execute(async (tx) => {
      await closeSite(services, tx, { territoryId, hostId: host.id, siteId: site.id, closed })
      await record(services, tx, {
        territoryId,
        what: 'host.site-changed',
        about: { kind: 'host', id: host.id },
        ...grounds,
      })
    })
    return c.redirect(addressOf('host', { host: host.id }, { fait: closed ? 'ferme' : 'rouvert' }), 303)
  })
}

/** A known address keeps its position when nothing about it changed, better than the commune's centre while the service is silent. */
const keepPosition = (placed: NewSite, former: Site | undefined): NewSite =>
  former &&
  placed.precision === 'commune' &&
  placed.street === former.street &&
  placed.postcode === former.postcode &&
  placed.commune === former.commune
    ? { ...placed, lat: former.lat, lon: former.lon, precision: former.precision }
    : placed
