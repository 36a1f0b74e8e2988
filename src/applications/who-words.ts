import type { Pupil } from '#/pupils/index.ts'
import { levels } from '#/rules/index.ts'
import type { Application } from './application.ts'

/** A pupil as a host may name them: « Lina M. », or without a name while the application is anonymous. */
export const nameForHost = (
  pupil: Pick<Pupil, 'firstName' | 'lastName'>,
  { revealedAt }: Pick<Application, 'revealedAt'>,
): string => (revealedAt ? `${pupil.firstName} ${pupil.lastName.slice(0, 1)}.` : 'Un élève ou une élève')

/** « en classe de seconde ». */
export const levelForHost = ({ level }: Pick<Pupil, 'level'>): string =>
  level === 'other'
    ? 'en formation'
    : level === 'cap' || level === 'bac_pro'
      ? `en ${levels[level]}`
      : `en classe de ${levels[level]}`
