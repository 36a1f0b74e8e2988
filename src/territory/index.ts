/** Territories, their areas and their schools: the door of this feature. */
export { type Area, type AreaCodes, type AreaKind, areaKinds, type Outline } from './area.ts'
export { type AreaOutline, findArea, listAreas, listOutlines, saveAreas, saveOutlines } from './areas.ts'
export { type OfficialAreas, officialAreas } from './official-areas.ts'
export type { School } from './school.ts'
export { findSchool, listSchools, saveSchools } from './schools.ts'
export {
  findTerritory,
  isDemonstration,
  listTerritories,
  saveTerritory,
  type Territory,
  timeZoneOf,
} from './territories.ts'
