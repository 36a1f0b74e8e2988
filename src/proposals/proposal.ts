interface StateWords {
  /** Of a place, feminine. */
  readonly words: string
  /** Not settled yet: its seat is held. */
  readonly open: boolean
}

/** The states of a proposed place, as people read them. */
export const proposalStates = {
  proposed: { words: 'en attente de réponses', open: true },
  accepted: { words: 'acceptée par l’un des deux', open: true },
  confirmed: { words: 'confirmée', open: false },
  refused: { words: 'déclinée', open: false },
  expired: { words: 'sans réponse à temps', open: false },
  withdrawn: { words: 'retirée', open: false },
} as const satisfies Record<string, StateWords>

export type ProposalState = keyof typeof proposalStates

const isState = (text: string): text is ProposalState => Object.hasOwn(proposalStates, text)
export const proposalStateNames: readonly ProposalState[] = Object.keys(proposalStates).filter(isState)
export const openStates: readonly ProposalState[] = proposalStateNames.filter((state) => proposalStates[state].open)

/** The two who must agree. */
export type Side = 'pupil' | 'host'
/** In whose name something is done: one of the two, the coordination, or the passing of time. */
export type ActorKind = Side | 'coordinator' | 'system'

/** A place that an allocation found, as it stands. */
export interface Proposal {
  readonly territoryId: string
  readonly id: string
  readonly waveId: string
  readonly pupilId: string
  readonly classId: string
  /** UAI */
  readonly school: string
  readonly offerId: string
  readonly hostId: string
  readonly scheme: string
  /** ISO weeks, ascending, of the seat that is held meanwhile. */
  readonly weeks: readonly string[]
  /** Door to door on the longest day; undefined where no timetable was known. */
  readonly minutesOut: number | undefined
  readonly minutesBack: number | undefined
  readonly state: ProposalState
  readonly agreedAt: { readonly [Who in Side]: Temporal.Instant | undefined }
  readonly refusedBy: Side | undefined
  /** Code of why it was refused or withdrawn (`reasons.ts`). */
  readonly reason: string | undefined
  readonly applicationId: string | undefined
  readonly expiresAt: Temporal.Instant
  readonly since: Temporal.Instant
  readonly createdAt: Temporal.Instant
  readonly version: number
}
