import type { InputProblem } from '#/platform/input-problems.ts'
import type { Level } from '#/rules/index.ts'

/** Where a pupil lives, as a file writes it: kept until its position is known, and no longer. */
export interface ListedAddress {
  readonly street: string
  readonly postcode: string
  readonly city: string
  /** INSEE code, where the file gives it. */
  readonly commune: string | undefined
}

export interface ListedRepresentative {
  readonly name: string
  readonly email: string | undefined
  readonly phone: string | undefined
}

/** A pupil as a school's file says, with only what is needed. */
export interface ListedPupil {
  readonly file: string
  readonly line: number
  /** National number; hashed at once and never kept (see `keyed`). */
  readonly ine: string | undefined
  readonly firstName: string
  readonly lastName: string
  /** ISO date. */
  readonly birthDate: string
  readonly level: Level
  readonly mef: string | undefined
  /** Undefined: in no class yet. */
  readonly className: string | undefined
  readonly groups: readonly string[]
  readonly sex: 'f' | 'm' | undefined
  readonly boarder: boolean | undefined
  readonly email: string | undefined
  readonly phone: string | undefined
  readonly address: ListedAddress | undefined
  /** Undefined: the file does not say who answers for the pupil. */
  readonly representatives: readonly ListedRepresentative[] | undefined
}

/** What was left out of an import on purpose, and how many. */
export interface LeftOut {
  /** Apprentices are employed; those whose level has no placement are not needed. */
  readonly apprentices: number
  readonly levels: number
  /** The file says that they went. */
  readonly gone: number
}

export const nobodyLeftOut: LeftOut = { apprentices: 0, levels: 0, gone: 0 }

/** A class that a file names. */
export interface ListedClass {
  readonly name: string
  readonly level: Level
}

/** What school files say, taken together. */
export interface SchoolList {
  readonly pupils: readonly ListedPupil[]
  /** Classes that a file names beside those of the pupils. */
  readonly classes: readonly ListedClass[]
  readonly leftOut: LeftOut
  /** 2025 for 2025-2026; undefined where no file says it. */
  readonly schoolYear: number | undefined
  /** UAI of the school that a file is of, where it is another one. */
  readonly otherSchool: string | undefined
  /** Whether it names everybody of the school: who is not in it has left. */
  readonly isWhole: boolean
  /** Pupils whom a wrong line may be about: by these texts they are not taken for absent. */
  readonly wrong: readonly { readonly ine: string | undefined; readonly name: string }[]
  /** What is wrong with single lines, which are left out; the rest can be applied. */
  readonly problems: readonly InputProblem[]
  /** What was passed over, and what to know, in sentences. */
  readonly remarks: readonly string[]
}

/** Several files as one list. */
export function joinLists(lists: readonly SchoolList[]): SchoolList {
  const sum = (key: keyof LeftOut): number => lists.reduce((total, { leftOut }) => total + leftOut[key], 0)
  return {
    pupils: lists.flatMap(({ pupils }) => pupils),
    classes: lists.flatMap(({ classes }) => classes),
    leftOut: { apprentices: sum('apprentices'), levels: sum('levels'), gone: sum('gone') },
    schoolYear: lists.find(({ schoolYear }) => schoolYear !== undefined)?.schoolYear,
    otherSchool: lists.find(({ otherSchool }) => otherSchool !== undefined)?.otherSchool,
    isWhole: lists.some(({ isWhole }) => isWhole),
    wrong: lists.flatMap(({ wrong }) => wrong),
    problems: lists.flatMap(({ problems }) => problems),
    remarks: lists.flatMap(({ remarks }) => remarks),
  }
}
