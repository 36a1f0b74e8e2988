import { durationWords } from '#/design/index.ts'
import type { Proposal } from './proposal.ts'

/** « 38 min à l’aller, 45 min au retour, de porte à porte »; undefined where no journey is known. */
export function journeyWords({ minutesOut, minutesBack }: Pick<Proposal, 'minutesOut' | 'minutesBack'>) {
  if (minutesOut === undefined || minutesBack === undefined) return undefined
  return minutesOut === minutesBack
    ? `${durationWords(minutesOut)} de porte à porte, à l’aller comme au retour`
    : `${durationWords(minutesOut)} à l’aller, ${durationWords(minutesBack)} au retour, de porte à porte`
}
