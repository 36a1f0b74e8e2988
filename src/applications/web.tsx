import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, entriesOf, placeOf, territoryOf } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory } from '#/territory/index.ts'
import { showApplication, viewerOf } from './application-pages.tsx'
import { cancelApplication } from './leave-application.ts'
import { actorOf } from './move-application.ts'
import { changedNotice, doneNotice } from './notices.tsx'
import { CancelPage } from './pages/cancel-page.tsx'
import { SettingsPage } from './pages/settings-page.tsx'
import { markRead } from './read-application.ts'
import { messageRefusal } from './refused-message.ts'
import { sendMessage } from './send-message.ts'
import { sentForm } from './sent-form.ts'
import { findSettings, saveSettings } from './settings.ts'
import { readApplicationView } from './view-application.ts'
import { hostsWeb } from './web-of-hosts.tsx'
import { pupilsWeb } from './web-of-pupils.tsx'

/** The pages of applications: each side's, and what all share. */
export function applicationsWeb(services: Services): Hono<Env> {
  const { db } = services
  return new Hono<Env>()
    .get(addresses.application, async (c) => {
      const [account, place] = [accountOf(c), placeOf(c)]
      if (viewerOf(account, place) === 'host')
        await markRead(services, { applicationId: c.req.param('application'), by: actorOf(account, 'host', place) })
      return showApplication(c, services, { notice: doneNotice(c.req.query('fait')) })
    })
    .post(addresses.applicationMessages, async (c) => {
      const account = accountOf(c)
      const place = placeOf(c)
      const form = await sentForm(c, services)
      const id = c.req.param('application')
      const kind = viewerOf(account, place) === 'host' ? 'host' : 'pupil'
      const body = form.first('message')
      const sent = await sendMessage(services, {
        applicationId: id,
        by: { ...actorOf(account, kind, place), kind },
        name: account.name,
        body,
        formKey: form.key,
        anyway: form.first('quandmeme') === '1',
      })
      if ('application' in sent)
        return c.redirect(addressOf('application', { application: id }, { fait: 'message' }), 303)
      if (sent.why === 'unknown') return c.notFound()
      return showApplication(c, services, messageRefusal(sent, body, kind === 'pupil' ? 'tu' : 'vous'))
    })
    .get(addresses.applicationCancel, (c) => showCancel(c, { raison: '', mots: '' }, []))
    .post(addresses.applicationCancel, async (c) => {
      const account = accountOf(c)
      const place = placeOf(c)
      const form = await sentForm(c, services)
      const id = c.req.param('application')
      const side = sideOf(c)
      const given = { raison: form.first('raison'), mots: form.first('mots') }
      const cancelled = await cancelApplication(services, {
        applicationId: id,
        version: form.version,
        by: actorOf(account, side, place),
        reason: given.raison,
        words: given.mots,
      })
      if ('application' in cancelled)
        return c.redirect(addressOf('application', { application: id }, { fait: 'annulee' }), 303)
      const voice = side === 'pupil' ? 'tu' : 'vous'
      if ('field' in cancelled)
        return showCancel(c, given, [
          cancelled.field === 'reason'
            ? {
                name: 'raison',
                message:
                  voice === 'tu'
                    ? 'Choisis une raison. Rien n’est annulé.'
                    : 'Choisissez une raison. Rien n’est annulé.',
              }
            : { name: 'mots', message: '400 signes au plus pour le mot. Rien n’est annulé.' },
        ])
      if (cancelled.why === 'unknown') return c.notFound()
      return showApplication(c, services, { notice: changedNotice(voice), status: 409 })
    })
    .get(addresses.applicationSettings, (c) => showSettings(c, c.req.query('fait') === 'oui'))
    .post(addresses.applicationSettings, async (c) => {
      const { first } = await sentForm(c, services)
      const territory = territoryOf(c)
      const chosen = first('nom')
      if (chosen !== 'avec' && chosen !== 'sans') return showSettings(c, false, 422)
      await saveSettings(db, territory, { anonymousApplications: chosen === 'sans' })
      return c.redirect(addressOf('applicationSettings', { territory }, { fait: 'oui' }), 303)
    })
    .route('/', pupilsWeb(services))
    .route('/', hostsWeb(services))

  function sideOf(c: Context<Env>): 'pupil' | 'host' | 'school' {
    const viewer = viewerOf(accountOf(c), placeOf(c))
    return viewer === 'representative' ? 'school' : viewer
  }

  async function showCancel(
    c: Context<Env>,
    form: { readonly raison: string; readonly mots: string },
    errors: readonly FieldError[],
  ): Promise<Response> {
    const account = accountOf(c)
    const id = c.req.param('application') ?? ''
    const viewer = viewerOf(account, placeOf(c))
    const view = await guarded(services, account, (tx) => readApplicationView(tx, id, viewer))
    if (view?.application.state !== 'confirmed') return c.redirect(addressOf('application', { application: id }), 303)
    return c.html(
      renderPage(
        <CancelPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'applicationCancel')}
          view={view}
          side={sideOf(c)}
          form={form}
          errors={errors}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }

  async function showSettings(c: Context<Env>, saved: boolean, status: 200 | 422 = 200): Promise<Response> {
    const account = accountOf(c)
    const territory = await findTerritory(db, territoryOf(c))
    if (!territory) return c.notFound()
    return c.html(
      renderPage(
        <SettingsPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'applicationSettings')}
          territory={territory}
          settings={await findSettings(db, territory.id)}
          saved={saved}
          error={status === 422 ? 'Choisissez ce que voit le lieu d’accueil. Rien n’a changé.' : undefined}
        />,
      ),
      status,
    )
  }
}
