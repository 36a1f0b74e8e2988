import { type Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, renderPage } from '#/design/index.ts'
import { accountOf, type Env, territoriesOf, territoryOf } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { listTerritories, type Territory } from '#/territory/index.ts'
import { groundOf, readerOf } from './board-reader.ts'
import { readView } from './board-view.ts'
import { boardRoles } from './follow.ts'
import { indicatorsTopic } from './live.ts'
import { liveStreams } from './live-stream.ts'
import { BoardsPage } from './pages/board-frame.tsx'
import { BoardPage } from './pages/board-page.tsx'
import { ComparePage } from './pages/compare-page.tsx'
import { GapsPage } from './pages/gaps-page.tsx'
import { SeatsPage } from './pages/seats-page.tsx'
import { readAlerts } from './read-alerts.ts'
import { readBoard } from './read-board.ts'
import { comparedWith, lastYear, readComparison } from './read-comparison.ts'
import { readGaps } from './read-gaps.ts'
import { type Ground, readGround } from './read-ground.ts'
import { readSchool } from './read-school.ts'
import { readSeats } from './read-seats.ts'
import { readTarget, saveTarget, type TargetForm } from './targets.ts'

/** The dashboards of a territory. */
export function indicatorsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()
  const stream = liveStreams(services)

  app.get(addresses.boards, async (c) => {
    const territories = await territoriesFor(c)
    const [only] = territories
    if (only && territories.length === 1) return c.redirect(addressOf('board', { territory: only.id }), 303)
    return c.html(renderPage(<BoardsPage {...readerOf(c)} territories={territories} />))
  })

  app.get(addresses.board, (c) => showBoard(c, { saved: c.req.query('fait') === 'objectif' }))

  app.get(addresses.boardLive, (c) => stream(c, indicatorsTopic(territoryOf(c))))

  app.get(addresses.boardSeats, async (c) => {
    const ground = await groundOf(services, c)
    if (!ground) return c.notFound()
    const seats = await readSeats(db, ground)
    return c.html(renderPage(<SeatsPage {...{ ground, ...seats }} reader={readerOf(c)} now={clock.now()} />))
  })

  app.get(addresses.boardGaps, async (c) => {
    const ground = await groundOf(services, c)
    if (!ground) return c.notFound()
    const gaps = await readGaps(db, ground)
    return c.html(renderPage(<GapsPage {...{ ground, gaps }} reader={readerOf(c)} now={clock.now()} />))
  })

  app.get(addresses.boardCompare, async (c) => {
    const ground = await groundOf(services, c)
    if (!ground) return c.notFound()
    const others = (await territoriesFor(c)).filter(({ id }) => id !== ground.territory.id)
    const choices = await comparedWith(db, ground, ground.own ? [] : others)
    const choice = choices.find(({ name }) => name === c.req.query('avec')) ?? lastYear
    const comparison = await readComparison(db, ground, choice)
    return c.html(
      renderPage(<ComparePage {...{ ground, comparison, choices, choice }} reader={readerOf(c)} now={clock.now()} />),
    )
  })

  app.post(addresses.boardTarget, async (c) => {
    const sent = await c.req.parseBody()
    const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '')
    const [territoryId, scheme] = [territoryOf(c), text('stage')]
    const view = readView((name) => (name === 'stage' ? scheme : undefined))
    const ground = await readGround(db, { territoryId, view, now: clock.now() })
    // Only for what is counted here.
    if (!ground || ground.scheme !== scheme) return c.notFound()
    const form: TargetForm = { share: text('part'), byDay: text('avant') }
    const read = readTarget(form)
    if (!('target' in read)) {
      const errors = [
        ...(read.share === undefined ? [] : [{ name: 'part', message: read.share }]),
        ...(read.byDay === undefined ? [] : [{ name: 'avant', message: read.byDay }]),
      ]
      return showBoard(c, { ground, form, errors })
    }
    await saveTarget(services, { territoryId, scheme, by: accountOf(c).id }, read.target)
    return c.redirect(addressOf('board', { territory: territoryId }, { stage: scheme, fait: 'objectif' }), 303)
  })

  return app

  async function showBoard(
    c: Context<Env>,
    shown: {
      readonly ground?: Ground
      readonly form?: TargetForm
      readonly errors?: readonly FieldError[]
      readonly saved?: boolean
    },
  ): Promise<Response> {
    const ground = shown.ground ?? (await groundOf(services, c))
    if (!ground) return c.notFound()
    const { errors = [], saved = false } = shown
    const board = await readBoard(db, ground)
    const { territory, scheme, here, view } = board
    const asked = { territoryId: territory.id, scheme, day: view.day }
    const school =
      here?.at.level === 'etablissement'
        ? await readSchool(db, { ...asked, school: here.at.code, now: clock.now() })
        : undefined
    const target = board.target
    const form = shown.form ?? { share: target ? String(target.share) : '', byDay: target?.byDay.toString() ?? '' }
    return c.html(
      renderPage(
        <BoardPage
          {...{ board, school, form, errors, saved }}
          reader={readerOf(c)}
          now={clock.now()}
          tiles={services.configuration.tiles}
          alerts={await readAlerts(db, board)}
        />,
      ),
      errors.length > 0 ? 422 : 200,
    )
  }

  async function territoriesFor(c: Context<Env>): Promise<Territory[]> {
    const held = territoriesOf(accountOf(c), boardRoles)
    return (await listTerritories(db)).filter(({ id }) => held === 'all' || held.includes(id))
  }
}
