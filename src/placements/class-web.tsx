import { Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, territoryOf } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import { readTypedDay } from '#/platform/read-day.ts'
import type { Services } from '#/platform/services.ts'
import { findClass } from '#/pupils/index.ts'
import { findSchool, timeZoneOf } from '#/territory/index.ts'
import { absencesOfDay, presenceOfDay } from './absences.ts'
import { classPlacements } from './class-placements.ts'
import { AbsencesPage } from './pages/absences-page.tsx'
import { ClassPlacementsPage } from './pages/class-placements-page.tsx'

/** How the school follows placements: by class, and by day. */
export function classPlacementsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.classPlacements, async (c) => {
    const account = accountOf(c)
    const of = await findClass(db, c.req.param('class'))
    if (!of) return c.notFound()
    const placements = await classPlacements(services, account, { territoryId: of.territoryId, classId: of.id })
    const schoolName = (await findSchool(db, of.territoryId, of.school))?.name ?? of.school
    return c.html(
      renderPage(<ClassPlacementsPage account={account} of={of} schoolName={schoolName} placements={placements} />),
    )
  })

  app.get(addresses.schoolAbsences, async (c) => {
    const [account, territoryId] = [accountOf(c), territoryOf(c)]
    const school = await findSchool(db, territoryId, c.req.param('school'))
    if (!school) return c.notFound()
    const timeZone = await timeZoneOf(db, territoryId)
    const today = clock.now().toZonedDateTimeISO(timeZone).toPlainDate()
    const day = readTypedDay(c.req.query('jour') ?? '') ?? today
    const of = { territoryId, school: school.uai, day: day.toString() }
    const { absences, counts } = await guarded(services, account, async (tx) => ({
      absences: await absencesOfDay(tx, of),
      counts: await presenceOfDay(tx, of),
    }))
    return c.html(
      renderPage(<AbsencesPage {...{ account, territoryId, school, day, today, timeZone, absences, counts }} />),
    )
  })

  return app
}
