import type { Level } from '#/rules/index.ts'

/** What an import writes of a pupil, column by column as the table has it. */
export interface PupilCells {
  readonly class_id: string
  readonly first_name: string
  readonly last_name: string
  readonly birth_date: string
  readonly level: string
  readonly email: string | null
  readonly phone: string | null
  readonly lat: number | null
  readonly lon: number | null
  readonly home_precision: 'address' | 'commune' | null
  readonly commune: string | null
  readonly ine_mac: string | null
  readonly home_mac: string | null
  readonly sex: 'f' | 'm' | null
  readonly boarder: boolean | null
  readonly mef: string | null
  /** ISO instant. */
  readonly left_at: string | null
}

export interface RepresentativeCells {
  readonly pupil_id: string
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
}

/** A pupil already there. */
export interface StoredPupil {
  readonly id: string
  readonly cells: PupilCells
}

export interface StoredRepresentative {
  readonly id: string
  readonly cells: RepresentativeCells
  readonly hasAccount: boolean
}

/** What stands at a school before an import. */
export interface StoredSchool {
  /** Those who left too. */
  readonly pupils: readonly StoredPupil[]
  readonly representatives: readonly StoredRepresentative[]
  /** Of the import's school year. */
  readonly classes: readonly { readonly id: string; readonly name: string; readonly level: Level }[]
  readonly groups: readonly { readonly id: string; readonly name: string; readonly pupilIds: readonly string[] }[]
}

export type ChangeSort = 'new' | 'returned' | 'moved' | 'changed' | 'left'

export interface PupilChange {
  readonly id: string
  readonly sort: ChangeSort
  readonly former: PupilCells | null
  readonly next: PupilCells
}

/** What applying writes, and what undoing puts back. */
export interface ImportPlan {
  readonly schoolYear: number
  readonly classes: readonly { readonly id: string; readonly name: string; readonly level: Level }[]
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly members: readonly {
    readonly groupId: string
    readonly former: readonly string[]
    readonly next: readonly string[]
  }[]
  readonly pupils: readonly PupilChange[]
  /** `former` null: added; `next` null: removed. */
  readonly representatives: readonly {
    readonly id: string
    readonly former: RepresentativeCells | null
    readonly next: RepresentativeCells | null
  }[]
  /** Homes whose position is to be asked for. */
  readonly addresses: readonly { readonly pupilId: string; readonly sealed: string; readonly mac: string }[]
}

/** Someone of a file who may be one of those already there: a person says. */
export interface Question {
  /** `lineKey` */
  readonly key: string
  readonly name: string
  readonly birthDate: string
  readonly className: string | undefined
  readonly candidates: readonly {
    readonly id: string
    readonly name: string
    readonly birthDate: string
    readonly className: string
    readonly left: boolean
  }[]
}
