import '../tables.ts'
import type { ColumnType } from 'kysely'
import type { InputProblem } from '#/platform/input-problems.ts'
import type { KeyedList } from './keyed.ts'
import type { ImportPlan } from './plan.ts'

/** `columns`: waits for a person to say which column says what. */
export type SchoolImportState = 'columns' | 'previewed' | 'refused' | 'applied' | 'undone' | 'expired'

export interface ImportedFile {
  readonly name: string
  readonly kind: 'siecle' | 'table'
}

/** What a person answered. */
export interface ImportAnswers {
  /** Who is who: of a line (`lineKey`), the stored pupil's id, or `new`. */
  readonly who: Readonly<Record<string, string>>
  /** Whether those whom the file does not name have left. */
  readonly absent: 'left' | 'stay'
}

/** What an import does, in figures. */
export interface ImportCounts {
  readonly listed: number
  readonly new: number
  readonly returned: number
  readonly moved: number
  readonly changed: number
  readonly left: number
  readonly same: number
  readonly wrong: number
  /** Those whom someone must recognise first. */
  readonly questions: number
}

/** What is kept of an import: files that wait for their columns, sealed; the list until it is applied; then what it changed. */
export type KeptPlan = { readonly waiting: string } | { readonly list: KeyedList } | { readonly done: ImportPlan }

type Json<T> = ColumnType<T, string, string>

declare module '#/platform/database.ts' {
  interface Schema {
    school_imports: {
      territory_id: string
      id: string
      school: string
      state: SchoolImportState
      files: Json<readonly ImportedFile[]>
      answers: Json<ImportAnswers>
      problems: Json<readonly InputProblem[]>
      counts: Json<ImportCounts>
      made_by: string | null
      made_at: InstantColumn
      applied_at: NullableInstantColumn
      undone_at: NullableInstantColumn
    }
    school_import_plans: {
      territory_id: string
      import_id: string
      plan: Json<KeptPlan>
    }
  }
}
