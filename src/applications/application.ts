import type { ApplicationAnswers } from './tables.ts'

interface StateWords {
  /** Of an application, feminine, to the pupil. */
  readonly pupil: string
  readonly adult: string
  readonly waitsFor: 'pupil' | 'host' | undefined
  /** Not settled yet. */
  readonly open: boolean
}

/** The states of an application, as people read them, and whom each waits for. */
export const applicationStates = {
  draft: { pupil: 'à envoyer', adult: 'brouillon', waitsFor: 'pupil', open: true },
  submitted: { pupil: 'envoyée', adult: 'envoyée', waitsFor: 'host', open: true },
  read: { pupil: 'lue', adult: 'lue', waitsFor: 'host', open: true },
  asked: { pupil: 'une question pour toi', adult: 'question posée', waitsFor: 'pupil', open: true },
  countered: { pupil: 'd’autres dates proposées', adult: 'autres dates proposées', waitsFor: 'pupil', open: true },
  accepted: { pupil: 'acceptée, à confirmer', adult: 'acceptée, à confirmer', waitsFor: 'pupil', open: true },
  waiting: { pupil: 'sur liste d’attente', adult: 'liste d’attente', waitsFor: undefined, open: true },
  confirmed: { pupil: 'confirmée', adult: 'confirmée', waitsFor: undefined, open: false },
  refused: { pupil: 'pas cette fois', adult: 'déclinée', waitsFor: undefined, open: false },
  withdrawn: { pupil: 'retirée', adult: 'retirée', waitsFor: undefined, open: false },
  expired: { pupil: 'sans réponse', adult: 'sans réponse', waitsFor: undefined, open: false },
  cancelled: { pupil: 'annulée', adult: 'annulée', waitsFor: undefined, open: false },
} as const satisfies Record<string, StateWords>

export type ApplicationState = keyof typeof applicationStates

const isState = (text: string): text is ApplicationState => Object.hasOwn(applicationStates, text)
export const stateNames: readonly ApplicationState[] = Object.keys(applicationStates).filter(isState)

export const openStates: readonly ApplicationState[] = stateNames.filter((state) => applicationStates[state].open)

/** In whose name something is done: the pupil, someone of the host, of the pupil's school, or the passing of time. */
export type ActorKind = 'pupil' | 'host' | 'school' | 'system'

/** Open applications that a pupil may have at once: enough to try one's luck, too few to flood the hosts. */
export const mostOpenApplications = 10

/** An application as it stands. Adaptations are apart (`adaptations.ts`). */
export interface Application {
  readonly territoryId: string
  readonly id: string
  readonly pupilId: string
  readonly classId: string
  /** UAI */
  readonly school: string
  readonly offerId: string
  readonly hostId: string
  readonly scheme: string
  /** ISO weeks, ascending: asked for; once confirmed, those of the seat. */
  readonly weeks: readonly string[]
  readonly state: ApplicationState
  readonly answers: ApplicationAnswers
  /** That the host proposes instead. */
  readonly proposedWeeks: readonly string[] | undefined
  /** Code of why it was refused or cancelled (`reasons.ts`). */
  readonly reason: string | undefined
  readonly submittedAt: Temporal.Instant | undefined
  readonly since: Temporal.Instant
  /** Since when the same person is waited for. */
  readonly waitsSince: Temporal.Instant
  readonly expiresAt: Temporal.Instant | undefined
  /** From when the host may know the name; undefined while the application is anonymous. */
  readonly revealedAt: Temporal.Instant | undefined
  readonly calledAt: Temporal.Instant | undefined
  readonly acceptedAt: Temporal.Instant | undefined
  readonly version: number
}

/** The weeks that a confirmation would take: those proposed by the host, where it proposed some. */
export const weeksAtStake = ({
  state,
  weeks,
  proposedWeeks,
}: Pick<Application, 'state' | 'weeks' | 'proposedWeeks'>) => (state === 'countered' ? (proposedWeeks ?? weeks) : weeks)
