/** Coverage at a glance: the door of this feature. */
export type { Level } from './area-coverage.ts'
export { levelWords } from './links.ts'
export { coverageWeb } from './web.tsx'
