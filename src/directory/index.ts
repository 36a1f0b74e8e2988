/** Those who welcome pupils: hosts, their sites, their sectors: the door of this feature. */
import './tables.ts'

export { placeOfHost } from './places.ts'
export { sectorLabels } from './sectors.ts'
