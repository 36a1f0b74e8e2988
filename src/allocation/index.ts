/**
 * From a territory's files to a place for every pupil who can have one, with the proof. `inputs/` reads and checks the files, `rules/` says
 * who may go where, `problem/` makes of it what `solver/` solves, `result/` and `report/` say what came out, `verify/` checks it all again.
 */
export { type AllocationResult, allocate } from './allocate.ts'
export { readCampaign } from './inputs/read-campaign.ts'
export { type AllocationInputs, readInputs } from './inputs/read-inputs.ts'
export { readOffers } from './inputs/read-offers.ts'
export { readPupils } from './inputs/read-pupils.ts'
export { readSchools } from './inputs/read-schools.ts'
export type { ObservedProblem } from './observer.ts'
export { kilometresBetween } from './problem/distance.ts'
export type { NamedShortage } from './problem/shortages.ts'
export { workPlace } from './problem/travel.ts'
export { wishTable } from './problem/wishes.ts'
export { outputFiles } from './result/output-files.ts'
export { hoursMinutes } from './result/result-tables.ts'
export { softwareVersions } from './result/versions.ts'
export { avoidedRefusal, eligibleStage, type Refusal } from './rules/eligibility.ts'
export { calendarOfPupil } from './rules/profiles.ts'
export { stopwatch } from './stopwatch.ts'
export { verify } from './verify/verify.ts'
