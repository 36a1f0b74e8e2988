import type { SchemeId } from '#/rules/index.ts'

/** Why an agreement goes no further, as people choose it and as the others read it. */
export const stopReasons = {
  'host-unable': { label: 'La structure ne peut plus accueillir', says: 'La structure ne peut plus accueillir.' },
  'pupil-elsewhere': { label: 'Une autre place a été trouvée', says: 'Une autre place a été trouvée.' },
  'pupil-left': { label: 'L’élève a quitté l’établissement', says: 'L’élève a quitté l’établissement.' },
  family: { label: 'La famille n’est pas d’accord', says: 'La famille n’a pas souhaité poursuivre.' },
  'school-refuses': {
    label: 'L’établissement ne peut pas l’autoriser',
    says: 'L’établissement ne peut pas l’autoriser.',
  },
  safety: { label: 'La sécurité n’est pas assurée', says: 'Les conditions de sécurité ne sont pas réunies.' },
  absence: { label: 'Absences répétées', says: 'Interruption après des absences.' },
  difficulty: { label: 'Les choses se passent mal', says: 'Interruption d’un commun accord.' },
  'other-host': { label: 'Changement de structure', says: 'Une autre structure accueille.' },
} as const

export type StopReason = keyof typeof stopReasons
export const isStopReason = (text: string): text is StopReason => Object.hasOwn(stopReasons, text)

/** Which reasons each side may give; a host is never asked to judge a family, nor a family a host. */
export const reasonsFor: Readonly<Record<'host' | 'school' | 'family' | 'pupil', readonly StopReason[]>> = {
  host: ['host-unable', 'absence', 'difficulty'],
  family: ['pupil-elsewhere', 'family', 'difficulty', 'safety'],
  pupil: ['pupil-elsewhere', 'difficulty', 'safety'],
  school: [
    'host-unable',
    'pupil-elsewhere',
    'pupil-left',
    'family',
    'school-refuses',
    'safety',
    'absence',
    'difficulty',
  ],
}

/** Those that name a pupil, a family or a school make no sense for a PMSMP. */
export const reasonsIn = (scheme: SchemeId, viewer: keyof typeof reasonsFor): readonly StopReason[] =>
  reasonsFor[viewer].filter((reason) => scheme !== 'pmsmp' || !ofSchools.has(reason))

const ofSchools: ReadonlySet<StopReason> = new Set(['pupil-left', 'family', 'school-refuses'])

/** The reason in a sentence for whoever it concerns; a code that is not known any more says nothing. */
export const stopWords = (reason: string | undefined): string =>
  reason !== undefined && isStopReason(reason) ? stopReasons[reason].says : ''
