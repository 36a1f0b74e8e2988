/**
 * The demonstration territory: real communes, everything else generated and repeatable.
 * Nothing here reads a network; positions of small communes and all outlines are approximate and say so.
 */
export type { Host, Site } from './hosts.ts'
export type { Offer } from './offers.ts'
export type { Outline, Ring } from './outlines.ts'
export type { Pupil } from './pupils.ts'
export type { School } from './schools.ts'
export {
  type Area,
  type AreaKind,
  buildTerritory,
  type Territory,
  type TerritoryOptions,
  UnknownTerritory,
} from './territory.ts'
export { zipFeed } from './timetable/index.ts'
export { buildDemoFiles, writeTerritory } from './write-territory.ts'
