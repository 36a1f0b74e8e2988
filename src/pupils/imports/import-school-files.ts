import './tables.ts'
import { platformGrounds } from '#/journal/index.ts'
import type { InputProblem } from '#/platform/input-problems.ts'
import type { Services } from '#/platform/services.ts'
import { applySchoolImport } from './apply-import.ts'
import { type ImportServices, previewSchoolFiles } from './preview-files.ts'
import { fileOfPath } from './school-file.ts'
import { findSchoolImport } from './school-imports.ts'
import type { ImportCounts } from './tables.ts'

/** What became of files given from the command line. `import` names it on the school's page. */
export interface SchoolFilesReport {
  readonly import: string
  /** `columns`, `who`: someone must answer first, on the page. `lines`: some are wrong, and only `partial` leaves them out. */
  readonly state: 'applied' | 'previewed' | 'refused' | 'columns' | 'who' | 'lines' | 'changed-since'
  readonly counts: ImportCounts
  readonly problems: readonly InputProblem[]
}

/** Gives files of a disk to a school, as its page does: the same preview, the same rules, one transaction. */
export async function importSchoolFiles(
  services: ImportServices & Pick<Services, 'announce'>,
  {
    territoryId,
    school,
    paths,
    dryRun,
    partial,
  }: {
    readonly territoryId: string
    readonly school: string
    readonly paths: readonly string[]
    readonly dryRun: boolean
    /** Applies the rest when lines are wrong. */
    readonly partial: boolean
  },
): Promise<SchoolFilesReport> {
  const files = paths.map(fileOfPath)
  const importId = await previewSchoolFiles(services, { territoryId, school, by: undefined, files })
  const found = await findSchoolImport(services.db, territoryId, importId)
  if (!found) throw new Error(`The import ${importId} is not there`)
  const { counts, problems } = found
  const report = { import: importId, counts, problems }
  if (found.state === 'columns' || found.state === 'refused') return { ...report, state: found.state }
  if (counts.questions > 0) return { ...report, state: 'who' }
  if (problems.length > 0 && !partial) return { ...report, state: 'lines' }
  if (dryRun) return { ...report, state: 'previewed' }
  // Nobody looked at the preview: what stands now is applied.
  const act = { territoryId, importId, grounds: platformGrounds, fingerprint: undefined }
  const applied = await applySchoolImport(services, act)
  return { ...report, state: 'why' in applied ? 'changed-since' : 'applied' }
}
