import { addresses, addressOf } from '#/addresses.ts'
import {
  createSignInLink,
  type Grant,
  isPlatformWide,
  isTerritoryWide,
  type RoleName,
  roles,
  saveAccount,
} from '#/identity/index.ts'
import { type Configuration, readConfiguration } from '#/platform/configuration.ts'
import type { Database } from '#/platform/database.ts'
import { createLog } from '#/platform/log.ts'
import { createMetrics } from '#/platform/metrics.ts'
import type { Services } from '#/platform/services.ts'
import { saveAreas, saveSchools, saveTerritory } from '#/territory/index.ts'
import { createApp } from '#/web/create-app.ts'
import { servicesOn } from '#/web/open-services.ts'

/** A visitor with a browser's habits: cookies kept, same-origin headers on every request, redirects not followed. */
export interface Visitor {
  get(address: string): Promise<Response>
  post(address: string, form?: Readonly<Record<string, string>> | FormData): Promise<Response>
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
  /** Does what waits in the background. */
  readonly work: () => Promise<number>
}

export const bocage = { id: 'bocage', name: 'Bocage' }
/** A neighbour, to test that nothing of one is seen from the other. */
export const marais = { id: 'marais', name: 'Marais' }

/** Builds the world on a fresh database (see eachEngine). Nothing to close: the test's database takes everything along. */
export async function buildWorld(
  database: Database,
  t: { after(done: () => Promise<void>): void },
  configured: Partial<Configuration> = {},
): Promise<World> {
  let now = Temporal.Instant.from('2026-06-03T08:42:00Z')
  const { services, close } = await servicesOn(
    database,
    { ...readConfiguration({}), ...configured },
    {
      clock: { now: () => now },
      log: createLog(process.env.LOG_LEVEL ?? 'silent'),
      metrics: createMetrics({ process: false }),
    },
  )
  t.after(close)
  await fillTerritories(services)
  const app = createApp(services)
  let people = 0

  function visitor(): Visitor {
    const cookies = new Map<string, string>()
    const ask = async (address: string, init: RequestInit): Promise<Response> => {
      const headers = new Headers({ 'sec-fetch-site': 'same-origin', host: 'localhost' })
      if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
      const response = await app.request(address, { ...init, headers })
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        const [name = '', value = ''] = pair.split('=')
        if (value === '' || /max-age=0/i.test(line)) cookies.delete(name)
        else cookies.set(name, value)
      }
      return response
    }
    return {
      get: (address) => ask(address, {}),
      post: (address, form = {}) =>
        ask(address, { method: 'POST', body: form instanceof FormData ? form : new URLSearchParams(form) }),
    }
  }

  return {
    services,
    app,
    later(duration) {
      now = now.add(duration)
    },
    visitor,
    async signedIn(role, territoryId = bocage.id) {
      const id = await saveAccount(services, {
        email: `${role}-${++people}@essai.example`,
        name: `Camille Essai ${people}`,
        grants: [grantIn(role, territoryId)],
      })
      const someone = visitor()
      const answer = await someone.post(addressOf('signInLink', { token: await createSignInLink(services, id) }))
      if (answer.headers.get('location') !== addresses.welcome) throw new Error(`Sign-in answered ${answer.status}`)
      return someone
    },
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

async function fillTerritories({ db }: Services): Promise<void> {
  await saveTerritory(db, bocage)
  await saveTerritory(db, marais)
  const within = { region: '28', departement: '14', epci: '200065563' }
  await saveAreas(db, bocage.id, [
    { kind: 'region', code: '28', name: 'Normandie', lat: 49.1, lon: 0.1, population: 3_345_842 },
    { kind: 'departement', code: '14', name: 'Calvados', region: '28', lat: 49.1, lon: -0.4, population: 700_633 },
    {
      kind: 'epci',
      code: '200065563',
      name: 'CC Vire au Noireau',
      region: '28',
      departement: '14',
      lat: 48.84,
      lon: -0.89,
      population: 24_000,
    },
    { kind: 'commune', code: '14762', name: 'Vire Normandie', ...within, lat: 48.84, lon: -0.89, population: 16_700 },
    {
      kind: 'commune',
      code: '14174',
      name: 'Condé-en-Normandie',
      ...within,
      lat: 48.85,
      lon: -0.55,
      population: 6_300,
    },
  ])
  const school = { ...within, qpv: false, rural: true }
  await saveSchools(db, bocage.id, [
    {
      ...school,
      uai: '9140001A',
      name: 'Lycée de la Vire',
      lat: 48.838,
      lon: -0.889,
      commune: '14762',
      secondePupils: 110,
    },
    {
      ...school,
      uai: '9140002B',
      name: 'Lycée du Noireau',
      lat: 48.848,
      lon: -0.552,
      commune: '14174',
      secondePupils: 60,
      priorityEducation: 'REP',
    },
  ])
}
