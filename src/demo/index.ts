/**
 * The demonstration territory: real communes, everything else generated and repeatable.
 * Nothing here reads a network; positions of small communes and all outlines are approximate and say so.
 */
export { demonstrationCodes } from './bank/demonstration-codes.ts'
export { fillDemonstration, isDemonstrationFilled } from './fill-demonstration.ts'
export type { Host, Site } from './hosts.ts'
export type { Offer } from './offers.ts'
export type { Outline, Ring } from './outlines.ts'
export type { Place, Point } from './place.ts'
export type { Pupil, SchoolToFill } from './pupils.ts'
export { type RaisedInputs, raiseInputs, writeInputs } from './raise-inputs.ts'
export { seededRandom } from './random.ts'
export type { School } from './schools.ts'
export { describeSettlements } from './settlements.ts'
export {
  type Area,
  type AreaKind,
  buildTerritory,
  type Territory,
  type TerritoryOptions,
  UnknownTerritory,
} from './territory.ts'
export { buildDemoFiles } from './write-territory.ts'
