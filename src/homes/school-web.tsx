import { type Context, Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { weekDefect } from '#/calendar/index.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, holds, placeOf, territoryOf } from '#/identity/index.ts'
import { indicatorsTopic, liveStreams } from '#/indicators/index.ts'
import type { Services } from '#/platform/services.ts'
import { isTableFormat, tableFormats, writeTable } from '#/platform/write-table.ts'
import { findSchool, timeZoneOf } from '#/territory/index.ts'
import { SchoolHomePage } from './pages/school-home-page.tsx'
import { readSchoolHome } from './read-school-home.ts'
import { readSchoolList } from './read-school-list.ts'

const office = ['head', 'ddfpt', 'secretary'] as const

/** How a school's placements go, for those who answer for it. */
export function schoolHomeWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const stream = liveStreams(services)
  return new Hono<Env>()
    .get(addresses.school, async (c) => {
      const school = await schoolOf(c)
      if (!school) return c.notFound()
      const [account, territoryId] = [accountOf(c), territoryOf(c)]
      const [week = '', page = ''] = [c.req.query('semaine'), c.req.query('page')]
      const timeZone = await timeZoneOf(db, territoryId)
      const asked = {
        ...{ territoryId, school: school.uai, scheme: c.req.query('stage') },
        week: weekDefect(week) === undefined ? week : undefined,
        page: /^\d{1,4}$/.test(page) ? Number(page) : 1,
        today: clock.now().toZonedDateTimeISO(timeZone).toPlainDate(),
      }
      const home = await readSchoolHome(services, account, asked)
      const mayArrange = holds(account, office, placeOf(c))
      const now = clock.now()
      return c.html(
        renderPage(
          <SchoolHomePage {...{ account, territoryId, school, home, mayArrange, now, timeZone }} week={asked.week} />,
        ),
      )
    })
    .get(addresses.schoolLive, (c) => stream(c, indicatorsTopic(territoryOf(c), c.req.param('school'))))
    .get(addresses.schoolFile, async (c) => {
      const school = await schoolOf(c)
      const format = c.req.param('format')
      if (!school || !isTableFormat(format)) return c.notFound()
      const asked = { territoryId: territoryOf(c), school: school.uai, scheme: c.req.query('stage') }
      const bytes = await writeTable(format, 'Suivi', await readSchoolList(services, accountOf(c), asked))
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': tableFormats[format].type,
        'content-disposition': `attachment; filename="suivi.${format}"`,
      })
    })

  function schoolOf(c: Context<Env>) {
    return findSchool(db, territoryOf(c), c.req.param('school') ?? '')
  }
}
