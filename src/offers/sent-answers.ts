import type { Context } from 'hono'
import type { Env } from '#/identity/index.ts'

/** A form as the browser sent it: every value of every field, files left out. */
export async function readSent(c: Context<Env>): Promise<ReadonlyMap<string, readonly string[]>> {
  const sent = new Map<string, string[]>()
  for (const [name, value] of await c.req.formData()) {
    if (typeof value !== 'string') continue
    const values = sent.get(name) ?? []
    values.push(value)
    sent.set(name, values)
  }
  return sent
}

/** The one value of a field, blanks around it left out; '' without one. */
export const sentText = (sent: ReadonlyMap<string, readonly string[]>, name: string): string =>
  sent.get(name)?.at(-1)?.trim() ?? ''
