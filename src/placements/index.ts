/** What happens before, during and after a placement: the door of this feature. */
import './tables.ts'

export { type ExpectedHalf, expectedHalves, type HalfDay, halvesOf } from './half-day.ts'
export type { IncidentFacts, IncidentHealth, IncidentKind } from './incident.ts'
