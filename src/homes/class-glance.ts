import type { ApplicationState } from '#/applications/index.ts'
import type { TagTone } from '#/design/index.ts'
import { heldWeeks, missingWeeks } from './pupil-placement.ts'

/** An application that was sent, as those who accompany the pupil may know it. */
export interface SentApplication {
  readonly pupilId: string
  readonly state: ApplicationState
  readonly weeks: readonly string[]
  readonly since: Temporal.Instant
  /** Since when the same person is waited for. */
  readonly waitsSince: Temporal.Instant
}

interface Word {
  /** Of the placement (masculine), in one word. */
  readonly word: string
  readonly tone: TagTone
  /** What it means, in a sentence. */
  readonly means: string
}

/** Where a pupil stands, in one word, the most in need first. */
export const standings = {
  nothing: { word: 'rien', tone: 'need', means: 'n’a encore candidaté nulle part' },
  refused: { word: 'refusé', tone: 'need', means: 'n’a plus de candidature en cours' },
  accepted: { word: 'accepté', tone: 'wait', means: 'a un oui à confirmer' },
  asked: { word: 'question', tone: 'wait', means: 'doit répondre au lieu d’accueil' },
  queued: { word: 'file', tone: 'wait', means: 'est sur liste d’attente' },
  partial: { word: 'partiel', tone: 'wait', means: 'n’a pas encore toutes ses semaines' },
  sent: { word: 'envoyé', tone: 'plain', means: 'attend la réponse d’un lieu d’accueil' },
  placed: { word: 'confirmé', tone: 'ok', means: 'a sa place' },
} as const satisfies Readonly<Record<string, Word>>

export type Standing = keyof typeof standings
const isStanding = (text: string): text is Standing => Object.hasOwn(standings, text)
export const standingNames: readonly Standing[] = Object.keys(standings).filter(isStanding)

export interface GlanceFacts {
  readonly needed: readonly string[]
  readonly applications: readonly Omit<SentApplication, 'pupilId'>[]
  readonly now: Temporal.Instant
  /** When the search opened for this pupil, as far as anybody knows. */
  readonly opened: Temporal.Instant | undefined
}

export interface Glance {
  readonly standing: Standing
  /** Since when it is so; undefined for someone who never did anything and never came. */
  readonly since: Temporal.Instant | undefined
  readonly held: readonly string[]
  /** Applications that are not settled. */
  readonly open: number
  /** Needs someone of the school now. */
  readonly isStuck: boolean
}

/** After so many days somebody should speak with the pupil. */
const patienceDays: Readonly<Record<Standing, number>> = {
  nothing: 7,
  refused: 0,
  accepted: 4,
  asked: 4,
  queued: 7,
  partial: 10,
  sent: 12,
  placed: Number.POSITIVE_INFINITY,
}

const open: readonly ApplicationState[] = ['submitted', 'read', 'asked', 'countered', 'accepted', 'waiting']

/** Where a pupil stands from what was sent: drafts are the pupil's own and are never among it. */
export function glanceOf({ needed, applications, now, opened }: GlanceFacts): Glance {
  const of = (...states: readonly ApplicationState[]) => applications.filter(({ state }) => states.includes(state))
  const held = heldWeeks(applications).filter((week) => needed.length === 0 || needed.includes(week))
  const isPlaced = held.length > 0 && missingWeeks(needed, applications).length === 0
  const earliest = (all: readonly { readonly waitsSince: Temporal.Instant }[]) =>
    all.map(({ waitsSince }) => waitsSince).toSorted(byTime)[0]
  const latest = (all: readonly { readonly since: Temporal.Instant }[]) =>
    all
      .map(({ since }) => since)
      .toSorted(byTime)
      .at(-1)
  const found = (standing: Standing, since: Temporal.Instant | undefined): Glance => ({
    standing,
    since,
    held,
    open: of(...open).length,
    isStuck: since === undefined ? standing === 'nothing' : daysBetween(since, now) >= patienceDays[standing],
  })
  if (isPlaced) return found('placed', latest(of('confirmed')))
  if (of('accepted').length > 0) return found('accepted', earliest(of('accepted')))
  if (of('asked', 'countered').length > 0) return found('asked', earliest(of('asked', 'countered')))
  if (held.length > 0) return found('partial', latest(of('confirmed')))
  if (of('submitted', 'read').length > 0) return found('sent', earliest(of('submitted', 'read')))
  if (of('waiting').length > 0) return found('queued', earliest(of('waiting')))
  if (applications.length > 0) return found('refused', latest(applications))
  return found('nothing', opened)
}

/** Who is stuck first; then by how much each needs, who has waited longest first. The name decides at last. */
export function compareGlances(
  a: { readonly glance: Glance; readonly name: string },
  b: { readonly glance: Glance; readonly name: string },
): number {
  const [one, two] = [a.glance, b.glance]
  return (
    Number(two.isStuck) - Number(one.isStuck) ||
    standingNames.indexOf(one.standing) - standingNames.indexOf(two.standing) ||
    compareSince(one.since, two.since) ||
    a.name.localeCompare(b.name, 'fr')
  )
}

/** Never comes before any day. */
function compareSince(a: Temporal.Instant | undefined, b: Temporal.Instant | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined)
  return Temporal.Instant.compare(a, b)
}

/** The earliest first. */
export const byTime = (a: Temporal.Instant, b: Temporal.Instant): number => Temporal.Instant.compare(a, b)

/** Whole days. */
export const daysBetween = (from: Temporal.Instant, to: Temporal.Instant): number =>
  Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 86_400_000)

/** « aujourd’hui », « hier », « 12 j » */
export function agoWords(at: Temporal.Instant | undefined, now: Temporal.Instant): string {
  if (!at) return 'jamais'
  const days = daysBetween(at, now)
  return days <= 0 ? 'aujourd’hui' : days === 1 ? 'hier' : `${days}\u00a0j`
}
