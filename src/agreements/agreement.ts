import type { SchemeId } from '#/rules/index.ts'
import type { AgreementContent } from './content.ts'
import type { AgreementFinding, AgreementSource, AgreementState, KeptOverride, Party } from './tables.ts'

interface StateWords {
  /** Of an agreement, feminine. */
  readonly label: string
  /** Nothing moves any more. */
  readonly final: boolean
  /** Counts as a placement that stands: overlaps, limits, duplicates. */
  readonly stands: boolean
}

/** The states of an agreement, as people read them. */
export const agreementStates: Readonly<Record<AgreementState, StateWords>> = {
  draft: { label: 'à compléter', final: false, stands: true },
  filled: { label: 'à vérifier', final: false, stands: true },
  checked: { label: 'vérifiée', final: false, stands: true },
  signing: { label: 'en signature', final: false, stands: true },
  signed: { label: 'signée', final: false, stands: true },
  running: { label: 'stage en cours', final: false, stands: true },
  completed: { label: 'stage terminé', final: true, stands: true },
  refused: { label: 'abandonnée', final: true, stands: false },
  replaced: { label: 'remplacée', final: true, stands: false },
  cancelled: { label: 'annulée', final: true, stands: false },
}

const isState = (text: string): text is AgreementState => Object.hasOwn(agreementStates, text)
export const stateNames: readonly AgreementState[] = Object.keys(agreementStates).filter(isState)
/** A placement that stands, whatever remains to be done about it. */
export const standingStates = stateNames.filter((state) => agreementStates[state].stands)
export const finalStates = stateNames.filter((state) => agreementStates[state].final)
/** What it says may still be changed without an amendment. */
export const openStates = ['draft', 'filled', 'checked'] as const satisfies readonly AgreementState[]

/** An agreement as it stands. Amendments are agreements too (`amends`): they never count as placements of their own. */
export interface Agreement {
  readonly territoryId: string
  readonly id: string
  readonly pupilId: string
  /** Undefined, as `school` is empty, for a PMSMP, where `organisation` prescribes. */
  readonly classId: string | undefined
  /** UAI */
  readonly school: string
  readonly organisation: string | undefined
  readonly scheme: SchemeId
  readonly offerId: string | undefined
  readonly hostId: string | undefined
  readonly applicationId: string | undefined
  readonly source: AgreementSource
  readonly state: AgreementState
  readonly since: Temporal.Instant
  readonly content: AgreementContent
  /** Of the frozen document; 0 before the first. */
  readonly version: number
  /** ISO weeks, ascending. */
  readonly weeks: readonly string[]
  /** ISO days. */
  readonly firstDay: string
  readonly lastDay: string
  readonly code: string
  readonly submittedOn: string | undefined
  readonly amends: string | undefined
  readonly replaces: string | undefined
  readonly findings: readonly AgreementFinding[]
  readonly overrides: readonly KeptOverride[]
  readonly reason: string | undefined
  /** Grows with every change: forms carry it. */
  readonly rowVersion: number
  readonly createdAt: Temporal.Instant
}

/** Someone who signs a version, or takes note of it; and how it went. */
export interface Signatory {
  readonly territoryId: string
  readonly id: string
  readonly agreementId: string
  readonly party: Party
  readonly name: string
  readonly email: string | undefined
  readonly phone: string | undefined
  readonly accountId: string | undefined
  readonly takesNote: boolean
  readonly signedVersion: number | undefined
  readonly signedAt: Temporal.Instant | undefined
  readonly boundBy: string | undefined
  readonly refusedAt: Temporal.Instant | undefined
  readonly refusedWhy: string | undefined
}
