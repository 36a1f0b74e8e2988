import type { SchemeId } from '#/rules/index.ts'
import type { LegalText } from '../clause.ts'
import { digitalWeekText } from './digital-week.ts'
import { miniStageText } from './mini-stage.ts'
import { observationTexts } from './observation.ts'
import { pfmpText } from './pfmp.ts'
import { pmsmpText } from './pmsmp.ts'

/** Every text ever released, by scheme and day. */
export const legalTexts: readonly LegalText[] = [
  ...observationTexts,
  pfmpText,
  miniStageText,
  pmsmpText,
  digitalWeekText,
]

/** The text that an agreement made on a day is made with; before the first, the first. */
export function legalTextOn(scheme: SchemeId, day: string): LegalText {
  const own = legalTexts.filter((text) => text.scheme === scheme)
  const text = own.findLast(({ from }) => from <= day) ?? own[0]
  if (text === undefined) throw new RangeError(`no legal text for ${scheme}`)
  return text
}
