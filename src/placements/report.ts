import type { SchemeId } from '#/rules/index.ts'

/** A part of a pupil's report: its title there, and what helps to write it. */
export interface ReportPart {
  readonly name: string
  readonly title: string
  readonly hint: string
}

/** Signs at most of a part: about a page. */
export const mostOfPart = 4000

const place: ReportPart = {
  name: 'lieu',
  title: 'Le lieu qui m’a accueilli',
  hint: 'Ce qu’on y fait, pour qui, combien de personnes y travaillent.',
}
const next: ReportPart = {
  name: 'suite',
  title: 'Et maintenant',
  hint: 'Ce que ce stage change, ou confirme, pour la suite.',
}

const discovery: readonly ReportPart[] = [
  place,
  { name: 'metiers', title: 'Les métiers que j’ai rencontrés', hint: 'Qui tu as suivi, quelles études ont mené là.' },
  { name: 'journee', title: 'Une journée', hint: 'Raconte la plus parlante, de l’arrivée au départ.' },
  { name: 'appris', title: 'Ce que j’ai appris', hint: 'Sur un métier, sur le travail, sur toi.' },
  next,
]
const training: readonly ReportPart[] = [
  place,
  { name: 'activites', title: 'Ce que j’ai fait', hint: 'Les activités, avec les outils, et ta part dans chacune.' },
  { name: 'difficile', title: 'Une difficulté et sa solution', hint: 'Ce qui bloquait, comment tu t’y es pris.' },
  { name: 'appris', title: 'Ce que je sais faire maintenant', hint: 'Les compétences que tu as gagnées.' },
  next,
]

/** The parts of a report for a scheme, in order. */
export const reportParts = (scheme: SchemeId): readonly ReportPart[] =>
  scheme === 'pfmp' || scheme === 'pmsmp' ? training : discovery
