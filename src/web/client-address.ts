import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Env } from '#/identity/index.ts'

/** Where a request comes from: kept in memory for the limits, never written. A request made in process comes from this machine. */
export function clientAddress(c: Context<Env>, trustProxy: boolean): string {
  // The last one was added by our proxy; those before it are what the client says.
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  if (forwarded) return forwarded
  // What @hono/node-server passes along; nothing where the application is called in process.
  const bindings = c.env as Partial<HttpBindings> | undefined
  return bindings?.incoming?.socket?.remoteAddress ?? '127.0.0.1'
}

/** Whether a client is on this machine. */
export const isLocal = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address)
