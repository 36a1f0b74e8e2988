import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { weekOf } from '#/calendar/index.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, territoryOf } from '#/identity/index.ts'
import { originOf } from '#/messages/index.ts'
import { calendarFile, calendarHeaders } from '#/platform/calendar-file.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { groundOf, readerOf } from '../board-reader.ts'
import { queryOf, readView, withinOf } from '../board-view.ts'
import { readBoard } from '../read-board.ts'
import { type Ground, readGround } from '../read-ground.ts'
import { type FeedOf, findFeed, openFeed, removeFeed, renewFeed } from './calendar-feeds.ts'
import { exportFiles, isExportFile } from './export-files.ts'
import { isOpenFile, openFiles } from './open-data-files.ts'
import { findOpenData, publishOpenData, withdrawOpenData } from './open-data-sets.ts'
import { ExportPage } from './pages/export-page.tsx'
import { OpenDataPage } from './pages/open-data-page.tsx'
import { periodEvents, weeksOfSchools } from './period-calendar.ts'
import { staffEvents, staffWithin } from './staff-calendar.ts'
import { typesetState } from './typeset-state.ts'

/** What leaves a dashboard: its figures as files. */
export function exportsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  return new Hono<Env>()
    .get(addresses.boardExport, async (c) => {
      const ground = await groundOf(services, c)
      if (!ground) return c.notFound()
      const published = await findOpenData(db, ground.territory.id)
      const feed = await findFeed(services, feedOf(c, ground))
      return c.html(
        renderPage(
          <ExportPage
            {...{ ground, published }}
            feed={feed && `${originOf(services.configuration)}${feed}`}
            reader={readerOf(c)}
            now={clock.now()}
            done={c.req.query('fait')}
          />,
        ),
      )
    })
    .get(addresses.boardExportFile, async (c) => {
      const name = c.req.param('file')
      const ground = isExportFile(name) ? await groundOf(services, c) : undefined
      if (!ground || !isExportFile(name)) return c.notFound()
      const { type, write } = exportFiles[name]
      const bytes = await write(services, await readBoard(db, ground))
      return fileAnswer(c, bytes, type, `${ground.territory.id}-${name}`)
    })
    .post(addresses.boardPublish, async (c) => {
      const territoryId = territoryOf(c)
      const { publier } = await c.req.parseBody()
      if (publier === 'non') await withdrawOpenData(db, territoryId)
      else await publishOpenData(services, { territoryId, by: accountOf(c).id })
      const fait = publier === 'non' ? 'retire' : 'publie'
      return c.redirect(addressOf('boardExport', { territory: territoryId }, { fait }), 303)
    })
    .post(addresses.boardCalendar, async (c) => {
      const ground = await groundOf(services, c)
      if (!ground) return c.notFound()
      const feed = feedOf(c, ground)
      const { quoi } = await c.req.parseBody()
      if (quoi === 'retirer') await removeFeed(db, feed)
      else await renewFeed(services, feed)
      const fait = quoi === 'retirer' ? 'sans-calendrier' : 'calendrier'
      const query = { ...queryOf(ground.view), fait }
      return c.redirect(addressOf('boardExport', { territory: feed.territoryId }, query), 303)
    })
    .get(addresses.calendarFeed, async (c) => {
      const feed = await openFeed(services, c.req.param('token'))
      if (!feed) return c.notFound()
      const now = clock.now()
      const start = now.toZonedDateTimeISO(await timeZoneOf(db, feed.territoryId)).subtract({ months: 3 })
      const from = start.toPlainDate()
      const events =
        feed.within === staffWithin
          ? await staffEvents(db, { ...feed, from })
          : periodEvents(await weeksOfSchools(db, { ...feed, from: weekOf(from) }))
      return c.body(calendarFile(events, { product: 'Semaines', now }), 200, calendarHeaders('semaines.ics'))
    })
    .get(addresses.schoolState, async (c) => {
      const at = { level: 'etablissement', code: c.req.param('school') } as const
      const view = { ...readView((name) => c.req.query(name)), at }
      const ground = await readGround(db, { territoryId: territoryOf(c), view, now: clock.now() })
      if (!ground) return c.notFound()
      const { bytes } = await typesetState(services, await readBoard(db, ground))
      return fileAnswer(c, bytes, 'application/pdf', 'etat.pdf')
    })
    .get(addresses.openData, async (c) => {
      const set = await findOpenData(db, c.req.param('territory'))
      return set ? c.html(renderPage(<OpenDataPage set={set} />)) : c.notFound()
    })
    .get(addresses.openDataFile, async (c) => {
      const name = c.req.param('file')
      const set = isOpenFile(name) ? await findOpenData(db, c.req.param('territory')) : undefined
      if (!set || !isOpenFile(name)) return c.notFound()
      const { type, write } = openFiles[name]
      return fileAnswer(c, await write(set, originOf(services.configuration)), type, `${set.territory.id}-${name}`)
    })
}

const feedOf = (c: Context<Env>, { territory, here }: Ground): FeedOf => ({
  territoryId: territory.id,
  accountId: accountOf(c).id,
  within: withinOf(here?.at),
})

const fileAnswer = (c: Context<Env>, bytes: Uint8Array, type: string, name: string): Response =>
  c.body(new Uint8Array(bytes), 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` })
