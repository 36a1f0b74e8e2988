import { sayCode } from '#/runs/index.ts'

/** What a wave brought to a pupil, said to the coordination. */
const words: Readonly<Record<string, string>> = {
  proposed: 'place proposée',
  kept_back: 'mise de côté par la coordination',
  seat_gone: 'place prise entre-temps',
  placed_since: 'placé entre-temps',
  declined: 'seule place trouvée déjà déclinée',
  gone: 'ne veut plus être aidé, ou est parti',
}

/** An outcome of `help_wave_pupils`, or the allocation's own code. */
export const outcomeWords = (outcome: string): string => words[outcome] ?? sayCode(outcome, true)
