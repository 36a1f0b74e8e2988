import { countWords, durationWords, listWords, numberWords } from '#/design/index.ts'
import type { PupilPlacement } from './results.ts'
import type { BeyondReach, OfferWhy, ProblemWhy } from './tables.ts'

/** Why a pupil has this place, in sentences: the wish it meets, what else was there, and why not something better. */
export function whyThisPlace(
  placement: PupilPlacement,
  problem: ProblemWhy | undefined,
  reach: 'timetable' | 'estimate' | 'given',
): string[] {
  if (placement.fixed) return ['Cette place était déjà tenue avant l’affectation : elle n’est jamais déplacée.']
  const said: string[] = []
  if (placement.wishRank !== undefined) said.push(`Elle répond au ${ordinal(placement.wishRank)} vœu.`)
  if (!problem) return said
  const how = {
    timetable: 'à portée chaque jour, aller et retour',
    estimate: 'à portée d’après l’estimation',
    given: 'à portée',
  }[reach]
  said.push(
    problem.within === 1
      ? `C’est la seule offre ${how}.`
      : `${countWords(problem.within, 'offre')} ${problem.within > 1 ? 'sont' : 'est'} ${how} ; ${numberWords(problem.open)} ${problem.open > 1 ? 'sont ouvertes' : 'est ouverte'} à cet élève.`,
  )
  if (problem.better === 0) said.push('Aucune ne serait meilleure pour cet élève (minutes de trajet et rang des vœux).')
  else
    said.push(
      `${countWords(problem.better, 'offre')} ${problem.better > 1 ? 'auraient été meilleures' : 'aurait été meilleure'} pour cet élève seul, mais ${problem.better > 1 ? 'leurs places servent' : 'ses places servent'} à d’autres : les rendre laisserait quelqu’un sans place, éloignerait davantage d’élèves ou allongerait l’ensemble des trajets. C’est prouvé par le certificat.`,
    )
  return said
}

/** What stops each of the nearest offers of a pupil whom none reaches. */
export function sayObstacle({ kilometres, minutes, days }: BeyondReach, dayWords: (date: string) => string): string {
  const far = `à ${numberWords(kilometres, 1)}\u00a0km à vol d’oiseau`
  const none = days.filter(({ out, back }) => !out && !back)
  const noOut = days.filter(({ out, back }) => !out && back)
  const noBack = days.filter(({ out, back }) => out && !back)
  const list = (some: BeyondReach['days']) => listWords(some.map(({ date }) => dayWords(date)))
  const parts = [
    none.length > 0 && `aucun trajet ${list(none)}`,
    noOut.length > 0 && `pas d’arrivée à l’heure ${list(noOut)}`,
    noBack.length > 0 && `pas de retour ${list(noBack)}`,
    minutes !== null && `${durationWords(minutes)} ${days.length > 0 ? 'les autres jours' : 'de porte à porte'}`,
  ].filter((part) => part !== false)
  return [far, ...parts].join(' ; ')
}

/** The problem that gave a place in a week: seats for several weeks together come first. */
export const problemOf = (problems: readonly ProblemWhy[], offer: string, week: string): ProblemWhy | undefined =>
  problems.find(({ offers }) => offers.some((each) => each.offer === offer && each.stop === 'given')) ??
  problems.find(({ key }) => key === week)

/** The offers worth telling about a week without a place, best first, each once. */
export function offersToTell(problems: readonly ProblemWhy[], week: string): OfferWhy[] {
  const told = new Map<string, OfferWhy>()
  for (const { key, offers } of problems)
    if (key === week || key === 'all')
      for (const offer of offers) if (!told.has(offer.offer)) told.set(offer.offer, offer)
  return [...told.values()].toSorted((a, b) => Math.max(a.out, a.back) - Math.max(b.out, b.back))
}

const ordinal = (rank: number): string => (rank === 1 ? 'premier' : `${rank}ᵉ`)
