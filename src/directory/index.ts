export { sectorLabels } from './sectors.ts'
