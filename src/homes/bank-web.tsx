import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { roomOf } from '#/campaigns/index.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, placeOf, territoryOf } from '#/identity/index.ts'
import { groundsOf } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory } from '#/territory/index.ts'
import { findHelpSettings, type HelpForm, helpFormOf, readHelpForm, saveHelpSettings } from './help-settings.ts'
import { BankPage } from './pages/bank-page.tsx'
import { HelpSettingsPage } from './pages/help-settings-page.tsx'
import { bankNow, figuresOf, takeBank } from './take-bank.ts'

/** The coordinator's side of help: when it is offered, and the bank as the files of a campaign. */
export function bankWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  app.get(addresses.campaignBank, async (c) => {
    const room = await roomOf(services, c)
    if (!room) return c.notFound()
    const figures = figuresOf(await bankNow(services, room))
    return c.html(renderPage(<BankPage room={room} figures={figures} nobody={c.req.query('fait') === 'personne'} />))
  })

  app.post(addresses.campaignBank, async (c) => {
    const room = await roomOf(services, c)
    if (!room) return c.notFound()
    const { territoryId, campaign } = room
    const grounds = groundsOf(accountOf(c), ['coordinator'], placeOf(c))
    const taken = await takeBank(services, { territoryId, campaign, grounds })
    if ('importId' in taken)
      return c.redirect(addressOf('importPreview', { campaign: campaign.id, import: taken.importId }), 303)
    return taken.why === 'unknown'
      ? c.notFound()
      : c.redirect(addressOf('campaignBank', { campaign: campaign.id }, { fait: 'personne' }), 303)
  })

  app.get(addresses.helpSettings, async (c) => {
    const form = helpFormOf(await findHelpSettings(db, territoryOf(c)))
    return showSettings(c, form, [], c.req.query('fait') === 'oui')
  })

  app.post(addresses.helpSettings, async (c) => {
    const sent = await c.req.parseBody()
    const text = (name: string) => {
      const value = sent[name]
      return typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, 40) : ''
    }
    const form: HelpForm = { ouverture: text('ouverture'), jours: text('jours'), refus: text('refus') }
    const read = readHelpForm(form)
    if ('errors' in read) return showSettings(c, form, read.errors, false)
    await saveHelpSettings(db, territoryOf(c), read.settings)
    return c.redirect(addressOf('helpSettings', { territory: territoryOf(c) }, { fait: 'oui' }), 303)
  })

  return app

  async function showSettings(
    c: Context<Env>,
    form: HelpForm,
    errors: readonly FieldError[],
    saved: boolean,
  ): Promise<Response> {
    const account = accountOf(c)
    const territory = await findTerritory(db, territoryOf(c))
    if (!territory) return c.notFound()
    return c.html(
      renderPage(
        <HelpSettingsPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'helpSettings')}
          territory={territory}
          form={form}
          saved={saved}
          errors={errors}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }
}
