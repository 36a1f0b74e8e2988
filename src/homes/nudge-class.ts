import type { Grounds } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { isToNudge } from './class-glance.ts'
import { daysBetweenNudges, nudgePupil } from './nudge-pupil.ts'
import type { ClassRow } from './read-class.ts'

/** What became of nudging a class. */
export interface ClassNudged {
  readonly nudged: number
  /** Nobody can write to them: speak to them, or print their codes. */
  readonly mute: number
  /** Nudged within the last days already. */
  readonly recent: number
}

/** How many a mail would reach now, of those whom a word helps, and why the others would not be. */
export function nudgeable(rows: readonly ClassRow[], now: Temporal.Instant): ClassNudged {
  const sum = { nudged: 0, mute: 0, recent: 0 }
  for (const { pupil, nudgedAt } of rows.filter(({ glance }) => isToNudge(glance))) {
    const isRecent = nudgedAt && Temporal.Instant.compare(nudgedAt.add({ hours: 24 * daysBetweenNudges }), now) > 0
    sum[pupil.email === undefined ? 'mute' : isRecent ? 'recent' : 'nudged']++
  }
  return sum
}

/** Nudges whoever of a class needs it, each once a week at most, as one by one. */
export async function nudgeClass(
  services: Services,
  { rows, grounds }: { readonly rows: readonly ClassRow[]; readonly grounds: Grounds },
): Promise<ClassNudged> {
  const sum = { nudged: 0, mute: 0, recent: 0 }
  for (const { pupil } of rows.filter(({ glance }) => isToNudge(glance))) {
    const outcome = await nudgePupil(services, { pupil, grounds })
    if ('nudged' in outcome) sum.nudged++
    else sum[outcome.why === 'no_address' ? 'mute' : 'recent']++
  }
  return sum
}
