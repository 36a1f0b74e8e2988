import { sayWeeks } from '#/calendar/index.ts'
import type { AllocationResult } from '../allocate.ts'
import type { Figures } from '../result/figures.ts'
import type { OpenShortage } from '../result/open-shortages.ts'
import { ofPlace } from '../result/place-names.ts'
import { saySector } from '../result/unplaced.ts'
import { sayCount } from './french.ts'

const shortagesSaid = 3

/** What to do next, the most useful first: each step says how many weeks of pupils it would help. */
export function NextSteps({
  result,
  figures,
  shortages,
}: {
  result: AllocationResult
  figures: Figures
  shortages: readonly OpenShortage[]
}) {
  const steps = nextSteps(result, figures, shortages)
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li>
          <p>{step}</p>
        </li>
      ))}
    </ol>
  )
}

function nextSteps(
  { problems, reachKind }: AllocationResult,
  { unplaced, unplacedByCode: by }: Figures,
  shortages: readonly OpenShortage[],
): string[] {
  const steps = shortages.slice(0, shortagesSaid).map(({ shortage: { name, weeks, sectors }, pupils }) => {
    const first =
      sectors.length > 0
        ? `, d’abord en ${sectors
            .slice(0, 3)
            .map((code) => saySector(code).toLowerCase())
            .join(', ')}`
        : ''
    return `Chercher ${sayCount(pupils.length, 'place')} autour ${ofPlace(name)}, ${sayWeeks(weeks)}${first}.`
  })
  const rest = shortages.slice(shortagesSaid).reduce((sum, { pupils }) => sum + pupils.length, 0)
  if (rest > 0)
    steps.push(`Chercher ensuite les ${sayCount(rest, 'place')} des autres manques, dans l’ordre de la liste.`)
  if (by.out_of_reach > 0)
    steps.push(
      'Pour les élèves hors de portée : trouver un hôte près du domicile, un accompagnement en voiture ou un internat. Ajouter des places ailleurs n’y changera rien.',
    )
  if (by.group_too_small > 0 || problems.some(({ closed }) => closed.some(({ why }) => why !== 'spare')))
    steps.push('Appeler les hôtes dont le groupe n’a pas pu se former : accepteraient-ils moins d’élèves ?')
  if (by.age > 0)
    steps.push(
      `Pour ${sayCount(by.age, 'semaine d’élève', 'semaines d’élèves')}, l’âge ou les horaires bloquent : demander aux hôtes des journées plus courtes (30 h par semaine avant 15 ans, 35 h ensuite).`,
    )
  if (by.needs > 0)
    steps.push(
      `Trouver des lieux adaptés pour ${sayCount(by.needs, 'semaine d’élève', 'semaines d’élèves')} : aucun lieu possible n’a l’accueil nécessaire.`,
    )
  if (by.reserved > 0)
    steps.push(
      `Ouvrir des places réservées : ${sayCount(by.reserved, 'semaine d’élève n’a', 'semaines d’élèves n’ont')} plus que des places réservées à d’autres.`,
    )
  if (by.no_offer_for_level + by.no_offer_in_week > 0)
    steps.push(
      `Demander aux hôtes d’ouvrir d’autres semaines ou d’autres niveaux : ${sayCount(by.no_offer_for_level + by.no_offer_in_week, 'semaine d’élève n’a', 'semaines d’élèves n’ont')} aucune offre.`,
    )
  if (reachKind === 'estimate')
    steps.push(
      'Refaire l’affectation avec les horaires de transport (--gtfs) avant d’annoncer les places aux familles.',
    )
  if (unplaced === 0) steps.push('Envoyer les propositions aux élèves et aux hôtes : chaque semaine a une place.')
  else
    steps.push(
      'Ajouter les places trouvées à la liste des offres, marquer les places acceptées comme tenues, et relancer l’affectation.',
    )
  return steps
}
