import type { TravelFigures } from '../result/figures.ts'
import { sayCount, sayNumber, sayShare } from './french.ts'

const [barWidth, gap, chartHeight, axisHeight, labelHeight] = [46, 6, 150, 24, 20]

/** How long the journeys given are: the worse of the two ways, by classes of ten minutes, as bars and as a table. */
export function TravelChart({ travel }: { travel: TravelFigures }) {
  const { classes, journeys } = travel
  const most = Math.max(1, ...classes.map((each) => each.journeys))
  const width = classes.length * (barWidth + gap)
  return (
    <div class="two">
      <figure>
        <svg
          viewBox={`0 0 ${width} ${labelHeight + chartHeight + axisHeight}`}
          width={width}
          height={labelHeight + chartHeight + axisHeight}
          role="img"
          aria-label="Nombre d’élèves par durée de trajet ; mêmes chiffres dans le tableau"
        >
          {classes.map(({ from, to, journeys: count }, index) => {
            const tall = Math.round((count / most) * chartHeight)
            const middle = index * (barWidth + gap) + barWidth / 2
            return (
              <g class={from >= 60 ? 'bars far' : 'bars'}>
                <rect
                  x={index * (barWidth + gap)}
                  y={labelHeight + chartHeight - tall}
                  width={barWidth}
                  height={tall}
                  rx="3"
                />
                <text class="axis" text-anchor="middle" x={middle} y={labelHeight + chartHeight - tall - 5}>
                  {count > 0 ? sayNumber(count) : ''}
                </text>
                <text class="axis" text-anchor="middle" x={middle} y={labelHeight + chartHeight + 17}>
                  {to}
                </text>
              </g>
            )
          })}
        </svg>
        <figcaption>Élèves par tranche de 10 minutes : chaque barre va jusqu’à la durée écrite dessous</figcaption>
      </figure>
      <table>
        <caption>Le plus long des deux trajets, de porte à porte</caption>
        <tbody>
          <Row label="La moitié des élèves" value={`${travel.median}\u00a0min au plus`} />
          <Row label="Neuf sur dix" value={`${travel.ninthDecile}\u00a0min au plus`} />
          <Row label="Le plus long" value={`${travel.longest}\u00a0min`} />
          <Row
            label="Plus de 30 min"
            value={`${sayCount(travel.over30, 'élève')} (${sayShare(travel.over30, journeys)})`}
          />
          <Row
            label="Plus de 45 min"
            value={`${sayCount(travel.over45, 'élève')} (${sayShare(travel.over45, journeys)})`}
          />
          <Row
            label="Plus de 60 min"
            value={`${sayCount(travel.over60, 'élève')} (${sayShare(travel.over60, journeys)})`}
          />
        </tbody>
      </table>
    </div>
  )
}

function Row({ label, value }: { label: string; value: string }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td class="n">{value}</td>
    </tr>
  )
}
