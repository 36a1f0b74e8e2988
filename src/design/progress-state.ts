import { leftWords, numberWords, shareWords } from './words.ts'

/** Long work as its JSON address tells it, and as the page draws it. The island `progress` asks for it every second. */
export interface ProgressState {
  /** What is being done: « Calcul des trajets ». */
  readonly stage: string
  readonly done: number
  readonly total: number
  /** Of the stage, not of what follows it. */
  readonly secondsLeft?: number
  /** The work is over (done, failed or stopped): the page goes to `next`. */
  readonly next?: string
}

/** How full to draw the bar; undefined where a stage is one long step, of which nobody knows how far it is. */
export function progressValue({ done, total }: ProgressState): number | undefined {
  return total > 1 ? Math.min(done, total) : undefined
}

/** `12 400 sur 25 000 élèves, encore 40 s environ pour cette étape`; `49 %, …` where nothing that people know is counted. */
export function progressWords({ done, total, secondsLeft }: ProgressState, of?: string): string {
  const parts: string[] = []
  if (total > 1) parts.push(of ? `${numberWords(done)} sur ${numberWords(total)} ${of}` : shareWords(done, total))
  if (secondsLeft !== undefined) parts.push(`${leftWords(secondsLeft)} pour cette étape`)
  return parts.join(', ')
}

/** The state out of what the address answered. Throws a TypeError on anything else, so that the island asks again. */
export function readProgressState(answer: unknown): ProgressState {
  if (typeof answer !== 'object' || answer === null) throw new TypeError('Not a progress state')
  const read = new Map<string, unknown>(Object.entries(answer))
  const [stage, done, total, secondsLeft, next] = ['stage', 'done', 'total', 'secondsLeft', 'next'].map((key) =>
    read.get(key),
  )
  if (typeof stage !== 'string' || typeof done !== 'number' || typeof total !== 'number')
    throw new TypeError('Not a progress state')
  return {
    stage,
    done,
    total,
    ...(typeof secondsLeft === 'number' ? { secondsLeft } : {}),
    ...(typeof next === 'string' ? { next } : {}),
  }
}
