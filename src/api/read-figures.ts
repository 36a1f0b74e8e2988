import type { z } from '@hono/zod-openapi'
import {
  addFigures,
  areasBelow,
  countedSchemes,
  type Figures,
  figuresBy,
  nameOf,
  placed,
  pupilsOf,
} from '#/indicators/index.ts'
import type { Db } from '#/platform/database.ts'
import { cursorOf } from '#/platform/paged.ts'
import { isSchemeId, type SchemeId, schemeIds } from '#/rules/index.ts'
import type { FiguresAnswer, figuresAnswer } from './answers.ts'
import { type ApiLevel, apiLevelOf, levelOf } from './area.ts'
import type { Ground } from './ground.ts'
import { wrongParameter } from './problem.ts'
import { statusWords } from './status-words.ts'

export interface FiguresAsked {
  readonly scheme?: SchemeId | undefined
  readonly by?: ApiLevel | undefined
  readonly day?: Temporal.PlainDate | undefined
  readonly week?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** The figures of an area, as the dashboard has them. */
export async function readFigures(
  db: Db,
  { territory, at, today }: Ground,
  { scheme: wanted, by, day, week, limit, cursor }: FiguresAsked,
): Promise<z.infer<typeof figuresAnswer>> {
  if (day && Temporal.PlainDate.compare(day, today) > 0)
    throw wrongParameter('day', `Ce jour n’est pas encore venu : demandez ${today.toString()} ou avant.`)
  const past = day && Temporal.PlainDate.compare(day, today) < 0 ? day : undefined
  if (past && week !== undefined)
    throw wrongParameter('week', 'Les semaines d’un jour passé ne sont pas comptées : demandez « week » sans « day ».')
  const scheme = wanted ?? (await countedSchemes(db, territory.id)).find(isSchemeId) ?? schemeIds[0]
  if (!scheme) throw new Error('there is no scheme')
  const asked = { territoryId: territory.id, scheme, day: past, week }
  const level = by && levelOf(by)
  const rows = level ? await areasBelow(db, { ...asked, at, level }) : []
  const total = addFigures(
    level ? rows.map(({ figures }) => figures) : (await figuresBy(db, asked, at, undefined)).values(),
  )
  const sorted = rows.toSorted((a, b) => (a.at.code < b.at.code ? -1 : 1))
  const rest = cursor === undefined ? sorted : sorted.filter(({ at: { code } }) => code > cursor)
  const shown = rest.slice(0, limit)
  const last = shown.at(-1)
  return {
    territory: { id: territory.id, name: territory.name },
    ...{ scheme, day: (past ?? today).toString(), week: week ?? null },
    within: at
      ? { level: apiLevelOf(at.level), code: at.code, name: (await nameOf(db, territory.id, at)) ?? at.code }
      : null,
    total: answerOf(total),
    by: by ?? null,
    areas: shown.map(({ at: { level: of, code }, name, figures }) => ({
      ...{ level: apiLevelOf(of), code, name },
      figures: answerOf(figures),
    })),
    next: last && rest.length > shown.length ? cursorOf([last.at.code]) : null,
    names: [...statusWords],
  }
}

function answerOf(figures: Figures): FiguresAnswer {
  const { exempt, partly, signing, accepted, proposed, applied, helped, searching, silent } = figures
  const { online, paper, outside, mixed } = figures
  return {
    pupils: pupilsOf(figures),
    statuses: {
      ...{ exempt, placed: placed(figures), partly, signing, accepted, proposed, applied, helped, searching, silent },
    },
    placedBy: { online, paper, outside, mixed },
  }
}
