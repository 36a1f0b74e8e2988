import { capital, countWords, dayWords, deWords, durationWords, listWords, numberWords } from '#/design/index.ts'
import type { PupilPlacement } from './results.ts'
import type { ShortageRow } from './shortages.ts'
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
      : `${countWords(problem.within, 'offre')} ${problem.within > 1 ? 'sont' : 'est'} ${how}${problem.open === problem.within ? '' : `, dont ${numberWords(problem.open)} ${problem.open > 1 ? 'ouvertes' : 'ouverte'} à cet élève`}.`,
  )
  if (problem.better === 0) said.push('Aucune ne lui conviendrait mieux, à compter le trajet et les vœux.')
  else
    said.push(
      `${countWords(problem.better, 'offre')} ${problem.better > 1 ? 'lui auraient mieux convenu, mais leurs' : 'lui aurait mieux convenu, mais ses'} places servent à d’autres : les lui donner priverait quelqu’un de place, ou pèserait davantage sur les trajets et les vœux des autres.`,
    )
  return said
}

/** Why a week has no place, in a sentence for those who may or may not see health data. */
export function whyNoPlace(
  { code, reason }: { readonly code: string; readonly reason: string },
  shortage: Pick<ShortageRow, 'place' | 'pupils' | 'seats'> | undefined,
  seesNeeds: boolean,
): string {
  if (code === 'needs' && !seesNeeds) return 'Aucune des offres possibles n’est ouverte à cet élève.'
  if (code === 'out_of_reach')
    return 'Aucune offre ouverte à cet élève ne se rejoint à l’heure chaque jour, aller et retour, dans les limites de la campagne.'
  if (shortage)
    return `Autour ${deWords(shortage.place)}, ${countWords(shortage.pupils, 'élève')} n’ont à portée que ${countWords(shortage.seats, 'place')}. Elles vont à ceux qui passent avant : priorité, puis tirage au sort.`
  return reason
}

/** What a coordinator can do about a reason that no shortage explains. */
export function nextStep(code: string, seesNeeds: boolean): string {
  switch (code) {
    case 'out_of_reach':
      return 'Cherchez un hôte plus près du domicile, un transport (véhicule de service, covoiturage par un adulte autorisé, internat) ou des horaires d’accueil qui suivent ceux du car.'
    case 'no_offer_for_level':
    case 'no_offer_in_week':
      return 'Demandez à des hôtes déjà engagés d’ouvrir une place à ce niveau et cette semaine.'
    case 'needs':
      return seesNeeds
        ? 'Appelez les hôtes proches pour savoir ce qu’ils peuvent aménager, puis complétez leurs équipements dans la liste des offres.'
        : 'La coordination cherche un lieu qui convient.'
    case 'reserved':
      return 'Demandez aux hôtes concernés s’ils ouvrent une place réservée que personne ne prendrait. Si l’élève a décliné ces places, reparlez-en ensemble.'
    case 'age':
      return 'Demandez aux hôtes d’adapter leurs horaires ou l’âge demandé ; la loi fixe le reste.'
    case 'group_too_small':
      return 'Demandez à l’hôte s’il accepte un groupe plus petit.'
    default:
      return 'Cherchez une place de plus à portée.'
  }
}

/** What stops the journey to an offer: « pas de retour le mercredi 17 juin, 52 min les autres jours ». */
export function sayObstacle({ minutes, days }: BeyondReach): string {
  const on = (keep: (day: BeyondReach['days'][number]) => boolean) =>
    sayDays(days.filter(keep).map(({ date }) => Temporal.PlainDate.from(date)))
  const none = on(({ out, back }) => !out && !back)
  const noOut = on(({ out, back }) => !out && back)
  const noBack = on(({ out, back }) => out && !back)
  const parts = [
    none && `aucun trajet ${none}`,
    noOut && `pas d’arrivée à l’heure ${noOut}`,
    noBack && `pas de retour ${noBack}`,
    minutes !== null && `${durationWords(minutes)} ${days.length > 0 ? 'les autres jours' : 'de porte à porte'}`,
  ]
  return capital(parts.filter((part) => part !== false && part !== '').join(', '))
}

/** « le mercredi 17 juin », « du lundi 15 au vendredi 19 juin » for three days or more in a row; empty for none. */
function sayDays(days: readonly Temporal.PlainDate[]): string {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return ''
  const inRow = days.every((day, index) => day.equals(first.add({ days: index })))
  if (days.length < 3 || !inRow) return listWords(days.map((day) => `le ${dayWords(day)}`))
  return `du ${dayWords(first)} au ${dayWords(last)}`
}

/** The problem that gave a place in a week: seats for several weeks together come first. */
export const problemOf = (problems: readonly ProblemWhy[], offer: string, week: string): ProblemWhy | undefined =>
  problems.find(({ offers }) => offers.some((each) => each.offer === offer && each.stop === 'given')) ??
  problems.find(({ key }) => key === week)

/** The offers worth telling about weeks without a place, best first, each once. */
export function offersToTell(problems: readonly ProblemWhy[], weeks: readonly string[]): OfferWhy[] {
  const told = new Map<string, OfferWhy>()
  for (const { key, offers } of problems)
    if (key === 'all' || weeks.includes(key))
      for (const offer of offers) if (!told.has(offer.offer)) told.set(offer.offer, offer)
  return [...told.values()].toSorted((a, b) => Math.max(a.out, a.back) - Math.max(b.out, b.back))
}

const ordinal = (rank: number): string => (rank === 1 ? 'premier' : `${rank}ᵉ`)
