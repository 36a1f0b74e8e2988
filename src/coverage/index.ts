/** Coverage at a glance: the door of this feature. */
export { coverageWeb } from './web.tsx'
