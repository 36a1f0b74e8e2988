import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { addresses, addressOf } from '#/addresses.ts'
import { type Room, roomOf } from '#/campaigns/index.ts'
import {
  deWords,
  durationWords,
  duringWords,
  type MapOutline,
  type ProgressState,
  renderPage,
  type Sort,
} from '#/design/index.ts'
import type { Env } from '#/identity/index.ts'
import { searchable } from '#/platform/searchable.ts'
import type { Services } from '#/platform/services.ts'
import { listAreas, listOutlines } from '#/territory/index.ts'
import { compareRuns } from './compare-runs.ts'
import { ComparePage } from './pages/compare-page.tsx'
import { GoingPage } from './pages/going-page.tsx'
import { PupilPage } from './pages/pupil-page.tsx'
import { PupilsPage, stateFilters } from './pages/pupils-page.tsx'
import { RunPage } from './pages/run-page.tsx'
import { RunsPage } from './pages/runs-page.tsx'
import { SchoolsPage, sortText } from './pages/schools-page.tsx'
import { ShortagePage } from './pages/shortage-page.tsx'
import { ShortagesPage } from './pages/shortages-page.tsx'
import { missingKinds, requestRun, stopRun } from './request-run.ts'
import {
  countPupils,
  findFile,
  findOffers,
  findPupil,
  listFiles,
  listPupils,
  listSchoolRows,
  type PupilFilter,
  type RunKey,
  type SchoolRow,
} from './results.ts'
import { runProgress } from './run-progress.ts'
import { findRun, listRuns, type RunHead, runTopic } from './runs.ts'
import { findShortage, hostsAround, listShortages, type ShortageRow, shortageOffers } from './shortages.ts'
import { sayCode } from './words.ts'

const [pageSize, shortagesShown, runsShown] = [50, 300, 50]

interface Asked {
  readonly room: Room
  readonly run: RunHead
  readonly key: RunKey
}

/** The pages of runs and their results. */
export function runsWeb(services: Services): Hono<Env> {
  const { db } = services
  const app = new Hono<Env>()

  /** The run that an address names, or undefined. */
  const asked = async (c: Context<Env>): Promise<Asked | undefined> => {
    const room = await roomOf(services, c)
    if (!room) return undefined
    const key = { territoryId: room.territoryId, campaignId: room.campaign.id, runId: c.req.param('run') ?? '' }
    const run = await findRun(db, key)
    return run && { room, run, key }
  }
  const toRun = ({ room, run }: Asked): string => addressOf('run', { campaign: room.campaign.id, run: run.id })

  app.get(addresses.runs, async (c) => {
    const room = await roomOf(services, c)
    if (!room) return c.notFound()
    const runs = await listRuns(db, { territoryId: room.territoryId, campaignId: room.campaign.id, limit: runsShown })
    return c.html(
      renderPage(
        <RunsPage room={room} runs={runs} missing={missingKinds(room.campaign.files.map(({ kind }) => kind))} />,
      ),
    )
  })

  app.post(addresses.runs, async (c) => {
    const room = await roomOf(services, c)
    if (!room) return c.notFound()
    const campaign = room.campaign.id
    const result = await requestRun(services, { territoryId: room.territoryId, campaignId: campaign, by: room.by })
    // Asked for now, or going already: a second click leads to the first's run.
    if ('runId' in result) return c.redirect(addressOf('run', { campaign, run: result.runId }), 303)
    return result.why === 'unknown' ? c.notFound() : c.redirect(addressOf('runs', { campaign }), 303)
  })

  app.get(addresses.run, async (c) => {
    const found = await asked(c)
    if (!found) return c.notFound()
    const { room, run, key } = found
    if (run.state !== 'done' || !run.figures)
      return c.html(renderPage(<GoingPage room={room} run={run} state={progressOf(found, services)} />))
    const runs = await listRuns(db, { ...key, limit: runsShown })
    const former = runs.find((each) => each.number < run.number && each.state === 'done')
    const files = (await listFiles(db, key)).filter(({ name }) => room.mayAct || !inputNames.has(name))
    return c.html(
      renderPage(
        <RunPage
          room={room}
          run={run}
          figures={run.figures}
          shortages={await listShortages(db, key, shortagesShown)}
          schools={await listSchoolRows(db, key)}
          outlines={await outlinesOf(services, room.territoryId)}
          files={files}
          former={former}
          view={c.req.query('carte') === 'etablissements' ? 'schools' : 'shortages'}
          tiles={services.configuration.tiles}
        />,
      ),
    )
  })

  app.get(addresses.runProgress, async (c) => {
    const found = await asked(c)
    if (!found) return c.notFound()
    if (!c.req.header('accept')?.includes('text/event-stream')) return c.json(progressOf(found, services))
    return streamSSE(c, async (stream) => {
      let wake: (() => void) | undefined
      const unsubscribe = services.notifications.subscribe(runTopic(found.run.id), () => wake?.())
      stream.onAbort(() => wake?.())
      try {
        while (!stream.aborted) {
          const run = await findRun(db, found.key)
          if (!run) break
          const state = progressOf({ ...found, run }, services)
          await stream.writeSSE({ event: 'progress', data: JSON.stringify(state) })
          if (state.next !== undefined) break
          const { promise, resolve } = Promise.withResolvers<void>()
          wake = resolve
          // A proxy cuts a stream that says nothing; the next round says where things stand anyway.
          const timer = setTimeout(resolve, 10_000)
          await promise
          clearTimeout(timer)
        }
      } finally {
        unsubscribe()
      }
    })
  })

  app.post(addresses.runStop, async (c) => {
    const found = await asked(c)
    if (!found) return c.notFound()
    await stopRun(services, found.key)
    return c.redirect(toRun(found), 303)
  })

  app.get(addresses.runSchools, async (c) => {
    const found = await asked(c)
    if (!found) return c.notFound()
    const { room, run, key } = found
    const search = c.req.query('q') ?? ''
    const sort = readSort(c.req.query('tri'))
    const wanted = searchable(search)
    const all = (await listSchoolRows(db, key)).filter(({ school, name }) =>
      searchable(`${school} ${name}`).includes(wanted),
    )
    const page = Math.max(1, Math.min(Math.ceil(all.length / pageSize), Number(c.req.query('page')) || 1))
    const schools = sortSchools(all, sort).slice((page - 1) * pageSize, page * pageSize)
    return c.html(
      renderPage(<SchoolsPage {...{ room, run, schools, page, pageSize, sort, search }} total={all.length} />),
    )
  })

  app.get(addresses.runPupils, async (c) => {
    const found = await asked(c)
    if (!found) return c.notFound()
    const { room, run, key } = found
    const query = Object.fromEntries(queryNames.map((name) => [name, c.req.query(name) || undefined]))
    const filter = filterOf(query, room.mayAct)
    const pupils = await listPupils(db, key, filter, { after: query.apres, limit: pageSize + 1, names: room.mayAct })
    const counts = await countPupils(db, key, filter, room.mayAct)
    const shown = pupils.slice(0, pageSize)
    const shortage = filter.shortage === undefined ? undefined : await findShortage(db, key, filter.shortage)
    const school = filter.school === undefined ? [] : [shown[0]?.schoolName ?? filter.school]
    const said = [
      ...school,
      ...(filter.code === undefined || filter.code === '-' ? [] : [sayCode(filter.code, room.mayAct)]),
      ...(filter.priority === undefined ? [] : [`priorité ${filter.priority}`]),
      ...(filter.minutes === undefined ? [] : [minutesWords(filter.minutes)]),
      ...(shortage === undefined ? [] : [`autour ${deWords(shortage.place)}, ${duringWords(shortage.weeks)}`]),
    ]
    const next = pupils.length > pageSize ? shown.at(-1)?.pupil : undefined
    return c.html(
      renderPage(<PupilsPage {...{ room, run, counts, query, said, next }} state={filter.state} pupils={shown} />),
    )
  })

  app.get(addresses.runPupil, async (c) => {
    const found = await asked(c)
    const pupil = found && (await findPupil(db, found.key, c.req.param('pupil'), found.room.mayAct))
    if (!found?.run.figures || !pupil) return c.notFound()
    const { problems, beyond } = pupil.why
    const ids = [...pupil.placements, ...problems.flatMap((problem) => problem.offers), ...beyond].map(
      ({ offer }) => offer,
    )
    const offers = await findOffers(db, found.key, ids)
    const shortages: ShortageRow[] = []
    for (const id of new Set(pupil.unplaced.flatMap(({ shortage }) => shortage ?? []))) {
      const shortage = await findShortage(db, found.key, id)
      if (shortage) shortages.push(shortage)
    }
    return c.html(
      renderPage(
        <PupilPage
          room={found.room}
          run={found.run}
          figures={found.run.figures}
          pupil={pupil}
          offers={offers}
          shortages={shortages}
        />,
      ),
    )
  })

  app.get(addresses.runShortages, async (c) => {
    const found = await asked(c)
    if (!found) return c.notFound()
    const place = c.req.query('lieu') || undefined
    const all = await listShortages(db, found.key, shortagesShown)
    const shortages = place === undefined ? all : all.filter((shortage) => shortage.place === place)
    return c.html(
      renderPage(
        <ShortagesPage
          room={found.room}
          run={found.run}
          shortages={shortages}
          place={place}
          total={found.run.figures?.shortages ?? 0}
        />,
      ),
    )
  })

  app.get(addresses.runShortage, async (c) => {
    const found = await asked(c)
    const shortage = found && (await findShortage(db, found.key, c.req.param('shortage')))
    if (!found || !shortage) return c.notFound()
    const { room, run, key } = found
    const filter = filterOf({ manque: shortage.id }, room.mayAct)
    return c.html(
      renderPage(
        <ShortagePage
          room={room}
          run={run}
          shortage={shortage}
          offers={await shortageOffers(db, key, shortage.id, 100)}
          hosts={await hostsAround(db, key, shortage, 15)}
          pupils={await listPupils(db, key, filter, { after: undefined, limit: 20, names: room.mayAct })}
          outlines={await outlinesOf(services, room.territoryId)}
        />,
      ),
    )
  })

  app.get(addresses.runCompare, async (c) => {
    const found = await asked(c)
    const other = found && (await findRun(db, { ...found.key, runId: c.req.param('other') }))
    if (!found?.run.figures || !other?.figures) return c.notFound()
    const difference = await compareRuns(db, found.key.territoryId, found.run.id, other.id, 30)
    const { room, run } = found
    return c.html(
      renderPage(
        <ComparePage {...{ room, run, other, difference }} figures={found.run.figures} otherFigures={other.figures} />,
      ),
    )
  })

  app.get(addresses.runFile, async (c) => {
    const found = await asked(c)
    const name = c.req.param('file')
    // What a run read holds health data and home addresses: only for those who brought it.
    if (!found || (inputNames.has(name) && !found.room.mayAct)) return c.notFound()
    const bytes = await findFile(db, found.key, name)
    if (!bytes) return c.notFound()
    const inside = name === 'report.html' && c.req.query('voir') !== undefined
    return c.body(Uint8Array.from(bytes).buffer, 200, {
      'content-type': `${contentTypes[name.slice(name.lastIndexOf('.'))] ?? 'application/octet-stream'}; charset=utf-8`,
      'content-disposition': `${inside ? 'inline' : 'attachment'}; filename="${name}"`,
      // The report is one page of its own, with its styles inside and no script: it reaches nothing.
      ...(inside
        ? {
            'content-security-policy':
              "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'",
          }
        : {}),
    })
  })

  return app
}

const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.html': 'text/html',
}
const inputNames = new Set(['campaign.json', 'pupils.csv', 'offers.csv', 'schools.csv'])
const queryNames = ['q', 'etat', 'motif', 'etablissement', 'priorite', 'minutes', 'manque', 'apres']

function progressOf({ room, run }: Asked, { clock }: Pick<Services, 'clock'>): ProgressState {
  if (run.state === 'queued' || run.state === 'running') return runProgress(run, clock.now())
  const { stage, done, total } = run
  return { stage, done, total, next: addressOf('run', { campaign: room.campaign.id, run: run.id }) }
}

function filterOf(query: Readonly<Record<string, string | undefined>>, seesNeeds: boolean): PupilFilter {
  const state = stateFilters.find(({ etat }) => etat === query.etat)?.state
  const [, from, to] = /^(\d{1,3})-(\d{1,3})$/.exec(query.minutes ?? '') ?? []
  const priority = query.priorite === undefined ? Number.NaN : Number(query.priorite)
  // A list of those with a need would be health data: it is empty for whoever may not see it.
  const code = query.motif === 'needs' && !seesNeeds ? '-' : query.motif
  return {
    state,
    code,
    school: query.etablissement,
    priority: Number.isInteger(priority) ? priority : undefined,
    minutes: from === undefined || to === undefined ? undefined : { from: Number(from), to: Number(to) },
    shortage: query.manque,
    search: query.q ?? '',
  }
}

/** « trajet de 10 à 19 min », « trajet de plus d’une heure ». */
function minutesWords({ from, to }: { from: number; to: number }): string {
  if (to > 300) return from === 61 ? 'trajet de plus d’une heure' : `trajet de ${durationWords(from)} ou plus`
  return `trajet de ${from} à ${durationWords(to - 1)}`
}

const schoolValues: Readonly<Record<string, (row: SchoolRow) => number>> = {
  pupils: ({ pupils }) => pupils,
  share: ({ placed, pupils }) => placed / Math.max(1, pupils),
  without: ({ partly, unplaced }) => partly + unplaced,
  outOfReach: ({ outOfReach }) => outOfReach,
  seatsTaken: ({ seatsTaken }) => seatsTaken,
}

function readSort(text: string | undefined): Pick<Sort, 'column' | 'descending'> {
  const sorts = ['name', ...Object.keys(schoolValues)].flatMap((column) =>
    [true, false].map((descending) => ({ column, descending })),
  )
  return sorts.find((sort) => sortText(sort) === text) ?? { column: 'without', descending: true }
}

function sortSchools(
  schools: readonly SchoolRow[],
  { column, descending }: Pick<Sort, 'column' | 'descending'>,
): SchoolRow[] {
  const value = schoolValues[column]
  const byName = (a: SchoolRow, b: SchoolRow) => a.name.localeCompare(b.name, 'fr') || (a.school < b.school ? -1 : 1)
  const sign = descending ? -1 : 1
  return schools.toSorted((a, b) => (value ? sign * (value(a) - value(b)) || byName(a, b) : sign * byName(a, b)))
}

/** The départements of a territory, as the map draws land. */
async function outlinesOf({ db }: Pick<Services, 'db'>, territoryId: string): Promise<MapOutline[]> {
  const outlines = await listOutlines(db, territoryId, 'departement')
  const areas = await listAreas(db, territoryId, 'departement')
  return [...outlines].map(([code, polygons]) => ({
    id: code,
    name: areas.find((area) => area.code === code)?.name ?? code,
    rings: polygons.flat(),
  }))
}
