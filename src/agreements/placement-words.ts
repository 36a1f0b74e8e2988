import type { SchemeId } from '#/rules/index.ts'
import { agreementStates } from './agreement.ts'
import type { AgreementState } from './tables.ts'

interface PlacementWords {
  readonly of: string
  readonly the: string
  readonly ofThe: string
  /** Agrees with « interrompu ». */
  readonly capital: string
  readonly isFeminine: boolean
}

/** What a scheme calls the time that someone spends with a host: a PMSMP is no « stage ». */
export const placementWords = (scheme: SchemeId): PlacementWords =>
  scheme === 'pmsmp'
    ? { of: 'd’immersion', the: 'l’immersion', ofThe: 'de l’immersion', capital: 'Immersion', isFeminine: true }
    : { of: 'de stage', the: 'le stage', ofThe: 'du stage', capital: 'Stage', isFeminine: false }

/** A state as people read it. */
export function stateWords({
  state,
  content: { scheme },
}: {
  readonly state: AgreementState
  readonly content: { readonly scheme: SchemeId }
}): string {
  const { capital, isFeminine } = placementWords(scheme)
  if (state === 'running') return `${capital.toLowerCase()} en cours`
  if (state === 'completed') return `${capital.toLowerCase()} ${isFeminine ? 'terminée' : 'terminé'}`
  return agreementStates[state].label
}
