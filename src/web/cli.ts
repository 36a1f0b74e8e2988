import { join } from 'node:path'
import { addresses } from '#/addresses.ts'
import { fillDemonstration, isDemonstrationFilled, UnknownTerritory } from '#/demo/index.ts'
import { buildAssets } from '#/design/build.ts'
import { command, UsageError } from '#/platform/command-line.ts'
import { type Configuration, readConfiguration } from '#/platform/configuration.ts'
import { terminalProgress } from '#/platform/progress.ts'
import type { Services } from '#/platform/services.ts'
import { listTerritories } from '#/territory/index.ts'
import { type RunningServer, startServer } from '../server.ts'
import { jobs } from './features.ts'
import { openServices } from './open-services.ts'

const port = {
  type: 'string',
  value: 'N',
  help: 'le port d’écoute (3000 sans autre indication ; 0 au choix du système)',
} as const

interface Demonstration {
  readonly territory: string
  readonly size: number | undefined
}

export const serveCommand = command({
  name: 'serve',
  summary: 'sert la plateforme',
  options: {
    port,
    database: {
      type: 'string',
      value: 'URL',
      help: 'la base PostgreSQL (sans elle : DATABASE_URL, sinon la base embarquée sous ./data)',
    },
  },
  run: (given) => serveUntilStopped(configure({ PORT: given.port, DATABASE_URL: given.database })),
})

export const startCommand = command({
  name: 'start',
  summary: 'prépare ce qui manque, remplit une base neuve d’une démonstration, et sert',
  options: { port },
  run(given) {
    const configuration = configure({ PORT: given.port })
    return serveUntilStopped(
      configuration,
      configuration.demonstration ? { territory: 'normandie', size: undefined } : undefined,
    )
  },
})

export const demoCommand = command({
  name: 'demo',
  summary: 'construit le territoire de démonstration et le sert',
  options: {
    territory: {
      type: 'string',
      value: 'RÉGION',
      help: 'une région, en minuscules et sans accent (normandie sans autre indication)',
    },
    dir: { type: 'string', value: 'DIR', help: 'où le construire (data/demo-RÉGION sans autre indication)' },
    size: {
      type: 'string',
      value: 'N',
      help: 'le nombre d’élèves de seconde, à partir de 100 (celui de la région sans autre indication)',
    },
    port,
  },
  run({ territory = 'normandie', dir, size, port: given }) {
    if (size !== undefined && !/^[1-9]\d{2,6}$/.test(size))
      throw new UsageError(`passerelle demo : --size attend un nombre d’élèves à partir de 100, pas « ${size} ».`)
    // Its own database, whatever the platform's is.
    const configuration = configure({
      PORT: given,
      DATA_DIR: dir ?? join('data', `demo-${territory}`),
      DATABASE_URL: '',
    })
    return serveUntilStopped(configuration, { territory, size: size === undefined ? undefined : Number(size) })
  },
})

/** The environment, with what the command line says on top. */
function configure(given: Readonly<Record<string, string | undefined>>): Configuration {
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return readConfiguration({ ...process.env, ...named })
}

async function serveUntilStopped(configuration: Configuration, demonstration?: Demonstration): Promise<number> {
  const stopped = untilStopped()
  await buildAssets()
  const { services, close } = await openServices(configuration)
  let server: RunningServer | undefined
  try {
    if (demonstration) await fillOnce(services, demonstration)
    server = await startServer(services)
    // Mails link to where the server is reached, which a port of the system's choice tells only now.
    const publicUrl = configuration.publicUrl ?? server.url
    await services.jobs.start({ ...services, configuration: { ...configuration, publicUrl } })
    process.stdout.write(await greeting(services, server.url))
    await stopped
    return 0
  } catch (error) {
    if (error instanceof UnknownTerritory) throw new UsageError(error.message)
    throw error
  } finally {
    await server?.close()
    await close()
  }
}

/** Fills an empty database; a territory that is someone's is never touched. */
async function fillOnce(services: Services, { territory, size }: Demonstration): Promise<void> {
  const others = (await listTerritories(services.db)).filter(({ demonstration }) => !demonstration)
  if (others.length > 0 || (await isDemonstrationFilled(services))) return
  const { progress, end } = terminalProgress()
  process.stderr.write('Première fois : construction du territoire de démonstration (une à deux minutes).\n')
  await fillDemonstration(services, {
    territory,
    size,
    folder: join(services.configuration.dataDir, 'demonstration'),
    deliver: deliverKept,
    progress,
  }).finally(end)
}

/** Keeps the invented people's letters as of their own day; a port of the system's choice is not known yet, and they wait. */
async function deliverKept(services: Services): Promise<void> {
  const { port: chosen, publicUrl } = services.configuration
  if (chosen === 0 && publicUrl === undefined) return
  const run = { signal: new AbortController().signal, attempt: 0 }
  await jobs.find(({ name }) => name === 'send-letters')?.handler({}, services, run)
}

async function greeting(services: Services, url: string): Promise<string> {
  const address = services.configuration.publicUrl ?? url
  const enter = (await isDemonstrationFilled(services))
    ? 'Pour entrer : choisissez une personne de la démonstration sur la première page.'
    : `Pour entrer : passerelle account link --email VOUS@EXEMPLE.FR (ouvrez d’abord le compte avec « account add »), ou ${addresses.operations}.`
  return `\nPasserelle est prête : ${address}\n${enter}\nPour arrêter : Ctrl+C.\n`
}

/** Resolves when someone asks for the end; a second request ends at once. */
function untilStopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  return promise
}
