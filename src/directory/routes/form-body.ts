import type { Context } from 'hono'
import type { Env } from '#/identity/index.ts'

/** A form as it was sent: a text by name, the boxes ticked under a name. What is a file, or absent, is empty. */
export async function formBody(c: Context<Env>): Promise<{
  readonly text: (name: string) => string
  readonly ticked: (name: string) => readonly string[]
}> {
  const body = await c.req.parseBody({ all: true })
  const all = (name: string): string[] =>
    Object.hasOwn(body, name) ? [body[name]].flat().filter((value): value is string => typeof value === 'string') : []
  return { text: (name) => all(name)[0] ?? '', ticked: (name) => all(name).slice(0, 50) }
}
