import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, holds, placeOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { findSchool, timeZoneOf } from '#/territory/index.ts'
import { addPeriods } from './arrange-classes.ts'
import { emptyPeriodForm, type PeriodForm, readPeriodForm } from './class-forms.ts'
import { listClasses } from './classes.ts'
import { listGroups, membersOfGroup } from './groups.ts'
import { GroupsPage } from './pages/groups-page.tsx'
import { SchoolPeriodsPage } from './pages/school-periods-page.tsx'
import { periodsOfClasses } from './periods.ts'
import { schoolYearOf } from './school-class.ts'

const arrangers = ['head', 'ddfpt', 'secretary'] as const
/** More than any school has. */
const mostClasses = 300

/** What is arranged for a whole school at once: weeks of several classes, and its groups. */
export function schoolArrangementsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.schoolPeriods, async (c) => {
    // What most of its classes do.
    const levels = [...Map.groupBy(await classesOf(c), ({ level }) => level)]
    const [most] = levels.toSorted(([, one], [, other]) => other.length - one.length)
    return periodsPage(c, { chosen: [], form: emptyPeriodForm('', most?.[0] ?? 'seconde'), errors: [] })
  })

  app.post(addresses.schoolPeriods, async (c) => {
    const sent = await c.req.parseBody({ all: true })
    const form = readPeriodForm(sent)
    const ticked = new Set([sent.classes].flat())
    const classes = (await classesOf(c)).filter(({ id }) => ticked.has(id))
    const added = await addPeriods(services, { classes, form, grounds: groundsOf(accountOf(c), arrangers, placeOf(c)) })
    if ('errors' in added) return periodsPage(c, { chosen: classes.map(({ id }) => id), form, errors: added.errors })
    return c.redirect(addressOf('schoolPeriods', paramsOf(c), { fait: 'added' }), 303)
  })

  app.get(addresses.schoolGroups, async (c) => {
    const { territoryId } = placeOf(c)
    const school = await findSchool(db, territoryId, c.req.param('school'))
    if (!school) return c.notFound()
    const schoolYear = schoolYearOf(await today(c))
    const groups = await guarded(services, accountOf(c), (tx) =>
      listGroups(tx, { territoryId, school: school.uai, schoolYear }),
    )
    const open = groups.find(({ id }) => id === c.req.query('groupe'))
    const members = open ? await guarded(services, accountOf(c), (tx) => membersOfGroup(tx, territoryId, open.id)) : []
    const maySeeSchool = holds(accountOf(c), arrangers, placeOf(c))
    const props = { account: accountOf(c), territoryId, school, groups, open, members, maySeeSchool }
    return c.html(renderPage(<GroupsPage {...props} />))
  })

  return app

  async function today(c: Context<Env>): Promise<Temporal.PlainDate> {
    return clock
      .now()
      .toZonedDateTimeISO(await timeZoneOf(db, placeOf(c).territoryId))
      .toPlainDate()
  }

  async function classesOf(c: Context<Env>) {
    const schoolYear = schoolYearOf(await today(c))
    const at = { territoryId: placeOf(c).territoryId, school: c.req.param('school') ?? '' }
    return (await listClasses(db, { ...at, schoolYear, limit: mostClasses })).rows
  }

  async function periodsPage(
    c: Context<Env>,
    shown: { readonly chosen: readonly string[]; readonly form: PeriodForm; readonly errors: readonly FieldError[] },
  ): Promise<Response> {
    const { territoryId } = placeOf(c)
    const school = await findSchool(db, territoryId, c.req.param('school') ?? '')
    if (!school) return c.notFound()
    const classes = await classesOf(c)
    const periods = await periodsOfClasses(
      db,
      territoryId,
      classes.map(({ id }) => id),
    )
    const props = { account: accountOf(c), territoryId, school, classes, periods, ...shown }
    const page = <SchoolPeriodsPage {...props} isDone={c.req.query('fait') === 'added'} />
    return c.html(renderPage(page), shown.errors.length > 0 ? 422 : 200)
  }
}

const paramsOf = (c: Context<Env>) => ({ territory: placeOf(c).territoryId, school: c.req.param('school') ?? '' })
