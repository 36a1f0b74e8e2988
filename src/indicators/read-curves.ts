import type { Db } from '#/platform/database.ts'
import { type CurvePoint, curveDays, curveOf } from './curve.ts'
import { addFigures, type Figures, placed, pupilsOf } from './figures.ts'
import { daysSince, figuresBy } from './read-figures.ts'

/** The share placed in a school, day by day, beside what it was a year before and what it is in the whole territory. */
export interface SchoolCurves {
  readonly own: readonly CurvePoint[]
  /** The same days of the year before. */
  readonly before: readonly CurvePoint[]
  readonly territory: readonly CurvePoint[]
}

/** Reads the days of the school year, twelve weeks back at most; `figures` are the school's of now. */
export async function readSchoolCurves(
  db: Db,
  asked: { readonly territoryId: string; readonly scheme: string; readonly school: string },
  { figures, today }: { readonly figures: Figures; readonly today: Temporal.PlainDate },
): Promise<SchoolCurves> {
  const { territoryId, scheme, school } = asked
  const days = curveDays(today)
  const [from, lastYear] = [today.subtract({ days }), today.subtract({ years: 1 })]
  const longAgo = lastYear.subtract({ days })
  const of = { territoryId, scheme, day: undefined }
  const changes = await daysSince(db, of, { level: 'etablissement', code: school }, longAgo)
  const whole = addFigures((await figuresBy(db, of, undefined, undefined)).values())
  const end = ({ placed: part, pupils }: { placed: number; pupils: number }, day: Temporal.PlainDate) => ({
    ...{ day, placed: part, pupils },
  })
  const now = { placed: placed(figures), pupils: pupilsOf(figures) }
  const since = changes.filter(({ day }) => day > lastYear.toString())
  const then = since.reduce(
    (sum, change) => ({ placed: sum.placed - change.placed, pupils: sum.pupils - change.pupils }),
    now,
  )
  return {
    own: curveOf(
      from,
      end(now, today),
      changes.filter(({ day }) => day > from.toString()),
    ),
    before: curveOf(
      longAgo,
      end(then, lastYear),
      changes.filter(({ day }) => day <= lastYear.toString()),
    ),
    territory: curveOf(
      from,
      end({ placed: placed(whole), pupils: pupilsOf(whole) }, today),
      await daysSince(db, of, undefined, from),
    ),
  }
}
