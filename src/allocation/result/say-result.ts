import { sayWeeks } from '#/calendar/index.ts'
import type { AllocationResult } from '../allocate.ts'
import { figuresOf } from './figures.ts'
import { ofPlace } from './place-names.ts'

const french = new Intl.NumberFormat('fr-FR')
const percent = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 })
const shortagesSaid = 5

const sayOver = (count: number): string =>
  count === 0 ? 'aucun ne dépasse' : `${french.format(count)} ${count > 1 ? 'dépassent' : 'dépasse'}`

/** The key figures of a result, in a few French lines for a terminal. */
export function sayResult(result: AllocationResult, folder: string): string {
  const figures = figuresOf(result)
  const { travel } = figures
  const shortages = result.openShortages
  const closed = result.problems.reduce((sum, each) => sum + each.closed.length, 0)
  const placed = figures.held + figures.given
  const lines = [
    `${french.format(figures.pupilsPlaced)} élèves sur ${french.format(figures.pupils)} ont une place pour toutes leurs semaines (${figures.pupils === 0 ? 'aucun élève' : percent.format(figures.pupilsPlaced / figures.pupils)}).`,
    `Semaines d’élèves : ${french.format(placed)} avec une place (dont ${french.format(figures.held)} déjà tenues), ${french.format(figures.unplaced)} sans.`,
    ...(travel.journeys > 0
      ? [
          `Trajet le plus long de la journée : ${travel.median} min pour la moitié, ${travel.ninthDecile} min pour neuf sur dix ; ${sayOver(travel.over60)} 60 min.`,
        ]
      : []),
    ...(figures.unplacedByCode.out_of_reach > 0
      ? [`${french.format(figures.unplacedByCode.out_of_reach)} semaines d’élèves n’ont aucune offre à portée.`]
      : []),
    ...(closed > 0
      ? [closed > 1 ? `${french.format(closed)} groupes n’ont pas lieu.` : 'Un groupe n’a pas lieu.']
      : []),
    ...shortages.slice(0, shortagesSaid).map(({ shortage: { id, name, weeks, pupils, seats }, pupils: left }) => {
      const lack = left.length > 1 ? `${french.format(left.length)} places manquent` : '1 place manque'
      return `· ${lack} autour ${ofPlace(name)}, ${sayWeeks(weeks)} : ${french.format(pupils.length)} élèves pour ${french.format(seats)} places libres à portée (pénurie ${id}).`
    }),
    ...(shortages.length > shortagesSaid
      ? [`· et ${french.format(shortages.length - shortagesSaid)} autres pénuries, dans le rapport.`]
      : []),
    ...(result.reachKind === 'estimate'
      ? [
          'Attention : sans horaires (--gtfs), les trajets sont estimés à vol d’oiseau. Aucune heure de bus n’est garantie.',
        ]
      : []),
    ...(result.answerDays?.warnings ?? []).map((warning) => `Attention : ${warning}`),
    `Résultat dans ${folder} (ouvrez report.html).`,
  ]
  return lines.join('\n')
}
