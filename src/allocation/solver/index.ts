/**
 * The exact allocation of one problem (pupils, offers with seats, candidate pairs): pure arithmetic, no French, no files.
 * Pupils and offers are numbers given in an order that depends on their ids only, so that the result does too.
 */
export type { Problem, Shortage, Solution, Weights } from './problem.ts'
export { solve } from './solve.ts'
