import type { BarPart, BarTone } from '#/design/index.ts'
import { hasNothing, type KeptStatus, type StatusName, type Step, statusNames } from '#/indicators/index.ts'

/** A status as a class shows it, with what comes next. */
export interface Glance {
  /** Undefined while the class has no weeks, and for who left. */
  readonly status: KeptStatus | undefined
  readonly step: Step
}

/** What a status means, said of the pupil. */
export const meanings: Readonly<Record<StatusName, string>> = {
  exempt: 'a une dispense',
  placed: 'a sa place',
  partly: 'n’a pas encore toutes ses semaines',
  signing: 'a une convention en cours',
  accepted: 'a un oui à confirmer',
  proposed: 'a une place proposée',
  applied: 'attend la réponse d’un lieu d’accueil',
  helped: 'demande de l’aide',
  searching: 'cherche une place',
  silent: 'ne donne pas de nouvelles',
}

/** Filters of a class, as its address names them. */
export const classFilters = ['bloques', 'cherchent', 'attendent', 'places'] as const
export type ClassFilter = (typeof classFilters)[number]

export const filters: Readonly<
  Record<ClassFilter, { readonly label: string; readonly keeps: (glance: Glance) => boolean }>
> = {
  bloques: { label: 'Bloqués', keeps: isBlocked },
  cherchent: { label: 'Sans rien', keeps: ({ status }) => status !== undefined && hasNothing(status.status) },
  attendent: {
    label: 'En cours',
    keeps: ({ status }) => status !== undefined && !isSettled(status.status) && !hasNothing(status.status),
  },
  places: { label: 'Placés', keeps: ({ status }) => status?.status === 'placed' },
}

export function isBlocked({ step }: Glance): boolean {
  return step.blocker !== undefined
}

/** Nothing is left to find. */
const isSettled = (status: StatusName): boolean => status === 'placed' || status === 'exempt'

/** A word to the pupil helps: the next move is theirs, or they are silent, for too long. */
export const isToNudge = (glance: Glance): boolean =>
  isBlocked(glance) && (glance.step.who === 'pupil' || glance.status?.status === 'silent')

/** The coordination may be asked to look too: nothing certain is on its way. */
export const mayBeHelped = ({ status }: Glance): boolean =>
  status !== undefined && ['partly', 'proposed', 'applied', 'searching', 'silent'].includes(status.status)

/** Those whom something blocks first; then who is furthest from a place, who has waited longest before. The name decides at last. */
export function compareGlances(
  a: { readonly glance: Glance; readonly name: string },
  b: { readonly glance: Glance; readonly name: string },
): number {
  const [one, two] = [a.glance, b.glance]
  return (
    Number(isBlocked(two)) - Number(isBlocked(one)) ||
    rank(two) - rank(one) ||
    compareSince(one.status?.since, two.status?.since) ||
    a.name.localeCompare(b.name, 'fr')
  )
}

/** In the order of the definition, the exempt and the placed first; no status last. */
const rank = ({ status }: Glance): number => (status ? statusNames.indexOf(status.status) : statusNames.length)

/** Never comes before any day. */
function compareSince(a: Temporal.Instant | undefined, b: Temporal.Instant | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined)
  return Temporal.Instant.compare(a, b)
}

const tones: Readonly<Record<StatusName, BarTone | undefined>> = {
  exempt: undefined,
  placed: 'held',
  partly: 'proposed',
  signing: 'proposed',
  accepted: 'proposed',
  proposed: 'proposed',
  applied: 'wait',
  helped: 'need',
  searching: 'need',
  silent: 'need',
}

/** The class as one bar: those who need a place. */
export function partsOf(glances: readonly Glance[]): BarPart[] {
  const part = (label: string, tone: BarTone): BarPart => ({
    label,
    tone,
    value: glances.filter(({ status }) => status && tones[status.status] === tone).length,
  })
  return [
    part('placés', 'held'),
    part('presque', 'proposed'),
    part('candidatures en cours', 'wait'),
    part('sans rien', 'need'),
  ]
}

/** Whole days. */
export const daysBetween = (from: Temporal.Instant, to: Temporal.Instant): number =>
  Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 86_400_000)

/** « aujourd’hui », « hier », « 12 j » */
export function agoWords(at: Temporal.Instant | undefined, now: Temporal.Instant): string {
  if (!at) return 'jamais'
  const days = daysBetween(at, now)
  return days <= 0 ? 'aujourd’hui' : days === 1 ? 'hier' : `${days}\u00a0j`
}
