import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import { readTypedDay } from '#/platform/read-day.ts'
import type { Services } from '#/platform/services.ts'
import { findClass, type SchoolClass } from '#/pupils/index.ts'
import { findSchool } from '#/territory/index.ts'
import { classPlacements } from './class-placements.ts'
import { RoundPage } from './pages/round-page.tsx'
import { mostOfNotes, type VisitForm, type VisitNotice, VisitsPage } from './pages/visits-page.tsx'
import { planRound } from './plan-round.ts'
import { sentText } from './sent-text.ts'
import { changeVisit, planVisits, visitsOfClass } from './visits.ts'

/** More at once is not a day's work. */
const mostAtOnce = 40

/** The school's calls and visits: planned, put in the order of a round, noted. */
export function visitsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.visits, async (c) => {
    const of = await findClass(db, c.req.param('class'))
    return of ? show(c, of, { form: { sorte: 'visit', jour: '', stages: [] }, notice: noticeOf(c) }) : c.notFound()
  })

  app.post(addresses.visits, async (c) => {
    const of = await findClass(db, c.req.param('class'))
    if (!of) return c.notFound()
    const sent = await c.req.parseBody({ all: true })
    const { territoryId, id: classId } = of
    const id = sentText(sent.visite)
    const state = (['done', 'dropped', 'planned'] as const).find((each) => each === sent.etat)
    if (isId(id) && state) {
      const notes = state === 'done' ? sentText(sent.notes).slice(0, mostOfNotes) : undefined
      const changed = await changeVisit(services, db, { territoryId, classId, id, state, notes })
      if (!changed) return c.notFound()
      return c.redirect(addressOf('visits', { class: classId }, { fait: state, visite: id }), 303)
    }
    const form: VisitForm = {
      sorte: sentText(sent.sorte),
      jour: sentText(sent.jour),
      stages: [sent.stages].flat().filter((each): each is string => typeof each === 'string' && isId(each)),
    }
    const open = await placementsOf(c, of)
    const chosen = open.filter(({ agreement }) => form.stages.includes(agreement.id))
    const kind = (['visit', 'call'] as const).find((each) => each === form.sorte)
    const day = readTypedDay(form.jour)
    const errors: FieldError[] = []
    if (!kind) errors.push({ name: 'sorte', message: 'Choisissez : appel ou visite.' })
    if (!day) errors.push({ name: 'jour', message: 'Donnez le jour, par exemple 16/06/2026.' })
    if (chosen.length === 0) errors.push({ name: 'stages', message: 'Choisissez au moins un stage de la liste.' })
    if (chosen.length > mostAtOnce)
      errors.push({ name: 'stages', message: `${mostAtOnce} stages au plus à la fois : faites-le en deux jours.` })
    if (errors.length > 0 || !kind || !day) return show(c, of, { form, errors })
    const account = accountOf(c)
    const count = await db.transaction().execute((tx) =>
      planVisits(services, tx, {
        agreements: chosen.map(({ agreement }) => agreement),
        kind,
        day: day.toString(),
        by: { account: account.id, name: account.name },
      }),
    )
    return c.redirect(addressOf('visits', { class: classId }, { fait: 'prevu', nombre: count }), 303)
  })

  app.get(addresses.visitRound, async (c) => {
    const account = accountOf(c)
    const of = await findClass(db, c.req.param('class'))
    const school = of && (await findSchool(db, of.territoryId, of.school))
    if (!of || !school) return c.notFound()
    const { territoryId, id: classId } = of
    const visits = await guarded(services, account, (tx) => visitsOfClass(tx, { territoryId, classId }))
    const planned = visits.filter(({ kind, state }) => kind === 'visit' && state === 'planned')
    const day =
      readTypedDay(c.req.query('jour') ?? '') ??
      readTypedDay(planned[0]?.day ?? '') ??
      clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate()
    const there = new Set(planned.filter((visit) => visit.day === day.toString()).map(({ agreementId }) => agreementId))
    const all = await classPlacements(services, account, { territoryId, classId })
    const placements = all.map(({ placement }) => placement).filter(({ agreement }) => there.has(agreement.id))
    const round = await planRound(db, { lat: school.lat, lon: school.lon }, placements)
    return c.html(renderPage(<RoundPage {...{ account, of, schoolName: school.name, day, round }} />))
  })

  return app

  /** Those to come or under way. */
  async function placementsOf(c: Context<Env>, { territoryId, id: classId }: SchoolClass) {
    const all = await classPlacements(services, accountOf(c), { territoryId, classId })
    return all.map(({ placement }) => placement).filter(({ phase }) => phase === 'before' || phase === 'during')
  }

  interface Shown {
    readonly form: VisitForm
    readonly errors?: readonly FieldError[]
    readonly notice?: VisitNotice | undefined
  }

  async function show(c: Context<Env>, of: SchoolClass, { form, errors = [], notice }: Shown): Promise<Response> {
    const account = accountOf(c)
    const key = { territoryId: of.territoryId, classId: of.id }
    const all = (await classPlacements(services, account, key)).map(({ placement }) => placement)
    const byId = new Map(all.map((placement) => [placement.agreement.id, placement]))
    const visits = await guarded(services, account, (tx) => visitsOfClass(tx, key))
    const listed = visits.flatMap((visit) => {
      const placement = byId.get(visit.agreementId)
      return placement ? [{ visit, placement }] : []
    })
    return c.html(
      renderPage(
        <VisitsPage
          account={account}
          of={of}
          visits={listed}
          placements={all.filter(({ phase }) => phase === 'before' || phase === 'during')}
          form={form}
          errors={errors}
          notice={notice}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }
}

function noticeOf(c: Context<Env>): VisitNotice | undefined {
  const [done, visit = '', count = ''] = [c.req.query('fait'), c.req.query('visite'), c.req.query('nombre')]
  if (done === 'prevu' && /^\d{1,3}$/.test(count)) return { kind: 'planned', count: Number(count) }
  if ((done === 'done' || done === 'dropped') && isId(visit)) return { kind: done, visit }
  return done === 'planned' ? { kind: 'restored' } : undefined
}
