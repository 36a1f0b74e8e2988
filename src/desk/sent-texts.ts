import type { Context } from 'hono'
import type { Env } from '#/identity/index.ts'

/** Longer than any field of the desk may be: each form says its own limit. */
const longest = 10_000

/** The texts of a form, by name; files and repeated fields are left out. */
export async function textsOf(c: Context<Env>): Promise<Readonly<Record<string, string | undefined>>> {
  const sent = await c.req.parseBody()
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.replaceAll('\0', '').slice(0, longest)]] : [],
    ),
  )
}
