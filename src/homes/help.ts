import type { ApplicationState } from '#/applications/index.ts'
import { mondayOf } from '#/calendar/index.ts'

/** When a territory offers its help to those who find nothing. */
export interface HelpSettings {
  /** When the search opens, for everybody; undefined: for each pupil when they first come in. */
  readonly opensOn: Temporal.PlainDate | undefined
  readonly afterDays: number
  readonly afterRefusals: number
}

export const usualHelp: HelpSettings = { opensOn: undefined, afterDays: 14, afterRefusals: 2 }

/** Which words a pupil agrees to now: another name whenever what is shared, or with whom, changes. */
export const consent = '2026-1'

/** What is shared, as the pupil reads it before agreeing. */
export const sharedWords: readonly string[] = [
  'ton nom, ta date de naissance, ta classe et ton établissement',
  'où tu habites, pour calculer les trajets',
  'les semaines qui te manquent et les places que tu gardes',
  'ce dont tu as besoin sur place, si ton établissement l’a noté',
]

export interface HelpFacts {
  readonly today: Temporal.PlainDate
  /** ISO weeks still to be found, ascending. */
  readonly missing: readonly string[]
  readonly applications: readonly { readonly state: ApplicationState }[]
  /** When the pupil first came in. */
  readonly cameOn: Temporal.PlainDate | undefined
  readonly settings: HelpSettings
}

/**
 * Whether help is offered: a week is missing, nobody waits for the pupil's yes, and the search has lasted, refusals came, or the week
 * begins sooner than the search may last.
 */
export function isHelpOffered({ today, missing, applications, cameOn, settings }: HelpFacts): boolean {
  const begins = mondayOf(missing[0] ?? '')
  if (!begins || Temporal.PlainDate.compare(begins, today) <= 0) return false
  if (applications.some(({ state }) => state === 'accepted' || state === 'countered')) return false
  const opened = settings.opensOn ?? cameOn
  const lasted = opened === undefined ? 0 : opened.until(today).days
  const refusals = applications.filter(({ state }) => state === 'refused').length
  return (
    lasted >= settings.afterDays || refusals >= settings.afterRefusals || today.until(begins).days < settings.afterDays
  )
}
