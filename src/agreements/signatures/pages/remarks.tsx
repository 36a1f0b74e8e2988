import { Notice } from '#/design/index.ts'
import { type Change, sayChange } from '../../document/amended.ts'
import type { Anomaly } from '../anomalies.ts'

/** What a head looks at before signing: what stands out, and what an amendment changes. */
export const Remarks = ({
  of: { anomalies, changes },
}: {
  readonly of: { readonly anomalies: readonly Anomaly[]; readonly changes: readonly Change[] }
}) =>
  anomalies.length + changes.length === 0 ? (
    <span class="soft">rien à signaler</span>
  ) : (
    <ul class="notes">
      {changes.map((change) => (
        <li key={change[0]}>Avenant. {sayChange(change)}</li>
      ))}
      {anomalies.map(({ words, weight }) => (
        <li key={words}>{weight > 1 ? <strong>{words}</strong> : words}</li>
      ))}
    </ul>
  )

/** What all of a list share, told once above it. */
export const SharedRemarks = ({ shared }: { readonly shared: readonly Anomaly[] }) => (
  <>
    {shared.map(({ words }) => (
      <Notice key={words} kind="warning" title="Pour toute la liste">
        {words}
      </Notice>
    ))}
  </>
)
