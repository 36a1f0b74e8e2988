import { writeTable } from '#/platform/table-file.ts'
import type { AllocationResult } from '../allocate.ts'

export const allocationColumns = [
  'pupil',
  'offer',
  'week',
  'minutes_out',
  'minutes_back',
  'leave_home',
  'arrive',
  'leave',
  'back_home',
  'transfers',
  'wish_rank',
  'cost',
] as const
export const unplacedColumns = ['pupil', 'week', 'code', 'reason'] as const

/** allocation.csv: a line per pupil and week, by pupil then week. A pupil leaves at the minute before, and arrives at the minute after. */
export function writeAllocation({ inputs, placements }: Pick<AllocationResult, 'inputs' | 'placements'>): string {
  return writeTable(
    allocationColumns,
    placements.map(({ pupil, offer, week, minutesOut, minutesBack, journey, wishRank, cost }) => [
      inputs.pupils[pupil]!.id,
      inputs.offers[offer]!.id,
      week,
      minutesOut,
      minutesBack,
      journey && hoursMinutes(Math.floor(journey.leaveHomeSeconds / 60)),
      journey && hoursMinutes(Math.ceil(journey.arriveSeconds / 60)),
      journey && hoursMinutes(Math.floor(journey.leaveSeconds / 60)),
      journey && hoursMinutes(Math.ceil(journey.backHomeSeconds / 60)),
      journey?.transfers,
      wishRank === 0 ? undefined : wishRank,
      cost,
    ]),
  )
}

/** unplaced.csv: a line per pupil and week without a place, by pupil then week. */
export function writeUnplaced({ inputs, unplaced }: Pick<AllocationResult, 'inputs' | 'unplaced'>): string {
  return writeTable(
    unplacedColumns,
    unplaced.map(({ pupil, week, code, reason }) => [inputs.pupils[pupil]!.id, week, code, reason]),
  )
}

/** « 08:07 »; hours of the service day, so that 00:10 the next day is 24:10. */
export function hoursMinutes(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
