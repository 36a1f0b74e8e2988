import { dayWords, listWords } from '#/design/words.ts'
import type { DayJourneys } from './index.ts'

/**
 * On which days a pair does not work, in French: « pas le mercredi », « pas de retour le mercredi », « pas le mercredi 17 juin »
 * when other Wednesdays work, « aucun jour ». Undefined when every day works both ways.
 */
export function describeDays(days: readonly DayJourneys[]): string | undefined {
  const failing = days.filter(({ out, back }) => !out || !back)
  if (failing.length === 0) return undefined
  const lacksOut = failing.some(({ out }) => !out)
  const lacksBack = failing.some(({ back }) => !back)
  const way = lacksOut && lacksBack ? '' : lacksOut ? ' d’aller' : ' de retour'
  if (failing.length === days.length) return way === '' ? 'aucun jour' : `pas${way}, aucun jour`
  const names = new Set<string>()
  for (const { day } of failing) {
    const { asked } = day
    const always = days.every((other) => other.day.asked.dayOfWeek !== asked.dayOfWeek || !other.out || !other.back)
    const words = dayWords(asked)
    names.add(`le ${always ? words.split(' ')[0] : words}`)
  }
  const list = [...names]
  return way === '' ? `pas ${list.join(' ni ')}` : `pas${way} ${listWords(list)}`
}
