import type { Context } from 'hono'
import type { Env } from '#/identity/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'

/** A form as it was sent: text fields only, whatever somebody else put in. */
export interface SentForm {
  readonly all: (name: string) => readonly string[]
  readonly first: (name: string) => string
  /** Of the application, as the form was shown; -1, which none has, for anything else. */
  readonly version: number
  /** The key that makes a second click send nothing more. */
  readonly key: string
}

export async function sentForm(c: Context<Env>, { newId }: Pick<Services, 'newId'>): Promise<SentForm> {
  const body = await c.req.parseBody({ all: true })
  const all = (name: string): readonly string[] =>
    [body[name]].flat().filter((value): value is string => typeof value === 'string')
  const first = (name: string) => all(name)[0] ?? ''
  const given = first('cle')
  return {
    all,
    first,
    version: /^\d{1,6}$/.test(first('version')) ? Number(first('version')) : -1,
    key: isId(given) ? given : newId(),
  }
}
