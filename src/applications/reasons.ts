/** A reason that someone chooses, and how the pupil reads it. */
export interface Reason {
  readonly code: string
  /** As the adult who chooses reads it. */
  readonly label: string
  /** As the pupil reads it, after « … a répondu » or « La place est annulée ». */
  readonly pupil: string
}

/** Why a host declines: about the host, never about the pupil. */
export const refusalReasons: readonly Reason[] = [
  {
    code: 'full',
    label: 'Nous accueillons déjà autant d’élèves que possible',
    pupil: 'L’équipe accueille déjà autant d’élèves que possible à ces dates.',
  },
  {
    code: 'dates',
    label: 'Ces dates ne nous conviennent plus',
    pupil: 'L’équipe ne peut plus accueillir d’élève à ces dates.',
  },
  {
    code: 'tutor',
    label: 'Personne n’est disponible pour bien accompagner',
    pupil: 'Personne n’est disponible à ces dates pour bien t’accompagner.',
  },
  {
    code: 'activity',
    label: 'Notre activité ne permet pas d’accueillir en ce moment',
    pupil: 'L’activité du lieu ne permet pas d’accueillir un élève en ce moment.',
  },
  {
    code: 'match',
    label: 'La place correspond mal à ce que l’élève cherche',
    pupil: 'L’équipe pense que cette place correspond mal à ce que tu cherches.',
  },
  {
    code: 'other',
    label: 'Une autre raison',
    pupil: 'L’équipe ne peut pas t’accueillir cette fois.',
  },
]

/** Why a confirmed place is given back, by whoever does it. */
export const cancellationReasons: Readonly<Record<'pupil' | 'host' | 'school', readonly Reason[]>> = {
  pupil: [
    { code: 'elsewhere', label: 'J’ai trouvé une autre place', pupil: 'Tu as trouvé une autre place.' },
    { code: 'reach', label: 'Je ne peux pas m’y rendre', pupil: 'Tu ne peux pas t’y rendre.' },
    { code: 'prevented', label: 'J’ai un empêchement', pupil: 'Tu as un empêchement.' },
    { code: 'other', label: 'Une autre raison', pupil: 'Tu as rendu cette place.' },
  ],
  host: [
    {
      code: 'tutor',
      label: 'La personne qui devait accueillir est absente',
      pupil: 'La personne qui devait t’accueillir est absente.',
    },
    { code: 'activity', label: 'Notre activité ne le permet plus', pupil: 'L’activité du lieu ne le permet plus.' },
    { code: 'closed', label: 'Nous serons fermés', pupil: 'Le lieu sera fermé.' },
    { code: 'other', label: 'Une autre raison', pupil: 'Le lieu ne peut plus t’accueillir.' },
  ],
  school: [
    { code: 'calendar', label: 'Les dates de la classe ont changé', pupil: 'Les dates de ta classe ont changé.' },
    { code: 'left', label: 'L’élève a quitté l’établissement', pupil: 'Tu as quitté l’établissement.' },
    {
      code: 'unsuitable',
      label: 'La place ne convient pas',
      pupil: 'Ton établissement pense que cette place ne convient pas.',
    },
    { code: 'other', label: 'Une autre raison', pupil: 'Ton établissement a annulé cette place.' },
  ],
}

/** Not a host's answer: the offer ended, and its applications with it. Nobody can choose it. */
export const offerGone: Reason = {
  code: 'gone',
  label: 'L’offre n’est plus proposée',
  pupil: 'Le lieu ne propose plus cette place.',
}

/** Of `cancellationReasons.school`: what ends the applications of a pupil who left. */
export const pupilLeft = 'left'

export const isRefusalReason = (code: string): boolean => refusalReasons.some((reason) => reason.code === code)

export const isCancellationReason = (by: keyof typeof cancellationReasons, code: string): boolean =>
  cancellationReasons[by].some((reason) => reason.code === code)

/** The reason in words, to the pupil or to an adult; undefined for none, or one that this version does not know. */
export function reasonWords(
  code: string | undefined,
  by: 'pupil' | 'host' | 'school' | 'refusal',
  reader: 'pupil' | 'adult',
): string | undefined {
  const known = by === 'refusal' ? [...refusalReasons, offerGone] : cancellationReasons[by]
  const found = known.find((reason) => reason.code === code)
  return found && (reader === 'pupil' ? found.pupil : found.label)
}
