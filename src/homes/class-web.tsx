import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { applicationsOfPupil } from '#/applications/index.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, holds, placeOf, schoolStaff } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findClass, findPupil, type Pupil, periodsOfClass, workplacesOf } from '#/pupils/index.ts'
import { findSchool, timeZoneOf } from '#/territory/index.ts'
import { advicesOf, giveAdvice, mostOfAdvice, setAdviceRemoved } from './advices.ts'
import { daysBetweenNudges, nudgePupil } from './nudge-pupil.ts'
import { ClassGlancePage, classFilters } from './pages/class-glance-page.tsx'
import { type AdviceForm, type FollowNotice, FollowPage, type FollowView } from './pages/follow-page.tsx'
import { MyClassesPage, type StatedWorkplace } from './pages/my-classes-page.tsx'
import { readClass, readPupilGlance } from './read-class.ts'

const [mostApplications, mostAdvices] = [60, 10]
/** Classes whose state is read for the list; who has more opens them one by one. */
const mostStated = 15

/** The class at a glance, and how one pupil's search goes. */
export function classGlanceWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.classes, async (c) => {
    const account = accountOf(c)
    const places = await workplacesOf(db, account)
    const [only] = places
    if (only && places.length === 1) return c.redirect(only.href, 303)
    const stated: StatedWorkplace[] = []
    for (const [index, place] of places.entries()) {
      const { of } = place
      stated.push({
        ...place,
        rows: of && index < mostStated ? (await readClass(services, account, of)).rows : undefined,
      })
    }
    return c.html(renderPage(<MyClassesPage account={account} places={stated} />))
  })

  app.get(addresses.class, async (c) => {
    const account = accountOf(c)
    const of = await findClass(db, c.req.param('class'))
    if (!of) return c.notFound()
    const { territoryId, school } = of
    const asked = c.req.query('montrer')
    const seesSchool = holds(account, ['head', 'ddfpt', 'secretary', 'coordinator'], { territoryId, school })
    return c.html(
      renderPage(
        <ClassGlancePage
          account={account}
          of={of}
          schoolName={(await findSchool(db, territoryId, school))?.name ?? school}
          schoolHref={seesSchool ? addressOf('school', { territory: territoryId, school }) : undefined}
          view={await readClass(services, account, of)}
          only={classFilters.find((name) => name === asked)}
          now={clock.now()}
          mayFollow={holds(account, schoolStaff, placeOf(c))}
        />,
      ),
    )
  })

  app.get(addresses.pupilFollow, (c) => showPupil(c, { notice: doneNotice(c) }))

  app.post(addresses.pupilNudge, async (c) => {
    const pupil = await pupilOf(c)
    if (!pupil) return c.notFound()
    const nudged = await nudgePupil(services, { pupil, grounds: groundsOf(accountOf(c), schoolStaff, placeOf(c)) })
    if ('nudged' in nudged) return c.redirect(addressOf('pupilFollow', { pupil: pupil.id }, { fait: 'relance' }), 303)
    const notice: FollowNotice =
      nudged.why === 'too_soon' ? { kind: 'too_soon', from: nudged.from } : { kind: 'no_address' }
    return showPupil(c, { notice, status: 422 })
  })

  app.post(addresses.pupilAdvice, async (c) => {
    const pupil = await pupilOf(c)
    if (!pupil) return c.notFound()
    const sent = await c.req.parseBody()
    const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '')
    const { territoryId, id: pupilId } = pupil
    const [removed, restored] = [text('retirer'), text('remettre')]
    if (removed !== '' || restored !== '') {
      const id = removed === '' ? restored : removed
      if (!isId(id)) return c.notFound()
      await setAdviceRemoved(services, { territoryId, pupilId, id, removed: removed !== '' })
      return c.redirect(
        addressOf('pupilFollow', { pupil: pupilId }, { fait: removed === '' ? 'conseil' : 'retire', conseil: id }),
        303,
      )
    }
    const account = accountOf(c)
    const form = { key: text('cle'), body: text('conseil') }
    const grounds = groundsOf(account, schoolStaff, placeOf(c))
    const given = await giveAdvice(services, { pupil, name: account.name, ...form, grounds })
    if ('given' in given)
      return c.redirect(addressOf('pupilFollow', { pupil: pupilId }, { fait: 'conseil', conseil: given.given }), 303)
    const message =
      given.why === 'empty'
        ? 'Écrivez le conseil avant de le laisser.'
        : `${mostOfAdvice} signes au plus : raccourcissez le conseil.`
    return showPupil(c, { form, errors: [{ name: 'conseil', message }], status: 422 })
  })

  return app

  async function pupilOf(c: Context<Env>): Promise<Pupil | undefined> {
    return guarded(services, accountOf(c), (tx) => findPupil(tx, c.req.param('pupil') ?? ''))
  }

  interface Shown {
    readonly form?: AdviceForm
    readonly errors?: readonly FieldError[]
    readonly notice?: FollowNotice | undefined
    readonly status?: 200 | 422
  }

  async function showPupil(c: Context<Env>, shown: Shown): Promise<Response> {
    const { form = { key: services.newId(), body: '' }, errors = [], notice, status = 200 } = shown
    const account = accountOf(c)
    const pupil = await pupilOf(c)
    if (!pupil) return c.notFound()
    const { territoryId, id: pupilId, classId } = pupil
    const row = await readPupilGlance(services, account, pupil)
    const own = await guarded(services, account, async (tx) => ({
      applications: (await applicationsOfPupil(tx, { territoryId, pupilId, limit: mostApplications })).rows,
      advices: await advicesOf(tx, { territoryId, pupilId, limit: mostAdvices }),
    }))
    const again = row.nudgedAt?.add({ hours: 24 * daysBetweenNudges })
    const view: FollowView = {
      row,
      className: (await findClass(db, classId))?.name ?? '',
      needed: (await periodsOfClass(db, territoryId, classId)).flatMap(({ weeks }) => weeks),
      // The lock hides drafts from the school; this says it again where an account is also the pupil's.
      applications: own.applications.filter(({ application }) => application.state !== 'draft'),
      advices: own.advices,
      now: clock.now(),
      timeZone: await timeZoneOf(db, territoryId),
      nudgeFrom: again && Temporal.Instant.compare(again, clock.now()) > 0 ? again : undefined,
    }
    return c.html(
      renderPage(<FollowPage account={account} view={view} form={form} errors={errors} notice={notice} />),
      status,
    )
  }
}

function doneNotice(c: Context<Env>): FollowNotice | undefined {
  const [done, advice = ''] = [c.req.query('fait'), c.req.query('conseil')]
  if (done === 'relance') return { kind: 'nudged' }
  if (done === 'aide') return { kind: 'helped' }
  if (!isId(advice)) return undefined
  if (done === 'conseil') return { kind: 'advised', advice }
  return done === 'retire' ? { kind: 'removed', advice } : undefined
}
