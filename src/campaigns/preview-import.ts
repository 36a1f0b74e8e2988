import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { type InputProblem, InputProblems, ProblemList } from '#/platform/input-problems.ts'
import type { Services } from '#/platform/services.ts'
import { type NamedBytes, readTable } from '#/platform/table-file.ts'
import { findCampaign } from './campaigns.ts'
import { saveChanges } from './changed-rows.ts'
import { checkFiles } from './check-files.ts'
import { type Change, difference, sameCells } from './difference.ts'
import { expireImports } from './expire-imports.ts'
import { fileKind, kindWords } from './file-kind.ts'
import { inspectTimetable } from './inspect-timetable.ts'
import { storedCampaign, storedCells, storedSettings, storedTable } from './stored-files.ts'
import { cellsByKey, storedRow, type TableKind } from './stored-row.ts'
import type { Cells, FileKind, ImportState, TimetableReport } from './tables.ts'

export interface PreviewImport {
  readonly territoryId: string
  readonly campaignId: string
  readonly by: string | undefined
  readonly files: readonly NamedBytes[]
}

export interface Previewed {
  readonly importId: string
  readonly state: Extract<ImportState, 'previewed' | 'refused'>
  readonly problems: readonly InputProblem[]
}

/** A file ready to be compared and stored. */
interface ReadFile {
  readonly kind: FileKind
  /** '' but for timetables. */
  readonly name: string
  readonly file: NamedBytes
  readonly sha256: string
  readonly columns: readonly string[]
  readonly rowCount: number
  readonly changes: readonly Change<object>[]
  readonly counts: { newCount: number; changedCount: number; removedCount: number; sameCount: number }
}

/** Problems kept with an import; a file that has more was not meant to be this one. */
const mostProblems = 20_000

/**
 * Reads the files given together, checks them against each other and what is stored, and keeps the difference that applying
 * would make. Nothing of the campaign changes. Undefined when the territory has no such campaign.
 */
export async function previewImport(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  { territoryId, campaignId, by, files }: PreviewImport,
): Promise<Previewed | undefined> {
  const { db, clock, newId } = services
  const campaign = await findCampaign(db, territoryId, campaignId)
  if (!campaign) return undefined
  await expireImports(services, { territoryId, campaignId })
  const problems = new ProblemList()
  const given = recognise(files, problems)
  const reports = new Map<NamedBytes, TimetableReport>()
  for (const { kind, file } of given)
    if (kind === 'timetable') {
      const report = await inspectTimetable(file, problems)
      if (report) reports.set(file, report)
    }
  problems.problems.push(...(await checkAgainstStored(db, { territoryId, campaignId }, given)))
  const read: ReadFile[] = []
  if (problems.problems.length === 0)
    for (const { kind, file } of given)
      read.push(await compare(db, { territoryId, campaignId }, kind, file, reports.get(file)))
  const importId = newId()
  const refused = problems.problems.length > 0
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('imports')
      .values({
        territory_id: territoryId,
        id: importId,
        campaign_id: campaignId,
        state: refused ? 'refused' : 'previewed',
        base_version: campaign.version,
        applied_version: null,
        problem_count: problems.problems.length,
        problems: JSON.stringify(problems.problems.slice(0, mostProblems)),
        made_by: by ?? null,
        made_at: clock.now().toString(),
        applied_by: null,
        applied_at: null,
        undone_by: null,
        undone_at: null,
      })
      .execute()
    if (refused) await saveRefusedFiles(tx, { territoryId, importId }, given)
    else for (const file of read) await saveFile(tx, { territoryId, campaignId, importId }, file)
  })
  return { importId, state: refused ? 'refused' : 'previewed', problems: problems.problems }
}

interface Given {
  readonly kind: FileKind
  readonly file: NamedBytes
}

function recognise(files: readonly NamedBytes[], problems: ProblemList): Given[] {
  if (files.length === 0)
    problems.add({ file: 'fichiers', message: 'aucun fichier n’a été reçu ; choisissez au moins un fichier.' })
  const given: Given[] = []
  for (const file of files) {
    const kind = fileKind(file)
    if (kind === undefined) {
      problems.add({
        file: file.name,
        message:
          file.bytes.length === 0
            ? 'ce fichier est vide ; enregistrez-le de nouveau depuis le tableur, puis déposez-le.'
            : 'ce fichier n’est pas reconnu ; donnez campaign.json, pupils.csv (colonnes pupil, school…), offers.csv (offer, host…), schools.csv (uai, name…) ou des horaires GTFS en zip.',
      })
      continue
    }
    const other = given.find((each) => each.kind === kind && (kind !== 'timetable' || each.file.name === file.name))
    if (other)
      problems.add({
        file: file.name,
        message: `deux fichiers donnent la même chose (${kindWords[kind]} : ${other.file.name} et ${file.name}) ; n’en gardez qu’un.`,
      })
    else given.push({ kind, file })
  }
  return given
}

interface Where {
  readonly territoryId: string
  readonly campaignId: string
}

async function checkAgainstStored(
  db: Db,
  { territoryId, campaignId }: Where,
  given: readonly Given[],
): Promise<InputProblem[]> {
  const newOf = (kind: FileKind): NamedBytes | undefined => given.find((each) => each.kind === kind)?.file
  if (!given.some(({ kind }) => kind !== 'timetable')) return []
  const stored = async (kind: TableKind): Promise<NamedBytes | undefined> => {
    const file = await storedTable(db, territoryId, campaignId, kind)
    return file && { name: `${file.name} (déjà enregistré)`, bytes: file.bytes }
  }
  const campaign = newOf('campaign') ?? (await storedCampaign(db, territoryId, campaignId))
  const schools = newOf('schools') ?? (await stored('schools'))
  const offers = newOf('offers') ?? (await stored('offers'))
  const pupils = newOf('pupils') ?? (await stored('pupils'))
  return checkFiles({ campaign, schools, offers, pupils })
}

async function compare(
  db: Db,
  { territoryId, campaignId }: Where,
  kind: FileKind,
  file: NamedBytes,
  report: TimetableReport | undefined,
): Promise<ReadFile> {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const base = { kind, file, sha256 }
  if (kind === 'timetable') {
    const former = await storedTimetableRow(db, { territoryId, campaignId }, file.name)
    const next = { sha256, report }
    const { changes, ...counts } = difference(
      new Map(former ? [[file.name, former]] : []),
      new Map([[file.name, next]]),
      (a, b) => a.sha256 === b.sha256,
    )
    return { ...base, name: file.name, columns: [], rowCount: report?.trips ?? 0, changes, counts }
  }
  if (kind === 'campaign') {
    const former = await storedSettings(db, territoryId, campaignId)
    const next: unknown = JSON.parse(new TextDecoder().decode(file.bytes))
    const { changes, ...counts } = difference(
      new Map(former === undefined ? [] : [['', { cells: former }]]),
      new Map([['', { cells: next }]]),
      (a, b) => canonical(a.cells) === canonical(b.cells),
    )
    return { ...base, name: '', columns: [], rowCount: 1, changes, counts }
  }
  const problems = new ProblemList()
  const table = readTable(file, [], problems)
  if (problems.problems.length > 0) throw new InputProblems(problems.problems)
  const next = cellsByKey(kind, table)
  const former = await storedCells(db, territoryId, campaignId, kind)
  const { changes, ...counts } = difference<Cells>(former, next, sameCells)
  return {
    ...base,
    name: '',
    columns: table.columns.filter((column) => column !== ''),
    rowCount: next.size,
    counts,
    changes: changes.map((change) => ({
      key: change.key,
      former: change.former && storedRow(kind, change.former),
      next: change.next && storedRow(kind, change.next),
    })),
  }
}

async function storedTimetableRow(db: Db, { territoryId, campaignId }: Where, name: string) {
  const row = await db
    .selectFrom('campaign_timetables')
    .select(['sha256', 'report'])
    .where('territory_id', '=', territoryId)
    .where('campaign_id', '=', campaignId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && { sha256: row.sha256, report: row.report }
}

/** JSON with the keys of every object in order, so that two ways to write the same settings compare equal. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

async function saveRefusedFiles(
  tx: Db,
  { territoryId, importId }: { territoryId: string; importId: string },
  given: readonly Given[],
): Promise<void> {
  const seen = new Set<string>()
  for (const { kind, file } of given) {
    const name = kind === 'timetable' ? file.name : ''
    if (seen.has(`${kind} ${name}`)) continue
    seen.add(`${kind} ${name}`)
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    const counts = { newCount: 0, changedCount: 0, removedCount: 0, sameCount: 0 }
    await insertFile(
      tx,
      { territoryId, importId },
      { kind, name, file, sha256, columns: [], rowCount: 0, changes: [], counts },
    )
  }
}

async function saveFile(tx: Db, where: Where & { importId: string }, file: ReadFile): Promise<void> {
  await insertFile(tx, where, file)
  await saveChanges(tx, where, file.kind, file.changes)
  // Kept until applied, so that the preview can be made again on a base that changed.
  await sql`insert into stored_files (territory_id, sha256, bytes)
    values (${where.territoryId}, ${file.sha256}, ${Buffer.from(file.file.bytes)}) on conflict do nothing`.execute(tx)
}

async function insertFile(
  tx: Db,
  { territoryId, importId }: { territoryId: string; importId: string },
  file: ReadFile,
) {
  await tx
    .insertInto('import_files')
    .values({
      territory_id: territoryId,
      import_id: importId,
      kind: file.kind,
      name: file.name,
      file_name: file.file.name,
      sha256: file.sha256,
      columns: JSON.stringify(file.columns),
      row_count: file.rowCount,
      new_count: file.counts.newCount,
      changed_count: file.counts.changedCount,
      removed_count: file.counts.removedCount,
      same_count: file.counts.sameCount,
      former: null,
    })
    .execute()
}
