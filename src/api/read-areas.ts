import type { z } from '@hono/zod-openapi'
import type { Db } from '#/platform/database.ts'
import { pageOf } from '#/platform/paged.ts'
import type { areasAnswer } from './answers.ts'
import { type ApiLevel, levelOf } from './area.ts'
import { askableAreas } from './areas.ts'
import type { Ground } from './ground.ts'

/** The areas that can be asked for. */
export async function readAreas(
  db: Db,
  { territory, at }: Ground,
  { level, limit, cursor }: { readonly level: ApiLevel; readonly limit: number; readonly cursor?: string | undefined },
): Promise<z.infer<typeof areasAnswer>> {
  const asked = { territoryId: territory.id, level: levelOf(level), outer: at, after: cursor, limit }
  const { rows, next } = pageOf(await askableAreas(db, asked), limit, ({ code }) => [code])
  return {
    territory: { id: territory.id, name: territory.name },
    level,
    areas: rows.map(({ code, name, lat, lon, within }) => ({
      ...{ level, code, name, within },
      position: { latitude: lat, longitude: lon },
    })),
    next: next ?? null,
  }
}
