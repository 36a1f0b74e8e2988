import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import {
  type Grant,
  isPlatformWide,
  isTerritoryWide,
  openSession,
  type RoleName,
  roles,
  saveAccount,
} from '#/identity/index.ts'
import { type Configuration, readConfiguration } from '#/platform/configuration.ts'
import type { Database } from '#/platform/database.ts'
import { createLog } from '#/platform/log.ts'
import { createMetrics } from '#/platform/metrics.ts'
import type { Services } from '#/platform/services.ts'
import { createApp } from '#/web/create-app.ts'
import { servicesOn } from '#/web/open-services.ts'
import { fillPeople } from './fill-people.ts'
import { type PersonName, people } from './people.ts'
import { bocage, fillTerritories } from './territories.ts'

export { bocage, marais } from './territories.ts'

/** A visitor with a browser's habits: cookies kept, same-origin headers on every request, redirects not followed. */
export interface Visitor {
  get(address: string): Promise<Response>
  post(address: string, form?: Readonly<Record<string, string>> | FormData): Promise<Response>
  /** Any request; through another application than the world's where one is given. */
  ask(address: string, init: RequestInit, through?: World['app']): Promise<Response>
}

/** When a grant is in force. */
export interface GrantTimes {
  readonly from?: Temporal.Instant
  readonly until?: Temporal.Instant
  readonly ended?: boolean
}

/** A small believable territory, the application in process, and time in our hands. */
export interface World {
  readonly services: Services
  readonly app: ReturnType<typeof createApp>
  /** Moves the clock. */
  readonly later: (duration: Temporal.DurationLike) => void
  readonly visitor: () => Visitor
  /** Someone who signed in by a link, with a role in a territory (`bocage` without another). */
  readonly signedIn: (role: RoleName, territoryId?: string) => Promise<Visitor>
  /** Someone new who signed in, with this grant; `during` bounds it in time, `ended` says that it was taken back. */
  readonly signedInAs: (grant: Grant, during?: GrantTimes) => Promise<Visitor>
  /** One of the people of people.ts, signed in. They, their classes, hosts, offers and applications are written at the first call. */
  readonly person: (name: PersonName) => Promise<Visitor>
  /** What the cookie of their session holds: for a browser of theirs. `second` says whether they passed the second step. */
  readonly session: (name: PersonName, options?: { readonly second: boolean }) => Promise<string>
  /** Writes the people of people.ts without signing anyone in. */
  readonly people: () => Promise<void>
  /** Does what waits in the background. */
  readonly work: () => Promise<number>
}

/** Builds the world on a fresh database (see eachEngine). Nothing to close: the test's database takes everything along. */
export async function buildWorld(
  database: Database,
  t: { after(done: () => Promise<void>): void },
  configured: Partial<Configuration> = {},
): Promise<World> {
  let now = Temporal.Instant.from('2026-06-03T08:42:00Z')
  const folder = mkdtempSync(join(tmpdir(), 'world-'))
  t.after(async () => rmSync(folder, { recursive: true }))
  const { services, close } = await servicesOn(
    database,
    { ...readConfiguration({ DATA_DIR: folder }), ...configured },
    {
      clock: { now: () => now },
      log: createLog(process.env.LOG_LEVEL ?? 'silent'),
      metrics: createMetrics({ process: false }),
    },
  )
  t.after(close)
  await fillTerritories(services)
  const app = createApp(services)
  let someone = 0

  function visitor(known: Readonly<Record<string, string>> = {}): Visitor {
    const cookies = new Map(Object.entries(known))
    const ask: Visitor['ask'] = async (address, init, through = app) => {
      const headers = new Headers({ 'sec-fetch-site': 'same-origin', host: 'localhost' })
      for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
      if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
      const response = await through.request(address, { ...init, headers })
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        const [name = '', value = ''] = pair.split('=')
        if (value === '' || /max-age=0/i.test(line)) cookies.delete(name)
        else cookies.set(name, value)
      }
      return response
    }
    return {
      ask,
      get: (address) => ask(address, {}),
      post: (address, form = {}) =>
        ask(address, { method: 'POST', body: form instanceof FormData ? form : new URLSearchParams(form) }),
    }
  }

  let filling: Promise<void> | undefined
  const filled = (): Promise<void> => {
    filling ??= fillPeople(services)
    return filling
  }

  async function signedInAs(grant: Grant, { from, until, ended = false }: GrantTimes = {}): Promise<Visitor> {
    const id = await saveAccount(services, {
      email: `${grant.role}-${++someone}@essai.example`,
      name: `Camille Essai ${someone}`,
      grants: [grant],
    })
    if (from || until || ended)
      await services.db
        .updateTable('grants')
        .set({
          starts_at: from?.toString() ?? null,
          ends_at: until?.toString() ?? null,
          ended_at: ended ? now.toString() : null,
        })
        .where('account_id', '=', id)
        .execute()
    return signIn(id)
  }

  /** By the session alone: signing in by mail has its own tests, and its own limits. Second steps are passed. */
  const signIn = async (accountId: string): Promise<Visitor> => visitor({ passerelle: await sessionOf(accountId) })

  async function sessionOf(accountId: string, { second } = { second: true }): Promise<string> {
    const secret = await openSession(services, accountId)
    if (second)
      await sql`update sessions set second_step_at = ${now.toString()} where account_id = ${accountId}`.execute(
        services.db,
      )
    return secret
  }

  return {
    services,
    app,
    later(duration) {
      now = now.add(duration)
    },
    visitor: () => visitor(),
    signedIn: (role, territoryId = bocage.id) => signedInAs(grantIn(role, territoryId)),
    signedInAs,
    async person(name) {
      await filled()
      return signIn(people[name].id)
    },
    async session(name, options) {
      await filled()
      return sessionOf(people[name].id, options)
    },
    people: filled,
    work: () => services.jobs.drain(services),
  }
}

/** The role over the whole territory where that can be, else over a place of it that does not exist. */
function grantIn(role: RoleName, territoryId: string): Grant {
  if (isPlatformWide(role)) return { role, territoryId: undefined }
  if (isTerritoryWide(role)) return { role, territoryId }
  const [kind] = roles[role].scopes
  return kind === 'platform' || kind === 'territory'
    ? { role, territoryId }
    : { role, territoryId, scope: { kind, id: 'nulle-part' } }
}
