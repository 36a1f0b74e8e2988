import { countWords, numberWords } from '#/design/index.ts'
import type { Figures } from '../figures.ts'
import { moverWords } from '../pages/board-school.tsx'
import type { AreaNeed } from '../read-alerts.ts'
import type { StepCount } from '../read-school.ts'

/** Who reads three things leaves with three; with ten, with none. */
const most = 3

/** The three things to do first in a territory: the areas that are behind, then those for whom one word is enough. */
export function thingsToDo({ helped, silent, signing, accepted }: Figures, needs: readonly AreaNeed[]): string[] {
  return [
    ...needs
      .slice(0, 2)
      .map(
        ({ behind: { name, points, pupils }, seats, hosts }) =>
          `${name} a ${points} points de retard : ${countWords(pupils, 'élève')} sans place signée, ${countWords(seats, 'place ouverte', 'places ouvertes')} à portée${
            hosts > 0 ? `, ${countWords(hosts, 'structure')} à solliciter` : ''
          }.`,
      ),
    ...(helped > 0
      ? [`${countWords(helped, 'élève demande', 'élèves demandent')} de l’aide : leur chercher une place.`]
      : []),
    ...(silent > 0
      ? [
          `${countWords(silent, 'élève ne donne', 'élèves ne donnent')} plus signe : demander à leurs établissements de prendre des nouvelles.`,
        ]
      : []),
    ...(signing > 0
      ? [`${countWords(signing, 'convention est', 'conventions sont')} en cours : relancer ceux qui doivent signer.`]
      : []),
    ...(accepted > 0
      ? [`${countWords(accepted, 'élève a', 'élèves ont')} un oui sans l’avoir confirmé : le leur rappeler.`]
      : []),
  ].slice(0, most)
}

/** The three next steps of a school that hold up most pupils. */
export const schoolThingsToDo = (steps: readonly StepCount[]): string[] =>
  steps.slice(0, most).map(({ next, who, pupils, blocked }) => {
    const late = blocked === pupils ? '' : ` pour ${numberWords(blocked)}`
    const since = blocked > 0 ? `, depuis trop longtemps${late}` : ''
    return `${next} : ${countWords(pupils, 'élève')}${since}${who === 'nobody' ? '' : ` (c’est à ${moverWords[who]} de jouer)`}.`
  })
