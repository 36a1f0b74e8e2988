import { sayDate } from '#/calendar/index.ts'
import type { AllocationResult } from '../allocate.ts'
import { sayCount, sayNumber } from './french.ts'

const sayFeedDate = (text: string): string => sayDate(Temporal.PlainDate.from(text))

/** On what the answer rests: days of the timetables, feeds and their defects, or the estimate. */
export function Foundations({ result: { reachKind, answerDays, feeds } }: { result: AllocationResult }) {
  if (reachKind === 'estimate')
    return (
      <p>
        Aucun horaire de transport n’a été donné : les trajets sont estimés à vol d’oiseau. Aucune heure de départ ou de
        retour n’est garantie.
      </p>
    )
  if (reachKind === 'given')
    return (
      <p>Les temps de trajet viennent du fichier travel.csv ; un trajet qui n’y est pas est tenu pour impossible.</p>
    )
  const replaced = (answerDays?.days ?? []).filter(({ asked, used }) => !asked.equals(used))
  return (
    <>
      <p>
        Chaque trajet a été cherché pour tous les jours ouvrés du stage, aller et retour.{' '}
        {replaced.length === 0
          ? 'Les horaires utilisés sont ceux de ces jours mêmes.'
          : `Pour ${sayCount(replaced.length, 'jour')}, les horaires ne sont pas complets : ceux d’un autre jour, le même de la semaine, ont servi.`}
      </p>
      {replaced.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Jour du stage</th>
              <th scope="col">Horaires utilisés</th>
            </tr>
          </thead>
          <tbody>
            {replaced.map(({ asked, used }) => (
              <tr>
                <th scope="row">{sayDate(asked)}</th>
                <td>{sayDate(used)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {feeds.map(({ name, firstDate, lastDate, routes, stops, defects }) => (
        <>
          <p>
            <b>{name}</b> : {sayCount(routes, 'ligne')}, {sayCount(stops, 'arrêt')}, dates du {sayFeedDate(firstDate)}{' '}
            au {sayFeedDate(lastDate)}.
          </p>
          {defects.length > 0 && (
            <details>
              <summary>Ce qui a été trouvé d’anormal dans ce fichier</summary>
              <ul>
                {defects.map(({ kind, count, example }) => (
                  <li>
                    {kind} : {sayNumber(count)} (par exemple {example})
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      ))}
    </>
  )
}
