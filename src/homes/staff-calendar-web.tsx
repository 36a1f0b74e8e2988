import { type Context, Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, schoolStaff, territoriesOf } from '#/identity/index.ts'
import { type FeedOf, findFeed, removeFeed, renewFeed, staffWithin } from '#/indicators/index.ts'
import { originOf } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { listTerritories, type Territory } from '#/territory/index.ts'
import { StaffCalendarPage } from './pages/staff-calendar-page.tsx'

/** One's classes and visits in one's own calendar, by an address that only this person has. */
export function staffCalendarWeb(services: Services): Hono<Env> {
  const { db } = services
  return new Hono<Env>()
    .get(addresses.classesCalendar, async (c) => {
      const feeds = []
      for (const territory of await territoriesFor(c)) {
        const feed = await findFeed(services, feedOf(c, territory.id))
        feeds.push({ territory, feed: feed && `${originOf(services.configuration)}${feed}` })
      }
      return c.html(
        renderPage(
          <StaffCalendarPage account={accountOf(c)} feeds={feeds} isChanged={c.req.query('fait') === 'oui'} />,
        ),
      )
    })
    .post(addresses.classesCalendar, async (c) => {
      const { quoi } = await c.req.parseBody()
      const asked = c.req.query('territoire')
      const territory = (await territoriesFor(c)).find(({ id }) => id === asked)
      if (!territory) return c.notFound()
      const feed = feedOf(c, territory.id)
      if (quoi === 'retirer') await removeFeed(db, feed)
      else await renewFeed(services, feed)
      return c.redirect(`${addresses.classesCalendar}?fait=oui`, 303)
    })

  async function territoriesFor(c: Context<Env>): Promise<readonly Territory[]> {
    const held = territoriesOf(accountOf(c), schoolStaff)
    return (await listTerritories(db)).filter(({ id }) => held === 'all' || held.includes(id))
  }
}

const feedOf = (c: Context<Env>, territoryId: string): FeedOf => ({
  territoryId,
  accountId: accountOf(c).id,
  within: staffWithin,
})
