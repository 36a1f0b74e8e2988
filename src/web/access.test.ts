import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { type AddressName, addresses } from '#/addresses.ts'
import { type Account, type Env, type Grant, type RoleName, roles, type ScopeKind } from '#/identity/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { buildExamples, examples, fillAddress } from '../../test/examples.ts'
import { classes, hosts, pupils, schools } from '../../test/people.ts'
import { bocage, buildWorld, type GrantTimes, marais, type Visitor, type World } from '../../test/world.ts'
import { type Access, access, type Method } from './access.ts'
import { createApp } from './create-app.ts'
import { judge, matchAddress, type Verdict } from './decide.ts'
import { readingOf } from './journal-readings.ts'
import { locate, type Subject } from './places.ts'

/*
 * Every route with every role, over every kind of place, in scope and out of it, while the grant is in force and when it is not: judged by the
 * application's own `locate` and `judge` from accounts as its own sessions read them, against what the table means, written a second time.
 * The same through whole requests, whose handlers are replaced by one that says yes: everybody at one route of each subject; at every other
 * route a visitor, someone in scope and someone beside it (the roles take turns). Then the real pages, opened by those who may.
 */

const decided = Object.entries(access).flatMap(([name, decisions]) =>
  Object.entries(decisions).map(([method, decision]) => ({
    name: name as AddressName,
    method: method as Method,
    decision,
  })),
)

/** Where a role over the example must stand to be over the subject too: the table of product.md in short. */
const holders: Readonly<Record<Subject, readonly ScopeKind[]>> = {
  campaign: ['territory'],
  territory: ['territory'],
  school: ['school', 'bassin', 'territory'],
  class: ['class', 'school', 'bassin', 'territory'],
  pupil: ['pupil', 'class', 'school', 'bassin', 'territory'],
  host: ['host', 'territory'],
  offer: ['host', 'territory'],
  application: ['pupil', 'class', 'school', 'bassin', 'host', 'territory'],
  proposal: ['pupil', 'class', 'school', 'bassin', 'host', 'territory'],
  wave: ['bassin', 'territory'],
  agreement: ['pupil', 'class', 'school', 'bassin', 'host', 'territory'],
  beneficiary: ['organisation', 'territory'],
  archived: ['pupil', 'class', 'school', 'bassin', 'host', 'territory'],
}

/** Scopes over the examples, beside them in the same territory, and in the other one. */
const stands: Readonly<Record<ScopeKind, { in: string; beside: readonly string[]; away: readonly string[] }>> = {
  platform: { in: '', beside: [], away: [] },
  territory: { in: '', beside: [], away: [''] },
  bassin: { in: 'vire', beside: ['conde'], away: ['vire'] },
  school: { in: schools.vire, beside: [schools.noireau], away: [schools.lucon, schools.vire] },
  class: { in: classes.secondeA, beside: [classes.secondeB, classes.secondeNoireau], away: [classes.secondeLucon] },
  host: { in: hosts.garage, beside: [hosts.mairie], away: [hosts.salon] },
  pupil: { in: pupils.lina, beside: [pupils.noe, pupils.ines, pupils.tom], away: [pupils.maelys] },
  organisation: { in: 'mission-locale', beside: [], away: [] },
}

const times = ['taken back', 'not yet', 'no longer'] as const
const timesOf = (now: Temporal.Instant): Readonly<Record<(typeof times)[number], GrantTimes>> => ({
  'taken back': { ended: true },
  'not yet': { from: now.add({ hours: 1 }) },
  'no longer': { until: now },
})

interface Viewer {
  readonly say: string
  /** Undefined for a visitor. */
  readonly role: RoleName | undefined
  readonly kind: ScopeKind
  readonly stands: 'in' | 'beside' | 'away'
  /** Ended, future and past grants are worth nothing. */
  readonly inForce: boolean
  readonly visitor: Visitor
}

const roleNames = Object.keys(roles).filter((name): name is RoleName => Object.hasOwn(roles, name))

async function viewersOf(world: World): Promise<Viewer[]> {
  const during = timesOf(world.services.clock.now())
  const viewers: Viewer[] = [
    { say: 'visitor', role: undefined, kind: 'platform', stands: 'away', inForce: false, visitor: world.visitor() },
  ]
  for (const role of roleNames)
    for (const kind of roles[role].scopes) {
      const add = async (where: Viewer['stands'], id: string, time?: (typeof times)[number]): Promise<void> => {
        const territoryId = where === 'away' ? marais.id : bocage.id
        viewers.push({
          say: `${role} of ${kind} ${id} in ${territoryId}${time ? `, ${time}` : ''}`,
          role,
          kind,
          stands: where,
          inForce: time === undefined,
          visitor: await world.signedInAs(grantOver(role, kind, territoryId, id), time ? during[time] : {}),
        })
      }
      await add('in', stands[kind].in)
      for (const time of times) await add('in', stands[kind].in, time)
      for (const id of stands[kind].beside) await add('beside', id)
      for (const id of stands[kind].away) await add('away', id)
    }
  return viewers
}

const grantOver = (role: RoleName, kind: ScopeKind, territoryId: string, id: string): Grant =>
  kind === 'platform'
    ? { role, territoryId: undefined }
    : kind === 'territory'
      ? { role, territoryId }
      : { role, territoryId, scope: { kind, id } }

type Seen = 'allowed' | 'to sign-in' | 'refused' | 'hidden'

/** What the table means, written a second time. */
function expected(decision: Access, { role, kind, stands: where, inForce }: Viewer): Seen {
  if (decision.who === 'anyone' || decision.who === 'machine') return 'allowed'
  if (role === undefined) return 'to sign-in'
  if (decision.who === 'signed-in') return 'allowed'
  const isOneOf = inForce && decision.who.includes(role)
  const { scope } = decision
  if (scope === undefined || scope === 'somewhere') return isOneOf ? 'allowed' : 'refused'
  const isOver = inForce && (kind === 'platform' || (where === 'in' && holders[scope].includes(kind)))
  if (isOneOf && isOver) return 'allowed'
  if (inForce && where !== 'away' && kind !== 'platform' && (decision.nearby ?? []).includes(role)) return 'allowed'
  return isOver && kind !== 'platform' ? 'refused' : 'hidden'
}

function seenIn(answer: Response): string {
  if (answer.status === 200) return 'allowed'
  if (answer.status === 303 && answer.headers.get('location') === addresses.signIn) return 'to sign-in'
  return answer.status === 403 ? 'refused' : answer.status === 404 ? 'hidden' : `status ${answer.status}`
}

eachEngine('every route of the application has a decision, and every decision a route', async (database, t) => {
  const { app } = await buildWorld(database, t)
  const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  assert.ok(routes.length > 8, `only ${routes.length} routes were seen`)
  const wanted = decided.map(({ name, method }) => `${method} ${addresses[name]}`)
  assert.deepEqual(
    routes.filter((route) => !wanted.includes(route)),
    [],
    'routes that nobody decided on',
  )
  assert.deepEqual(
    wanted.filter((route) => !routes.includes(route)),
    [],
    'decisions about routes that do not exist',
  )
})

eachEngine(
  'each role reaches what the table says, over its own places and no others, while held',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const params = await buildExamples(world)
    let account: Account | undefined
    const yes = new Hono<Env>()
    for (const { name, method } of decided)
      yes.on(method, addresses[name], (c) => {
        account = c.get('account')
        return c.text('yes')
      })
    const app = createApp(world.services, [yes])
    const viewers: (Viewer & { account: Account | undefined })[] = []
    for (const viewer of await viewersOf(world)) {
      await viewer.visitor.ask(addresses.help, {}, app)
      viewers.push({ ...viewer, account })
    }
    assert.ok(viewers.length > 60, `only ${viewers.length} viewers`)
    assert.equal(new Set(viewers.map((viewer) => viewer.account?.id)).size, viewers.length)

    const met = new Set<string>()
    let requests = 0
    for (const [turn, { name, method, decision }] of decided.entries()) {
      const { scope = 'none' } = decision
      const address = fillAddress(name, params)
      const found = matchAddress(method, address)
      assert.equal(found?.name, name)
      const isAbout = scope !== 'none' && scope !== 'somewhere'
      const place = isAbout ? await locate(world.services.db, scope, found.params) : undefined
      for (const viewer of viewers)
        assert.equal(
          verdicts[judge(decision, viewer.account, place, true)],
          expected(decision, viewer),
          `${method} ${address} judged for ${viewer.say}`,
        )
      for (const viewer of met.has(scope) ? few(viewers, decision, turn) : viewers) {
        requests++
        const answer = await viewer.visitor.ask(address, { method }, app)
        assert.equal(seenIn(answer), expected(decision, viewer), `${method} ${address} as ${viewer.say}`)
      }
      met.add(scope)
    }
    t.diagnostic(`${decided.length} routes, ${viewers.length} viewers, ${requests} requests`)
  },
)

const verdicts: Readonly<Record<Verdict, Seen>> = {
  allowed: 'allowed',
  'sign-in': 'to sign-in',
  forbidden: 'refused',
  unknown: 'hidden',
}

/** A visitor, someone whom the decision lets in, and someone beside with such a role: another role for each route. */
function few(viewers: readonly Viewer[], decision: Access, turn: number): Viewer[] {
  const held = viewers.filter(({ role, inForce }) => inForce && role !== undefined && decision.who.includes(role))
  const one = (where: Viewer['stands']): Viewer[] => {
    const there = held.filter((viewer) => viewer.stands === where)
    return there.slice(turn % Math.max(1, there.length)).slice(0, 1)
  }
  return [...viewers.filter(({ role }) => role === undefined), ...one('in'), ...one('beside')]
}

/** Pages that end the session or the roles of whoever opens them. */
const leaving: ReadonlySet<AddressName> = new Set(['signOut'])

eachEngine(
  'the pages behind answer those who may, journal what they show, and fail for nobody',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const params = await buildExamples(world)
    const { db } = world.services
    const lines = async (what: string): Promise<number> => {
      const { count } = await db
        .selectFrom('journal')
        .select(db.fn.countAll<number>().as('count'))
        .where('what', '=', what)
        .executeTakeFirstOrThrow()
      return count
    }
    const byMethod = decided.toSorted((a, b) => a.method.localeCompare(b.method))
    const entrants = new Map<RoleName, Visitor[]>()
    for (const role of roleNames) {
      const visitors: Visitor[] = []
      for (const kind of roles[role].scopes)
        visitors.push(await world.signedInAs(grantOver(role, kind, bocage.id, stands[kind].in)))
      entrants.set(role, visitors)
    }
    for (const { name, method, decision } of byMethod) {
      if (leaving.has(name)) continue
      const address = fillAddress(name, params)
      const who: readonly string[] = typeof decision.who === 'string' ? [] : decision.who
      const open = who.length === 0
      for (const role of open ? roleNames : roleNames.filter((each) => who.includes(each)))
        for (const visitor of entrants.get(role) ?? []) {
          const reading = method === 'GET' ? readingOf(decision) : undefined
          const before = reading ? await lines(reading.what) : 0
          const answer = method === 'GET' ? await visitor.get(address) : await visitor.post(address)
          assert.ok(answer.status < 500, `${method} ${address} as ${role} fails`)
          const isOwn = role === 'pupil' || role === 'representative'
          if (reading && answer.status === 200)
            assert.equal(
              (await lines(reading.what)) - before,
              isOwn ? 0 : 1,
              `${address} as ${role} is journalled once`,
            )
        }
    }
  },
)

eachEngine('an address about two things opens only where they belong together', async (database, t) => {
  const world = await buildWorld(database, t)
  const params = await buildExamples(world)
  const heads = [
    await world.signedInAs({ role: 'coordinator', territoryId: bocage.id }),
    await world.signedInAs(grantOver('head', 'school', bocage.id, schools.vire)),
    await world.signedInAs(grantOver('teacher', 'class', bocage.id, classes.secondeA)),
    await world.signedInAs(grantOver('host', 'host', bocage.id, hosts.garage)),
    await world.signedInAs(grantOver('pupil', 'pupil', bocage.id, pupils.lina)),
  ]
  for (const { name, method, decision } of decided) {
    const { scope } = decision
    if (scope === undefined || scope === 'somewhere') continue
    const own = Object.keys(examples[scope].params)
    for (const [subject, { other }] of Object.entries(examples))
      for (const [param, value] of Object.entries(other)) {
        if (subject === scope || own.includes(param) || !addresses[name].includes(`:${param}`)) continue
        const address = fillAddress(name, { ...params, [param]: value })
        for (const visitor of heads) {
          const answer = method === 'GET' ? await visitor.get(address) : await visitor.post(address)
          assert.ok(
            answer.status === 404 || answer.status === 403,
            `${method} ${address} shows a ${subject} that does not belong to the ${scope}: ${answer.status}`,
          )
        }
      }
  }
})

test('no address is taken for another', () => {
  for (const { name, method } of decided) assert.equal(matchAddress(method, fillAddress(name, {}))?.name, name)
})

test('what nobody decided on is no address', () => {
  assert.equal(matchAddress('GET', '/nulle-part'), undefined)
  assert.equal(matchAddress('POST', addresses.welcome), undefined)
  assert.equal(matchAddress('DELETE', addresses.welcome), undefined)
})
