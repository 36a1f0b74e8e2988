/** A value of the kept host that a merge changed. */
export interface HostChange {
  readonly field: MergedField
  readonly before: string | number | null
  readonly after: string | number | null
}

/** The values of a host between which a person chooses when two are merged: columns of the table. */
export const mergedFields = ['siret', 'name', 'naf', 'sector', 'staff', 'description', 'website'] as const
export type MergedField = (typeof mergedFields)[number]
