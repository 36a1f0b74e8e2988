import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { RefusedCommand } from './platform/command-line.ts'
import type { Services } from './platform/services.ts'
import { createApp } from './web/create-app.ts'

export interface RunningServer {
  /** Where this machine reaches it. */
  readonly url: string
  /** Takes no new request and lets those under way end, for at most five seconds. */
  close(): Promise<void>
}

/** The port is taken; the message says what to do. */
export class PortInUse extends RefusedCommand {
  constructor(port: number) {
    super(`Le port ${port} est déjà pris. Arrêtez le programme qui l’utilise, ou choisissez-en un autre avec --port.`)
    this.name = 'PortInUse'
  }
}

/** Serves the application. Port 0 lets the system choose. */
export async function startServer(services: Services): Promise<RunningServer> {
  const { port, host } = services.configuration
  const app = createApp(services)
  const { promise: listening, resolve, reject } = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, port, hostname: host }, (info) => resolve(info.port)) as Server
  server.once('error', (error) => {
    reject('code' in error && error.code === 'EADDRINUSE' ? new PortInUse(port) : error)
  })
  const actual = await listening
  const shown = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host
  return {
    url: `http://${shown}:${actual}`,
    async close() {
      const closed = new Promise((done) => server.close(done))
      server.closeIdleConnections()
      const cut = setTimeout(() => server.closeAllConnections(), 5000)
      await closed
      clearTimeout(cut)
    },
  }
}
