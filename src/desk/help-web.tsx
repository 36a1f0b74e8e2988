import { type Context, Hono } from 'hono'
import type { ComponentChildren } from 'preact'
import { addresses, addressOf } from '#/addresses.ts'
import { type FieldError, Notice, renderPage } from '#/design/index.ts'
import { enterHelp } from '#/homes/index.ts'
import { accountOf, bassinsOf, type Env, holds, placeOf, schoolStaff, territoryOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import {
  countWaves,
  dropWave,
  fewestDays,
  findWave,
  keepBack,
  listWaves,
  mostDays,
  openWaves,
  sendWave,
  usualDays,
  type Wave,
} from '#/proposals/index.ts'
import { findPupil } from '#/pupils/index.ts'
import { findArea, findTerritory, timeZoneOf } from '#/territory/index.ts'
import { countHelped, helpStandingNames, listHelped } from './help-list.ts'
import { HelpPage } from './pages/help-page.tsx'
import { FilesNotice, WavePage } from './pages/wave-page.tsx'
import { readLaunches } from './read-launches.ts'
import { readWave, type WavePart } from './read-wave.ts'
import { firstOpenWeek, startWave } from './start-wave.ts'
import { waveProgress } from './wave-progress.ts'

const [pageSize, wavesShown] = [25, 12]

interface Extras {
  readonly notice?: ComponentChildren
  readonly errors?: readonly FieldError[]
  readonly days?: string
  readonly status?: 200 | 409 | 422
}

/** Those whom the coordination looks for, and the waves by which it does. */
export function helpListWeb(services: Services): Hono<Env> {
  const { db } = services
  return new Hono<Env>()
    .get(addresses.helpList, (c) => showList(c, { notice: listNotice(c.req.query('fait')) }))
    .post(addresses.helpList, async (c) => {
      const territoryId = territoryOf(c)
      const sent = await c.req.parseBody()
      const [scheme, bassin] = [textOf(sent.dispositif), textOf(sent.bassin) || undefined]
      const place = bassin === undefined ? { territoryId } : { territoryId, bassin }
      if (!holds(accountOf(c), ['coordinator'], place)) return c.notFound()
      if (bassin !== undefined && !(await findArea(db, territoryId, 'bassin', bassin))) return c.notFound()
      const grounds = groundsOf(accountOf(c), ['coordinator'], place)
      const started = await startWave(services, { territoryId, scheme, bassin, grounds })
      if ('waveId' in started)
        return c.redirect(addressOf('helpWave', { territory: territoryId, wave: started.waveId }), 303)
      if (started.why === 'files')
        return showList(c, { notice: <FilesNotice problems={started.problems} />, status: 422 })
      return c.redirect(addressOf('helpList', { territory: territoryId }, { fait: started.why }), 303)
    })
    .get(addresses.helpWave, (c) => showWave(c, {}))
    .get(addresses.helpWaveProgress, async (c) => {
      const { territory, wave: id } = keysOf(c)
      const wave = isId(id) ? await findWave(db, territory, id) : undefined
      return wave ? c.json(await waveProgress(services, wave)) : c.notFound()
    })
    .post(addresses.helpWaveKeep, async (c) => {
      const sent = await c.req.parseBody()
      const pupilId = textOf(sent.eleve)
      const { territory, wave } = keysOf(c)
      if (!isId(pupilId) || !isId(wave)) return c.notFound()
      const back = textOf(sent.garder) === 'non'
      const done = await keepBack(services, { territoryId: territory, waveId: wave, pupilId, back })
      return done ? c.redirect(addressOf('helpWave', { territory, wave }), 303) : showWave(c, changed)
    })
    .post(addresses.helpWaveSend, async (c) => {
      const { territory, wave } = keysOf(c)
      if (!isId(wave)) return c.notFound()
      const days = textOf((await c.req.parseBody()).jours)
      const sent = await sendWave(services, {
        ...{ territoryId: territory, waveId: wave, grounds: groundsHere(c) },
        days: /^\d{1,2}$/.test(days) ? Number(days) : Number.NaN,
      })
      if ('sent' in sent) return c.redirect(addressOf('helpWave', { territory, wave }), 303)
      if (sent.why === 'unknown') return c.notFound()
      if (sent.why === 'not_ready') return showWave(c, changed)
      const message = `Donnez un nombre de jours de ${fewestDays} à ${mostDays}. Rien n’est parti.`
      return showWave(c, { errors: [{ name: 'jours', message }], days, status: 422 })
    })
    .post(addresses.helpWaveDrop, async (c) => {
      const { territory, wave } = keysOf(c)
      if (!isId(wave)) return c.notFound()
      const dropped = await dropWave(services, { territoryId: territory, waveId: wave, grounds: groundsHere(c) })
      if ('dropped' in dropped) return c.redirect(addressOf('helpList', { territory }), 303)
      return dropped.why === 'unknown' ? c.notFound() : showWave(c, changed)
    })
    .post(addresses.pupilHelp, async (c) => {
      const account = accountOf(c)
      const pupil = await guarded(services, account, (tx) => findPupil(tx, c.req.param('pupil')))
      if (!pupil || pupil.leftAt) return c.notFound()
      const grounds = groundsOf(account, schoolStaff, placeOf(c))
      await enterHelp(services, { territoryId: pupil.territoryId, pupilId: pupil.id, grounds })
      return c.redirect(addressOf('pupilFollow', { pupil: pupil.id }, { fait: 'aide' }), 303)
    })

  async function showList(c: Context<Env>, { notice, status = 200 }: Extras): Promise<Response> {
    const account = accountOf(c)
    const territory = await findTerritory(db, territoryOf(c))
    if (!territory) return c.notFound()
    const territoryId = territory.id
    const query = { territoryId, fromWeek: await firstOpenWeek(services, territoryId) }
    const only = helpStandingNames.find((name) => name === c.req.query('montrer'))
    const bassins = bassinsOf(account.grants, ['coordinator'], territoryId)
    const waves = await listWaves(db, territoryId, { limit: wavesShown, after: c.req.query('vagues'), bassins })
    const open = await openWaves(db, territoryId)
    const names = await bassinNames(db, territoryId, waves.rows)
    // Behind the second lock, so that a bassin's coordinator reads what a wave of the territory brought to the bassin's pupils alone.
    const { counts, page, became, launches } = await guarded(services, account, async (tx) => {
      return {
        launches: await readLaunches(tx, query, { bassins, open }),
        counts: await countHelped(tx, query),
        page: await listHelped(tx, query, { only, after: c.req.query('suite'), limit: pageSize }),
        became: await countWaves(
          tx,
          territoryId,
          waves.rows.map(({ id }) => id),
        ),
      }
    })
    return c.html(
      renderPage(
        <HelpPage
          {...{ account, territory, counts, only, page, notice, launches, names }}
          waves={waves.rows.map((wave) => ({ ...wave, ...(became.get(wave.id) ?? { outcomes: {}, proposals: {} }) }))}
          olderWaves={waves.next}
          timeZone={await timeZoneOf(db, territoryId)}
        />,
      ),
      status,
    )
  }

  async function showWave(
    c: Context<Env>,
    { notice, errors = [], days = String(usualDays), status = 200 }: Extras,
  ): Promise<Response> {
    const account = accountOf(c)
    const keys = keysOf(c)
    const territory = await findTerritory(db, keys.territory)
    const wave = territory && isId(keys.wave) ? await findWave(db, territory.id, keys.wave) : undefined
    if (!territory || !wave) return c.notFound()
    const part = partOf(c.req.query('montrer'))
    const view = await readWave(services, account, wave, { part, after: c.req.query('suite'), limit: pageSize })
    const timeZone = await timeZoneOf(db, territory.id)
    return c.html(
      renderPage(
        <WavePage
          {...{ account, territory, view, days, timeZone, errors, notice }}
          progress={await waveProgress(services, wave)}
          bassinName={
            wave.bassin === undefined ? undefined : (await bassinNames(db, territory.id, [wave])).get(wave.bassin)
          }
        />,
      ),
      status,
    )
  }
}

const partOf = (asked: string | undefined): WavePart | undefined =>
  asked === 'sans' ? 'without' : asked === 'places' ? 'found' : undefined

/** Names of the bassins of some waves, by code. */
async function bassinNames(db: Db, territoryId: string, waves: readonly Wave[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const code of new Set(waves.flatMap(({ bassin }) => bassin ?? [])))
    names.set(code, (await findArea(db, territoryId, 'bassin', code))?.name ?? code)
  return names
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 100) : '')
const keysOf = (c: Context<Env>) => ({ territory: territoryOf(c), wave: c.req.param('wave') ?? '' })
const groundsHere = (c: Context<Env>) => groundsOf(accountOf(c), ['coordinator'], placeOf(c))

const changed: Extras = {
  notice: (
    <Notice kind="warning" title="Cette vague a changé entre-temps">
      <p>Votre geste n’a rien changé : lisez où elle en est.</p>
    </Notice>
  ),
  status: 409,
}

function listNotice(done: string | undefined): ComponentChildren {
  if (done === 'nobody')
    return (
      <Notice kind="info" title="Personne n’est à placer">
        <p>Rien n’a changé : chaque élève aidé a ses semaines, ou une place qui attend des réponses.</p>
      </Notice>
    )
  if (done === 'no_seats')
    return (
      <Notice kind="warning" title="Aucune place n’est encore libre pour ces semaines">
        <p>
          Rien n’a changé. Demandez des places de plus aux structures, puis relancez : les élèves restent sur la liste.
        </p>
      </Notice>
    )
  return undefined
}
