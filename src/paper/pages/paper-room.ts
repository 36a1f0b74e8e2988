import type { Account } from '#/identity/index.ts'
import type { Batch } from '../batches.ts'

/** Where one works on paper: a school's office. */
export interface PaperRoom {
  readonly account: Account
  readonly territoryId: string
  readonly school: string
  readonly schoolName: string
}

export interface BatchRoom extends PaperRoom {
  readonly batch: Batch
}

/** The parameters of the addresses of a batch. */
export const keysOf = ({ territoryId, school, batch }: BatchRoom) => ({
  territory: territoryId,
  school,
  batch: batch.id,
})
