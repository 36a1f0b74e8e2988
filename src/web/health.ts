import { Hono } from 'hono'
import { sql } from 'kysely'
import { addresses } from '#/addresses.ts'
import type { Env } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'

/** For the machines that watch: alive means that the database answers. */
export const healthWeb = ({ db, metrics }: Services): Hono<Env> =>
  new Hono<Env>()
    .get(addresses.health, async (c) => {
      const alive = await sql`select 1`.execute(db).then(
        () => true,
        () => false,
      )
      return c.json({ status: alive ? 'ok' : 'database unreachable' }, alive ? 200 : 503)
    })
    .get(addresses.metrics, async (c) =>
      c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
    )
