import { type Context, Hono } from 'hono'
import { addresses } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, holds, placeOf } from '#/identity/index.ts'
import { groundsOf, guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import {
  chooseReferents,
  findClass,
  lastReferentChange,
  listClassPupils,
  namesakes,
  proposeReferents,
  referentsOfPupils,
  type SchoolClass,
  teachersOfClass,
} from '#/pupils/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { ReferentsPage, referentField } from './pages/referents-page.tsx'
import { sitesOfPupils } from './placement-sites.ts'

const choosers = ['head', 'ddfpt', 'secretary'] as const
/** More than any class holds. */
const mostPupils = 200

/** Who follows each pupil of a class. */
export function referentsWeb(services: Services): Hono<Env> {
  const { db, clock } = services
  const app = new Hono<Env>()

  app.get(addresses.classReferents, async (c) => {
    const of = await findClass(db, c.req.param('class'))
    return of ? show(c, of, {}) : c.notFound()
  })

  app.post(addresses.classReferents, async (c) => {
    const of = await findClass(db, c.req.param('class'))
    if (!of) return c.notFound()
    const start = referentField('')
    const chosen = new Map(
      Object.entries(await c.req.parseBody()).flatMap(([name, value]) =>
        name.startsWith(start) && typeof value === 'string' ? [[name.slice(start.length), value]] : [],
      ),
    )
    const outcome = await chooseReferents(services, {
      of,
      chosen,
      grounds: groundsOf(accountOf(c), choosers, placeOf(c)),
    })
    if ('tooMany' in outcome) return show(c, of, { chosen, tooMany: outcome.tooMany })
    // The answer itself carries the way back; sent again, it changes nothing.
    return show(c, of, { former: outcome.former })
  })

  return app

  async function show(
    c: Context<Env>,
    of: SchoolClass,
    {
      chosen = new Map(),
      tooMany = [],
      former,
    }: {
      readonly chosen?: ReadonlyMap<string, string>
      readonly tooMany?: readonly { readonly name: string; readonly count: number }[]
      /** Who followed those for whom it was just changed. */
      readonly former?: ReadonlyMap<string, string>
    },
  ): Promise<Response> {
    const [account, { territoryId, id: classId }] = [accountOf(c), of]
    const teachers = await teachersOfClass(db, of, clock.now())
    const { pupils, sites } = await guarded(services, account, async (tx) => {
      const { rows } = await listClassPupils(tx, { territoryId, classId, limit: mostPupils })
      const ids = rows.map(({ id }) => id)
      return {
        pupils: rows,
        sites: await sitesOfPupils(tx, territoryId, ids),
      }
    })
    const kept = await referentsOfPupils(
      db,
      territoryId,
      pupils.map(({ id }) => id),
    )
    const referents = new Map([...kept].map(([id, each]) => [id, each.accountId]))
    const proposal = proposeReferents(
      pupils.map(({ id }) => ({ pupilId: id, at: sites.get(id), accountId: referents.get(id) })),
      teachers,
    )
    const born = namesakes(pupils)
    const rows = pupils.map((pupil) => {
      const [sent, stands] = [chosen.get(pupil.id), referents.get(pupil.id)]
      const accountId = sent === undefined ? (stands ?? proposal.get(pupil.id)) : sent || undefined
      return {
        pupil,
        born: born.get(pupil.id),
        site: sites.get(pupil.id),
        accountId,
        isProposed: sent === undefined && stands === undefined && accountId !== undefined,
      }
    })
    const mayChoose = holds(account, choosers, placeOf(c))
    const last = mayChoose && former === undefined ? await lastReferentChange(services, of) : undefined
    const timeZone = await timeZoneOf(db, territoryId)
    const props = { account, of, rows, teachers, tooMany, mayChoose, former, last, timeZone }
    const page = <ReferentsPage {...props} />
    return c.html(renderPage(page), tooMany.length > 0 ? 422 : 200)
  }
}
