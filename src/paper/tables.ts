import type { ColumnType, Generated } from 'kysely'
import type { RoleName } from '#/identity/index.ts'
import type { Placement } from './page-geometry.ts'

export type BatchState = 'receiving' | 'waiting' | 'reading' | 'read' | 'failed'
export type PaperKind = 'pdf' | 'jpeg' | 'png' | 'tiff'
export type PageState = 'known' | 'unknown' | 'aside'
export type KnownBy = 'code' | 'letters' | 'pupil'
export type ConfirmationState = 'waiting' | 'counted' | 'undone' | 'refused'

/** Corners of a page code in an image, in pixels: top left, top right, bottom right, bottom left of the code as it is printed. */
export type CodeBox = readonly [Point, Point, Point, Point]
export interface Point {
  readonly x: number
  readonly y: number
}

declare module '#/platform/database.ts' {
  interface Schema {
    paper_batches: {
      territory_id: string
      id: string
      school: string
      made_by: string | null
      made_at: InstantColumn
      state: BatchState
      stage: string
      done: Generated<number>
      total: Generated<number>
      worker: string | null
      attempts: Generated<number>
      started_at: NullableInstantColumn
      finished_at: NullableInstantColumn
      failure: string | null
    }
    paper_files: {
      territory_id: string
      id: string
      batch_id: string
      school: string
      position: number
      file_name: string
      kind: PaperKind
      sha256: string
      pages: number | null
      refused: string | null
      repeats: string | null
    }
    paper_pages: {
      territory_id: string
      id: string
      batch_id: string
      file_id: string
      school: string
      position: number
      image_sha256: string | null
      image_width: number | null
      image_height: number | null
      placement: ColumnType<Placement | null, string | null, string | null>
      ink: number[] | null
      state: PageState
      known_by: KnownBy | null
      agreement_id: string | null
      version: number | null
      page: number | null
      settled_by: string | null
      settled_at: NullableInstantColumn
    }
    paper_confirmations: {
      territory_id: string
      id: string
      school: string
      batch_id: string
      agreement_id: string
      version: number
      signatories: string[]
      proofs: string[]
      state: ConfirmationState
      by_account: string
      by_role: RoleName | null
      why: string
      at: InstantColumn
      counted_at: NullableInstantColumn
      refused: string | null
    }
  }
}
