import type { Level } from './level.ts'
import { schemeLevel } from './people-rules.ts'
import type { SchemeId } from './scheme.ts'

const closed: Readonly<Record<string, readonly Level[]>> = Object.assign(
  {},
  ...schemeLevel.versions.map(({ parameters }) => parameters),
)

/** Whether a scheme is open to a level of study; those that no rule binds are open to all. */
export const isOpenToLevel = (scheme: SchemeId, level: string): boolean => {
  const levels = closed[scheme]
  return levels === undefined || levels.some((each) => each === level)
}
