import type { Coverage } from '../result/figures.ts'
import { sayNumber, sayShare } from './french.ts'
import { WideTable } from './wide-table.tsx'

/** Coverage of groups of pupils, a row each, with a bar beside its figure. */
export function CoverageTable({
  heading,
  rows,
}: {
  heading: string
  rows: readonly (Coverage & { readonly label: string })[]
}) {
  return (
    <WideTable label={`Élèves placés, par ${heading.toLowerCase()}`}>
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col" class="n">
            Élèves
          </th>
          <th scope="col" class="n">
            Semaines à remplir
          </th>
          <th scope="col" class="n">
            Semaines sans place
          </th>
          <th scope="col">Semaines avec une place</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, pupils, pupilWeeks, placed, unplaced }) => (
          <tr>
            <th scope="row">{label}</th>
            <td class="n">{sayNumber(pupils)}</td>
            <td class="n">{sayNumber(pupilWeeks)}</td>
            <td class={unplaced > 0 ? 'n lack' : 'n'}>{sayNumber(unplaced)}</td>
            <td>
              <span class="meter">
                <i style={`width:${pupilWeeks === 0 ? 0 : Math.round((placed / pupilWeeks) * 100)}%`} />
              </span>
              {sayShare(placed, pupilWeeks)}
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  )
}
