import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { weekOf } from '#/calendar/index.ts'
import { renderPage } from '#/design/index.ts'
import { type Account, accountOf, type Env, entriesOf } from '#/identity/index.ts'
import { findOffer } from '#/offers/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { listTerritories } from '#/territory/index.ts'
import { readCriteria, writeCriteria } from './criteria.ts'
import { forgetOffer, keepOffer, listFavourites } from './favourites.ts'
import { AlertsPage, StopAlertPage } from './pages/alerts-page.tsx'
import { FavouritesPage } from './pages/favourites-page.tsx'
import { listSearches, saveSearch, searchOfToken, setStopped } from './saved-searches.ts'
import { sayCriteria } from './say-search.ts'
import { lookingOf } from './seeker.ts'

const pageSize = 20

/** What one keeps: offers, and searches to be told about. */
export function savedWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()
  const thisWeek = () => weekOf(clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate())

  app.get(addresses.favourites, async (c) => {
    const account = accountOf(c)
    const { rows, next } = await listFavourites(db, {
      accountId: account.id,
      limit: pageSize,
      after: c.req.query('apres'),
    })
    const removed = c.req.query('fait') === 'retire' ? c.req.query('offre') : undefined
    return c.html(
      renderPage(
        <FavouritesPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'favourites')}
          offers={rows}
          next={next}
          thisWeek={thisWeek()}
          voice={voiceOf(account)}
          removed={removed !== undefined && isId(removed) ? removed : undefined}
        />,
      ),
    )
  })

  app.post(addresses.favourites, async (c) => {
    const account = accountOf(c)
    const form = await c.req.parseBody()
    const id = typeof form.offre === 'string' ? form.offre : ''
    const offer = isId(id) ? await findOffer(db, id) : undefined
    if (!offer) return c.notFound()
    const keeps = form.faire !== 'retirer'
    // What is not published cannot be kept, so that nobody learns of it; it can be let go.
    if (keeps && offer.state !== 'published') return c.notFound()
    if (keeps) await keepOffer(services, { accountId: account.id, offer })
    else await forgetOffer(db, { accountId: account.id, offer })
    return c.redirect(backTo(form.retour, { fait: keeps ? 'garde' : 'retire', offre: offer.id }), 303)
  })

  app.get(addresses.alerts, async (c) => {
    const account = accountOf(c)
    const stopped = c.req.query('arretee')
    return c.html(
      renderPage(
        <AlertsPage
          signed={{ name: account.name }}
          entries={entriesOf(account, 'alerts')}
          searches={await listSearches(db, account.id)}
          voice={voiceOf(account)}
          stopped={stopped !== undefined && isId(stopped) ? stopped : undefined}
          tooMany={c.req.query('fait') === 'trop'}
          hasEmail={account.email !== undefined}
        />,
      ),
    )
  })

  app.post(addresses.alerts, async (c) => {
    const account = accountOf(c)
    const form = await c.req.parseBody()
    if (typeof form.alerte === 'string') {
      if (!isId(form.alerte)) return c.notFound()
      const stopped = form.faire !== 'reprendre'
      await setStopped(services, { accountId: account.id, id: form.alerte, stopped })
      return c.redirect(stopped ? `${addresses.alerts}?arretee=${form.alerte}` : addresses.alerts, 303)
    }
    if (typeof form.recherche !== 'string') return c.notFound()
    const criteria = { ...readCriteria(new URLSearchParams(form.recherche)), after: undefined, sort: undefined }
    const { seeker } = await lookingOf(db, account, { thisWeek: thisWeek(), child: criteria.child })
    const territories = await listTerritories(db)
    const wanted = seeker?.pupil.territoryId ?? criteria.territory
    const territory =
      territories.find(({ id }) => id === wanted) ?? (territories.length === 1 ? territories[0] : undefined)
    if (!territory) return c.notFound()
    const query = writeCriteria(criteria).toString()
    const saved = await saveSearch(services, {
      territoryId: territory.id,
      accountId: account.id,
      query,
      title: sayCriteria(criteria, voiceOf(account)),
    })
    if (saved === 'too_many') return c.redirect(`${addresses.alerts}?fait=trop`, 303)
    return c.redirect(backTo(query === '' ? addresses.search : `${addresses.search}?${query}`, { fait: 'alerte' }), 303)
  })

  app.get(addresses.alertStop, async (c) => {
    const token = c.req.param('token')
    const search = await searchOfToken(services, token)
    return c.html(renderPage(<StopAlertPage token={token} search={search} />), search ? 200 : 404)
  })

  app.post(addresses.alertStop, async (c) => {
    const token = c.req.param('token')
    const search = await searchOfToken(services, token)
    if (search) await setStopped(services, { accountId: search.accountId, id: search.id, stopped: true })
    return c.html(
      renderPage(<StopAlertPage token={token} search={search && { ...search, stopped: true }} />),
      search ? 200 : 404,
    )
  })

  return app
}

const voiceOf = (account: Account): 'tu' | 'vous' =>
  account.grants.some(({ role }) => role === 'pupil') ? 'tu' : 'vous'

/** A page of ours that someone comes back to, told what was done. Any other address is not gone to. */
function backTo(given: unknown, told: Readonly<Record<string, string>>): string {
  const text = typeof given === 'string' && given.length < 2000 ? given : ''
  const ours = [addresses.search, addresses.favourites, '/offres/'].some(
    (start) =>
      text === start || text.startsWith(`${start}?`) || (start.endsWith('/') && /^\/offres\/[0-9a-f-]{36}$/.test(text)),
  )
  const url = new URL(ours ? text : addresses.favourites, 'http://here')
  for (const [name, value] of Object.entries(told)) url.searchParams.set(name, value)
  return `${url.pathname}${url.search}`
}
