/** Pupils apply, hosts answer, seats are taken: the door of this feature. */
export { placeOfApplication } from './places.ts'
export type { ApplicationAnswers, ApplicationState } from './tables.ts'
