import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { pupilAgreementLines } from '#/agreements/index.ts'
import { applicationsOfPupil } from '#/applications/index.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, holds, placeOf, schoolStaff } from '#/identity/index.ts'
import { indicatorsTopic, liveStreams } from '#/indicators/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { proposalStates, proposalsOfPupil } from '#/proposals/index.ts'
import {
  findClass,
  findPupil,
  fullName,
  type Pupil,
  representativesOf,
  type SchoolClass,
  workplacesOf,
} from '#/pupils/index.ts'
import { findSchool, timeZoneOf } from '#/territory/index.ts'
import { advicesOf, giveAdvice, mostOfAdvice } from './advices.ts'
import { classFilters, mayBeHelped } from './class-glance.ts'
import { enterHelp } from './help-requests.ts'
import { type ClassNudged, nudgeClass } from './nudge-class.ts'
import { daysBetweenNudges, nudgePupil } from './nudge-pupil.ts'
import { ClassGlancePage } from './pages/class-glance-page.tsx'
import { ClassHelpPage } from './pages/class-help-page.tsx'
import { type AdviceForm, type FollowNotice, FollowPage, type FollowView } from './pages/follow-page.tsx'
import { MyClassesPage, type StatedWorkplace } from './pages/my-classes-page.tsx'
import { type CallForm, callsOf, noteCall, readCall } from './pupil-calls.ts'
import { readClass, readPupilGlance } from './read-class.ts'
import { readTakeBack, setRemoved } from './take-back.ts'

const [mostApplications, mostAdvices, mostCalls] = [60, 10, 20]
/** Classes whose state is read for the list; who has more opens them one by one. */
const mostStated = 15

/** The class at a glance, and how one pupil's search goes. */
export function classGlanceWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()
  const stream = liveStreams(services)

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
          view={await readClass(services, account, of, c.req.query('periode'))}
          only={classFilters.find((name) => name === asked)}
          now={clock.now()}
          mayFollow={holds(account, schoolStaff, placeOf(c))}
          done={classDone(c)}
        />,
      ),
    )
  })

  app.get(addresses.classLive, async (c) => {
    const of = await findClass(db, c.req.param('class'))
    return of ? stream(c, indicatorsTopic(of.territoryId, of.school)) : c.notFound()
  })

  app.post(addresses.classNudge, async (c) => {
    const account = accountOf(c)
    const of = await findClass(db, c.req.param('class'))
    if (!of) return c.notFound()
    const { periode } = await c.req.parseBody()
    const { rows } = await readClass(services, account, of, typeof periode === 'string' ? periode : undefined)
    const { nudged, mute, recent } = await nudgeClass(services, {
      rows,
      grounds: groundsOf(account, schoolStaff, placeOf(c)),
    })
    const done = [nudged, mute, recent].join('-')
    return c.redirect(addressOf('class', { class: of.id }, { relances: done }), 303)
  })

  app.get(addresses.classHelp, async (c) => {
    const of = await findClass(db, c.req.param('class'))
    return of ? showHelp(c, of) : c.notFound()
  })

  app.post(addresses.classHelp, async (c) => {
    const account = accountOf(c)
    const of = await findClass(db, c.req.param('class'))
    if (!of) return c.notFound()
    const sent = (await c.req.parseBody({ all: true })).eleve
    const ids = new Set([sent].flat())
    const { rows } = await readClass(services, account, of)
    const given = rows.filter(({ pupil, glance }) => ids.has(pupil.id) && mayBeHelped(glance))
    if (given.length === 0) return showHelp(c, of, 'Cochez au moins un élève. Rien n’a changé.')
    const grounds = groundsOf(account, schoolStaff, placeOf(c))
    for (const { pupil } of given)
      await enterHelp(services, { territoryId: of.territoryId, pupilId: pupil.id, grounds })
    return c.redirect(addressOf('class', { class: of.id }, { inscrits: String(given.length) }), 303)
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
    const back = readTakeBack(text)
    if (back) {
      if (!isId(back.id)) return c.notFound()
      await setRemoved(services, 'pupil_advices', { territoryId, pupilId, ...back })
      const done = { fait: back.removed ? 'retire' : 'conseil', conseil: back.id }
      return c.redirect(addressOf('pupilFollow', { pupil: pupilId }, done), 303)
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

  app.post(addresses.pupilCalls, async (c) => {
    const pupil = await pupilOf(c)
    if (!pupil) return c.notFound()
    const sent = await c.req.parseBody()
    const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '')
    const { territoryId, id: pupilId } = pupil
    const back = readTakeBack(text)
    if (back) {
      if (!isId(back.id)) return c.notFound()
      await setRemoved(services, 'pupil_calls', { territoryId, pupilId, ...back })
      const done = { fait: back.removed ? 'appel-retire' : 'appel', appel: back.id }
      return c.redirect(addressOf('pupilFollow', { pupil: pupilId }, done), 303)
    }
    const [account, timeZone] = [accountOf(c), await timeZoneOf(db, territoryId)]
    const form = { key: text('cle'), qui: text('qui'), jour: text('jour'), heure: text('heure'), dit: text('dit') }
    const read = readCall(form, { now: clock.now(), timeZone })
    if ('errors' in read) {
      const errors = Object.entries(read.errors).map(([name, message]) => ({ name, message }))
      return showPupil(c, { callForm: form, errors, status: 422 })
    }
    const grounds = groundsOf(account, schoolStaff, placeOf(c))
    const id = await noteCall(services, { pupil, name: account.name, key: form.key, call: read.call, grounds })
    return c.redirect(addressOf('pupilFollow', { pupil: pupilId }, { fait: 'appel', appel: id }), 303)
  })

  return app

  async function showHelp(c: Context<Env>, of: SchoolClass, error?: string): Promise<Response> {
    const account = accountOf(c)
    const { rows } = await readClass(services, account, of)
    const shown = rows.filter(({ glance, helpAsked }) => helpAsked || mayBeHelped(glance))
    return c.html(
      renderPage(<ClassHelpPage account={account} of={of} rows={shown} error={error} />),
      error === undefined ? 200 : 422,
    )
  }

  async function pupilOf(c: Context<Env>): Promise<Pupil | undefined> {
    return guarded(services, accountOf(c), (tx) => findPupil(tx, c.req.param('pupil') ?? ''))
  }

  /** Now, in the territory's own time: most calls are noted at once. */
  function emptyCall(timeZone: string): CallForm {
    const now = clock.now().toZonedDateTimeISO(timeZone)
    return {
      ...{ key: services.newId(), qui: '', dit: '' },
      jour: now.toPlainDate().toString(),
      heure: now.toPlainTime().toString({ smallestUnit: 'minute' }),
    }
  }

  async function nameOf(accountId: string): Promise<string | undefined> {
    return (await db.selectFrom('accounts').select('name').where('id', '=', accountId).executeTakeFirst())?.name
  }

  interface Shown {
    readonly form?: AdviceForm
    readonly callForm?: CallForm
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
    const timeZone = await timeZoneOf(db, territoryId)
    const callForm = shown.callForm ?? emptyCall(timeZone)
    const { row, period } = await readPupilGlance(services, account, pupil)
    const by = row.glance.status?.byAccount
    const own = await guarded(services, account, async (tx) => ({
      applications: (await applicationsOfPupil(tx, { territoryId, pupilId, limit: mostApplications })).rows,
      agreements: await pupilAgreementLines(tx, { territoryId, pupilId }),
      advices: await advicesOf(tx, { territoryId, pupilId, limit: mostAdvices }),
      calls: await callsOf(tx, { territoryId, pupilId, limit: mostCalls }),
      proposals: await proposalsOfPupil(tx, { territoryId, pupilId, limit: mostApplications }),
      family: await representativesOf(tx, territoryId, pupilId),
    }))
    const again = row.nudgedAt?.add({ hours: 24 * daysBetweenNudges })
    const view: FollowView = {
      row,
      className: (await findClass(db, classId))?.name ?? '',
      needed: period?.weeks ?? [],
      // The lock hides drafts from the school; this says it again where an account is also the pupil's.
      applications: own.applications.filter(({ application }) => application.state !== 'draft'),
      agreements: own.agreements,
      advices: own.advices,
      phones: [
        { whose: fullName(pupil), phone: pupil.phone },
        ...own.family.map(({ name, phone }) => ({ whose: `${name}, famille`, phone })),
      ].flatMap(({ whose, phone }) => (phone ? [{ whose, phone }] : [])),
      calls: own.calls,
      proposals: own.proposals.filter(({ state }) => proposalStates[state].open).map(({ id }) => id),
      byName: by === undefined ? undefined : await nameOf(by),
      now: clock.now(),
      timeZone,
      nudgeFrom: again && Temporal.Instant.compare(again, clock.now()) > 0 ? again : undefined,
    }
    return c.html(renderPage(<FollowPage {...{ account, view, form, callForm, errors, notice }} />), status)
  }
}

/** « ?relances=3-1-0 » or « ?inscrits=2 »: what the last action on the class did. */
function classDone(c: Context<Env>): { readonly nudged: ClassNudged } | { readonly helped: number } | undefined {
  const [, nudged, mute, recent] = /^(\d{1,3})-(\d{1,3})-(\d{1,3})$/.exec(c.req.query('relances') ?? '') ?? []
  if (nudged !== undefined) return { nudged: { nudged: Number(nudged), mute: Number(mute), recent: Number(recent) } }
  const helped = /^\d{1,3}$/.exec(c.req.query('inscrits') ?? '')?.[0]
  return helped === undefined ? undefined : { helped: Number(helped) }
}

function doneNotice(c: Context<Env>): FollowNotice | undefined {
  const [done, advice = ''] = [c.req.query('fait'), c.req.query('conseil')]
  if (done === 'relance') return { kind: 'nudged' }
  if (done === 'aide') return { kind: 'helped' }
  const call = c.req.query('appel') ?? ''
  if (isId(call) && (done === 'appel' || done === 'appel-retire'))
    return { kind: done === 'appel' ? 'called' : 'uncalled', call }
  if (!isId(advice)) return undefined
  if (done === 'conseil') return { kind: 'advised', advice }
  return done === 'retire' ? { kind: 'removed', advice } : undefined
}
