/** Pupils apply, hosts answer, seats are taken: the door of this feature. */
export { type ActorKind, type ApplicationState, applicationStates, openStates } from './application.ts'
export { placeOfApplication } from './places.ts'
export type { ApplicationAnswers } from './tables.ts'
export { openTransitions, type Transition, type TransitionName, transitions } from './transitions.ts'
