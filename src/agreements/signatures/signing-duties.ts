import type { SchemeId } from '#/rules/index.ts'
import type { Party } from '../tables.ts'

/** One line of who signs: the party, and what is asked of it. */
export interface Duty {
  readonly party: Party
  readonly does: 'signs' | 'takes-note'
  /** Only for a minor, or only for an adult, on the day the signing opens. */
  readonly age?: 'minor' | 'adult'
  /**
   * One signature of the party is enough. For parents: each is deemed to act with the other's agreement for usual acts of parental
   * authority (code civil, article 372-2); both are asked and both can sign.
   */
  readonly anyOf?: true
}

const family: readonly Duty[] = [
  { party: 'representative', does: 'signs', age: 'minor', anyOf: true },
  { party: 'pupil', does: 'signs', age: 'adult' },
]
const observation: readonly Duty[] = [
  { party: 'host', does: 'signs' },
  { party: 'head', does: 'signs' },
  ...family,
  { party: 'pupil', does: 'takes-note', age: 'minor' },
  { party: 'tutor', does: 'takes-note' },
  { party: 'referent', does: 'takes-note' },
]

/** Who signs and who takes note, by scheme (code de l’éducation D331-3, D124-4; code du travail D5135-4). A party that nobody is named for has no duty. */
export const signingDuties: Readonly<Record<SchemeId, readonly Duty[]>> = {
  'observation-4e': observation,
  'observation-3e': observation,
  'observation-2de': observation,
  pfmp: [
    { party: 'host', does: 'signs' },
    { party: 'head', does: 'signs' },
    { party: 'pupil', does: 'signs' },
    { party: 'representative', does: 'signs', age: 'minor', anyOf: true },
    { party: 'tutor', does: 'takes-note' },
    { party: 'referent', does: 'takes-note' },
  ],
  'mini-stage': [
    { party: 'host', does: 'signs' },
    { party: 'chamber', does: 'signs' },
    ...family,
    { party: 'pupil', does: 'takes-note', age: 'minor' },
    { party: 'tutor', does: 'takes-note' },
  ],
  pmsmp: [
    { party: 'beneficiary', does: 'signs' },
    { party: 'representative', does: 'signs', age: 'minor', anyOf: true },
    { party: 'host', does: 'signs' },
    { party: 'prescriber', does: 'signs' },
    { party: 'companion', does: 'signs' },
    { party: 'employer', does: 'signs' },
    { party: 'tutor', does: 'takes-note' },
  ],
  'digital-week': [
    { party: 'organiser', does: 'signs' },
    { party: 'head', does: 'signs' },
    ...family,
    { party: 'pupil', does: 'takes-note', age: 'minor' },
    { party: 'referent', does: 'takes-note' },
  ],
}

/** A party as people read it: « pour l’accueil ». */
export const partyWords: Readonly<Record<Party, string>> = {
  host: 'structure d’accueil',
  head: 'direction de l’établissement',
  representative: 'responsable légal',
  pupil: 'élève',
  tutor: 'tuteur ou tutrice',
  referent: 'enseignant référent',
  prescriber: 'prescripteur',
  companion: 'structure d’accompagnement',
  beneficiary: 'bénéficiaire',
  employer: 'employeur',
  chamber: 'chambre consulaire',
  organiser: 'organisateur',
}

/** Whom one waits for: « signatures attendues : la structure d’accueil et un responsable légal ». */
export const partySigns: Readonly<Record<Party, string>> = {
  host: 'la structure d’accueil',
  head: 'la direction de l’établissement',
  representative: 'un responsable légal',
  pupil: 'l’élève',
  tutor: 'le tuteur',
  referent: 'l’enseignant référent',
  prescriber: 'le prescripteur',
  companion: 'la structure d’accompagnement',
  beneficiary: 'le bénéficiaire',
  employer: 'l’employeur',
  chamber: 'la chambre consulaire',
  organiser: 'l’organisateur',
}
