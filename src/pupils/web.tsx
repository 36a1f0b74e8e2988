import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, holds, placeOf, schoolStaff, territoryOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { bouncesFor, originOf } from '#/messages/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findArea, findSchool, listAreas } from '#/territory/index.ts'
import { addClass, addPeriod, removePeriod } from './arrange-classes.ts'
import { countsOfClasses } from './class-counts.ts'
import { type ClassForm, emptyPeriodForm, readClassForm, readPeriodForm } from './class-forms.ts'
import { findClass, listClasses } from './classes.ts'
import { addPupil, changePupil, markLeaving } from './enter-pupil.ts'
import { exemptionsOfPupils } from './exemptions.ts'
import { type ClassNotice, ClassPage } from './pages/class-page.tsx'
import { CodesPage } from './pages/codes-page.tsx'
import { PeriodsPage } from './pages/periods-page.tsx'
import { PupilFormPage } from './pages/pupil-form-page.tsx'
import { SchoolPage, type SchoolView } from './pages/school-page.tsx'
import { SlipsPage } from './pages/slips-page.tsx'
import { periodsOfClass, periodsOfClasses } from './periods.ts'
import { type CodesFor, printCodes } from './print-codes.ts'
import type { Pupil } from './pupil.ts'
import { formOf, readPupilForm } from './pupil-form.ts'
import { findPupil, listClassPupils } from './pupils.ts'
import { representativesOf } from './representatives.ts'
import { type SchoolClass, schoolYearOf } from './school-class.ts'
import { sentLine } from './sent-text.ts'

const arrangers = ['head', 'ddfpt', 'secretary'] as const
/** More than any class holds, and than any school has classes. */
const [mostPupils, mostClasses] = [200, 300]

/** The pages of schools and classes, for those who work there. */
export function pupilsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()
  const today = () => clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate()

  app.get(addresses.schoolClasses, async (c) => {
    const view = await schoolView(c)
    if (!view) return c.notFound()
    return c.html(renderPage(<SchoolPage account={accountOf(c)} view={view} form={emptyClass()} />))
  })

  app.post(addresses.schoolClasses, async (c) => {
    const [account, place, school] = [accountOf(c), placeOf(c), c.req.param('school')]
    const form = readClassForm(await c.req.parseBody())
    const grounds = groundsOf(account, arrangers, place)
    const added = await addClass(services, { territoryId: place.territoryId, school, form, grounds })
    if ('classId' in added) return c.redirect(addressOf('classRoll', { class: added.classId }), 303)
    const view = await schoolView(c)
    if (!view) return c.notFound()
    return c.html(renderPage(<SchoolPage account={account} view={view} form={form} errors={added.errors} />), 422)
  })

  app.get(addresses.classRoll, async (c) => {
    const [account, of] = [accountOf(c), await classOf(c)]
    if (!of) return c.notFound()
    const { territoryId, id: classId } = of
    const { pupils, exempt } = await guarded(services, account, async (tx) => {
      const { rows } = await listClassPupils(tx, { territoryId, classId, limit: mostPupils })
      const exemptions = await exemptionsOfPupils(
        tx,
        territoryId,
        rows.map(({ id }) => id),
      )
      return { pupils: rows, exempt: new Set(exemptions.map(({ pupilId }) => pupilId)) }
    })
    const about = c.req.query('eleve') ?? ''
    const view = {
      of,
      schoolName: await schoolName(of),
      pupils,
      exempt,
      periods: await periodsOfClass(db, territoryId, classId),
      communes: await communeNames(territoryId, pupils),
      mayArrange: holds(account, schoolStaff, placeOf(c)),
      maySeeSchool: holds(account, [...arrangers, 'coordinator'], { territoryId, school: of.school }),
    }
    const named = isId(about) ? await guarded(services, account, (tx) => findPupil(tx, about)) : undefined
    return c.html(
      renderPage(
        <ClassPage
          account={account}
          view={view}
          notice={noticeOf(c.req.query('fait'))}
          about={named?.classId === classId ? named : undefined}
        />,
      ),
    )
  })

  app.get(addresses.pupilNew, async (c) => {
    const of = await classOf(c)
    if (!of) return c.notFound()
    const form = { ...readPupilForm({}), cle: services.newId(), niveau: of.level }
    return c.html(renderPage(<PupilFormPage account={accountOf(c)} of={of} form={form} />))
  })

  app.post(addresses.pupilNew, async (c) => {
    const [account, of] = [accountOf(c), await classOf(c)]
    if (!of) return c.notFound()
    const form = readPupilForm(await c.req.parseBody())
    const entered = await addPupil(services, { of, form, grounds: groundsOf(account, schoolStaff, placeOf(c)) })
    if ('errors' in entered)
      return c.html(renderPage(<PupilFormPage account={account} of={of} form={form} errors={entered.errors} />), 422)
    return c.redirect(toClass(of.id, 'added', entered.pupilId), 303)
  })

  app.get(addresses.pupilEdit, async (c) => {
    const found = await pupilOf(c)
    if (!found) return c.notFound()
    const { pupil, of } = found
    const commune =
      pupil.commune === undefined ? '' : ((await findArea(db, of.territoryId, 'commune', pupil.commune))?.name ?? '')
    return c.html(
      renderPage(
        <PupilFormPage
          account={accountOf(c)}
          of={of}
          form={formOf(pupil, commune)}
          pupil={pupil}
          bounces={await bouncesAround(c, pupil)}
        />,
      ),
    )
  })

  app.post(addresses.pupilEdit, async (c) => {
    const [account, found] = [accountOf(c), await pupilOf(c)]
    if (!found) return c.notFound()
    const { pupil, of } = found
    const form = readPupilForm(await c.req.parseBody())
    const grounds = groundsOf(account, schoolStaff, placeOf(c))
    const entered = await changePupil(services, { of, pupilId: pupil.id, form, grounds })
    if ('errors' in entered)
      return c.html(
        renderPage(<PupilFormPage account={account} of={of} form={form} errors={entered.errors} pupil={pupil} />),
        422,
      )
    return c.redirect(toClass(of.id, 'changed', pupil.id), 303)
  })

  app.post(addresses.pupilLeaving, async (c) => {
    const found = await pupilOf(c)
    if (!found) return c.notFound()
    const { pupil, of } = found
    const left = (await c.req.parseBody()).retour !== '1'
    const grounds = groundsOf(accountOf(c), schoolStaff, placeOf(c))
    await markLeaving(services, { territoryId: of.territoryId, pupilId: pupil.id, left, grounds })
    return c.redirect(toClass(of.id, left ? 'left' : 'returned', pupil.id), 303)
  })

  app.get(addresses.classPeriods, async (c) => {
    const of = await classOf(c)
    if (!of) return c.notFound()
    return c.html(
      renderPage(
        <PeriodsPage
          account={accountOf(c)}
          of={of}
          periods={await periodsOfClass(db, of.territoryId, of.id)}
          form={emptyPeriod(of)}
        />,
      ),
    )
  })

  app.post(addresses.classPeriods, async (c) => {
    const [account, of] = [accountOf(c), await classOf(c)]
    if (!of) return c.notFound()
    const sent = await c.req.parseBody()
    const grounds = groundsOf(account, schoolStaff, placeOf(c))
    const removed = sentLine(sent.retirer, 40)
    if (isId(removed)) await removePeriod(services, { of, periodId: removed, grounds })
    else {
      const form = readPeriodForm(sent)
      const added = await addPeriod(services, { of, form, grounds })
      if ('errors' in added) {
        const periods = await periodsOfClass(db, of.territoryId, of.id)
        return c.html(
          renderPage(<PeriodsPage account={account} of={of} periods={periods} form={form} errors={added.errors} />),
          422,
        )
      }
    }
    return c.redirect(addressOf('classPeriods', { class: of.id }), 303)
  })

  app.get(addresses.classCodes, async (c) => {
    const of = await classOf(c)
    if (!of) return c.notFound()
    const { rows } = await guarded(services, accountOf(c), (tx) =>
      listClassPupils(tx, { territoryId: of.territoryId, classId: of.id, limit: mostPupils }),
    )
    return c.html(renderPage(<CodesPage account={accountOf(c)} of={of} pupils={rows} />))
  })

  app.post(addresses.classCodes, async (c) => {
    const [account, of] = [accountOf(c), await classOf(c)]
    if (!of) return c.notFound()
    const whom = codesFor(await c.req.parseBody())
    const grounds = groundsOf(account, schoolStaff, placeOf(c))
    const slips = whom ? await printCodes(services, { territoryId: of.territoryId, classId: of.id, whom, grounds }) : []
    const { rows } = await guarded(services, accountOf(c), (tx) =>
      listClassPupils(tx, { territoryId: of.territoryId, classId: of.id, limit: mostPupils }),
    )
    if (slips.length === 0) return c.html(renderPage(<CodesPage account={account} of={of} pupils={rows} wrong />), 422)
    c.header('cache-control', 'no-store')
    const props = { account, of, slips, schoolName: await schoolName(of), origin: originOf(services.configuration) }
    return c.html(renderPage(<SlipsPage {...props} />))
  })

  return app

  async function schoolView(c: Context<Env>): Promise<SchoolView | undefined> {
    const territoryId = territoryOf(c)
    const school = await findSchool(db, territoryId, c.req.param('school') ?? '')
    if (!school) return undefined
    const schoolYear = schoolYearOf(today())
    const { rows: classes } = await listClasses(db, { territoryId, school: school.uai, schoolYear, limit: mostClasses })
    return {
      territoryId,
      school,
      schoolYear,
      classes,
      counts: await countsOfClasses(db, territoryId, school.uai),
      periods: await periodsOfClasses(
        db,
        territoryId,
        classes.map(({ id }) => id),
      ),
      mayArrange: holds(accountOf(c), arrangers, placeOf(c)),
    }
  }

  async function classOf(c: Context<Env>): Promise<SchoolClass | undefined> {
    return findClass(db, c.req.param('class') ?? '')
  }

  async function pupilOf(c: Context<Env>): Promise<{ pupil: Pupil; of: SchoolClass } | undefined> {
    const pupil = await guarded(services, accountOf(c), (tx) => findPupil(tx, c.req.param('pupil') ?? ''))
    const of = pupil && (await findClass(db, pupil.classId))
    return pupil && of && { pupil, of }
  }

  /** Addresses of the pupil and those who answer for them that refuse our mail. */
  async function bouncesAround(c: Context<Env>, { territoryId, id, email }: Pupil) {
    const around = await guarded(services, accountOf(c), (tx) => representativesOf(tx, territoryId, id))
    return bouncesFor(
      db,
      [email, ...around.map((each) => each.email)].filter((address) => address !== undefined),
    )
  }

  async function schoolName({ territoryId, school }: SchoolClass): Promise<string> {
    return (await findSchool(db, territoryId, school))?.name ?? school
  }

  async function communeNames(territoryId: string, pupils: readonly Pupil[]): Promise<Map<string, string>> {
    if (pupils.every(({ commune }) => commune === undefined)) return new Map()
    return new Map((await listAreas(db, territoryId, 'commune')).map(({ code, name }) => [code, name]))
  }

  function emptyClass(): ClassForm {
    return { cle: services.newId(), nom: '', niveau: 'seconde' }
  }

  function emptyPeriod({ level }: SchoolClass) {
    return emptyPeriodForm(services.newId(), level)
  }
}

const toClass = (classId: string, fait: NonNullable<ClassNotice>, eleve: string): string =>
  addressOf('classRoll', { class: classId }, { fait, eleve })

const noticeOf = (text: string | undefined): ClassNotice =>
  (['added', 'changed', 'left', 'returned'] as const).find((notice) => notice === text)

/** Whom the form asks codes for; undefined when it says nobody. */
function codesFor(sent: Readonly<Record<string, unknown>>): CodesFor | undefined {
  const pupilId = sentLine(sent.eleve, 40)
  switch (sent.pour) {
    case 'tous':
      return 'everyone'
    case 'sans-courriel':
      return 'without-email'
    case 'un':
      return isId(pupilId) ? { pupilId } : undefined
    default:
      return undefined
  }
}
