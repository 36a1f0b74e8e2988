import './tables.ts'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type InputProblem, ProblemList } from '#/platform/input-problems.ts'
import type { Services } from '#/platform/services.ts'
import { listAreas, timeZoneOf } from '#/territory/index.ts'
import { schoolYearOf, schoolYearWords } from '../school-class.ts'
import type { SchoolTable } from './find-header.ts'
import { type KeyedList, keyList } from './keyed.ts'
import { joinLists, type SchoolList } from './listed.ts'
import { type Planned, planImport } from './plan-import.ts'
import { pupilsOfTable, readSchoolTables } from './read-pupil-table.ts'
import { otherSchoolWords, readSiecle } from './read-siecle.ts'
import { withoutRepeats } from './repeated-lines.ts'
import { type SchoolFile, sortFiles } from './school-file.ts'
import {
  findSchoolImport,
  forgetPlan,
  listOfImport,
  noCounts,
  type SchoolImport,
  savePlan,
  saveSchoolImport,
  waitingOfImport,
} from './school-imports.ts'
import { readSchool } from './stored-school.ts'
import { rememberColumns, rememberedColumns } from './table-columns.ts'
import { type ChosenColumns, missingColumns } from './table-fields.ts'
import type { ImportAnswers, ImportedFile } from './tables.ts'

export type ImportServices = Pick<Services, 'db' | 'clock' | 'newId' | 'key' | 'configuration'>

interface At {
  readonly territoryId: string
  readonly school: string
  readonly by: string | undefined
}

const waitingPurpose = 'school files'

/**
 * Reads the files of a school, and keeps what applying needs and nothing else: pupils, their numbers and addresses hashed or sealed. The id of the
 * import: previewed, refused, or waiting for someone to say what the columns of a table are.
 */
export async function previewSchoolFiles(
  services: ImportServices,
  { files, ...at }: At & { readonly files: readonly SchoolFile[] },
): Promise<string> {
  const problems = new ProblemList()
  const today = await todayAt(services, at.territoryId)
  const remarks: string[] = []
  const { siecle, tables } = await sortFiles(files, problems, remarks)
  const [first] = tables
  if (siecle.length > 0 && first)
    problems.add({
      file: first.name,
      message: 'un tableau se dépose à part des exports de SIECLE ; déposez-le après eux.',
    })
  const lists = siecle.length > 0 ? [await readSiecle(siecle, { school: at.school, today }, problems)] : []
  const read: SchoolTable[] = []
  for (const each of tables) read.push(...(await readSchoolTables(each, problems, remarks)))
  const known = await Promise.all(read.map(({ columns }) => rememberedColumns(services.db, at, columns)))
  // The same columns may be another class's: which one is asked each time.
  const isKnown = known.every((chosen) => chosen?.className !== undefined && missingColumns(chosen) === undefined)
  const importId = services.newId()
  const given: readonly ImportedFile[] = [
    ...siecle.map(({ name }) => ({ name, kind: 'siecle' as const })),
    ...tables.map(({ name }) => ({ name, kind: 'table' as const })),
    ...(siecle.length + tables.length > 0 ? [] : files.map(({ name }) => ({ name, kind: 'table' as const }))),
  ]
  if (problems.problems.length > 0 || isKnown) {
    for (const [index, table] of read.entries())
      lists.push(pupilsOfTable(table, known[index] ?? {}, { today, school: at.school, oneClass: undefined }))
    await finish(services, at, { importId, files: given, lists, remarks, problems: problems.problems, today })
  } else
    await services.db.transaction().execute(async (tx) => {
      await saveSchoolImport(tx, { ...base(services, at, importId, given), state: 'columns', problems: [] })
      const sealed = services.key.seal(waitingPurpose, JSON.stringify({ tables: read, remarks }))
      await savePlan(tx, at.territoryId, importId, { waiting: sealed })
    })
  return importId
}

const emptyAnswers: ImportAnswers = { who: {}, absent: 'stay' }

const base = (services: ImportServices, at: At, id: string, files: readonly ImportedFile[]) => ({
  ...{ ...at, id, files, answers: emptyAnswers, counts: noCounts },
  at: services.clock.now().toString(),
})

/** The tables of an import that wait for their columns. */
export async function waitingTables(
  { db, key }: Pick<Services, 'db' | 'key'>,
  { territoryId, id }: Pick<SchoolImport, 'territoryId' | 'id'>,
): Promise<{ readonly tables: readonly SchoolTable[]; readonly remarks: readonly string[] }> {
  const sealed = await waitingOfImport(db, territoryId, id)
  const text = sealed === undefined ? undefined : key.open(waitingPurpose, sealed)
  const read = text === undefined ? undefined : waitingShape.safeParse(JSON.parse(text))
  return read?.data ?? { tables: [], remarks: [] }
}

const waitingShape = z.object({
  tables: z.array(
    z.object({
      ...{ name: z.string(), title: z.string(), columns: z.array(z.string()) },
      rows: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
    }),
  ),
  remarks: z.array(z.string()),
})

/** Says what the columns are, remembers it for the school, and goes on to the preview. Repeated, it changes nothing. */
export async function confirmColumns(
  services: ImportServices,
  {
    importId,
    chosen,
    classes,
    ...at
  }: At & {
    readonly importId: string
    readonly chosen: readonly ChosenColumns[]
    /** The class of each table that no column says, where it is one. */
    readonly classes: readonly (string | undefined)[]
  },
): Promise<void> {
  const found = await findSchoolImport(services.db, at.territoryId, importId)
  if (found?.state !== 'columns') return
  const today = await todayAt(services, at.territoryId)
  const lists: SchoolList[] = []
  const { tables, remarks } = await waitingTables(services, found)
  for (const [index, table] of tables.entries()) {
    const its = chosen[index] ?? {}
    await rememberColumns(services, at, table.columns, its)
    lists.push(pupilsOfTable(table, its, { today, school: at.school, oneClass: classes[index] }))
  }
  await finish(services, at, { importId, files: found.files, lists, remarks, problems: [], today })
}

async function finish(
  services: ImportServices,
  at: At,
  given: {
    readonly importId: string
    readonly files: readonly ImportedFile[]
    readonly lists: readonly SchoolList[]
    readonly remarks: readonly string[]
    readonly problems: readonly InputProblem[]
    readonly today: Temporal.PlainDate
  },
): Promise<void> {
  const { db, key, configuration } = services
  const { importId, files, lists, today } = given
  const { territoryId } = at
  const read = joinLists(lists)
  const joined = { ...read, remarks: [...given.remarks, ...read.remarks] }
  const fatal = [...given.problems, ...wholeProblems(joined, at.school, files, given.problems.length > 0, today)]
  const list = withoutRepeats(
    keyList(joined, {
      ...{ key, territoryId, asksAddresses: configuration.addressUrl !== undefined },
      communes: await listAreas(db, territoryId, 'commune'),
    }),
  )
  const answers: ImportAnswers = { who: {}, absent: list.isWhole ? 'left' : 'stay' }
  await db.transaction().execute(async (tx) => {
    const known = await findSchoolImport(tx, territoryId, importId, { lock: true })
    // Confirmed twice at once: the first one did it.
    if (known && known.state !== 'columns') return
    const head = { ...base(services, at, importId, files), answers }
    if (fatal.length > 0) {
      await saveSchoolImport(tx, { ...head, state: 'refused', problems: [...fatal, ...list.problems] })
      await forgetPlan(tx, territoryId, importId)
      return
    }
    const { counts } = await planNow(services, tx, { ...at, list, answers })
    await saveSchoolImport(tx, { ...head, state: 'previewed', problems: list.problems, counts })
    await savePlan(tx, territoryId, importId, { list })
  })
}

/** What makes the whole of the files useless. */
function wholeProblems(
  { pupils, classes, problems, leftOut, schoolYear, otherSchool }: SchoolList,
  school: string,
  files: readonly ImportedFile[],
  isRefused: boolean,
  today: Temporal.PlainDate,
): InputProblem[] {
  const [first] = files
  if (!first || isRefused) return []
  const now = schoolYearOf(today)
  if (schoolYear !== undefined && schoolYear !== now)
    return [
      {
        file: first.name,
        message: `ce fichier est de l’année ${schoolYearWords(schoolYear)} ; exportez celui de ${schoolYearWords(now)}.`,
      },
    ]
  if (otherSchool !== undefined) return [{ file: first.name, message: otherSchoolWords(otherSchool, school) }]
  const nobody =
    pupils.length + classes.length + problems.length + leftOut.levels + leftOut.apprentices + leftOut.gone === 0
  return nobody ? [{ file: first.name, message: 'ce fichier ne nomme aucun élève ; vérifiez que c’est le bon.' }] : []
}

/** What applying would change, as things stand. `fingerprint` says the same change by the same text. */
export async function planNow(
  services: ImportServices,
  db: Db,
  {
    territoryId,
    school,
    list,
    answers,
  }: {
    readonly territoryId: string
    readonly school: string
    readonly list: KeyedList
    readonly answers: ImportAnswers
  },
): Promise<Planned & { readonly fingerprint: () => string }> {
  const schoolYear = list.schoolYear ?? schoolYearOf(await todayAt(services, territoryId, db))
  const stored = await readSchool(db, { territoryId, school }, schoolYear)
  const at = services.clock.now().round('millisecond').toString()
  const planned = planImport(list, stored, { answers, schoolYear, newId: services.newId, at })
  const known = new Set(
    [...stored.pupils, ...stored.classes, ...stored.groups, ...stored.representatives].map(({ id }) => id),
  )
  return { ...planned, fingerprint: () => fingerprintOf(planned, known, at) }
}

/** New things get other identifiers each time, and those who leave another moment: both are left out. */
function fingerprintOf({ plan }: Planned, known: ReadonlySet<string>, at: string): string {
  const text = JSON.stringify(plan, (_, value: unknown) =>
    value === at || (typeof value === 'string' && isId(value) && !known.has(value)) ? '' : value,
  )
  return createHash('sha256').update(text).digest('hex')
}

/** The preview of an import, as things stand now; undefined when it is none any more. */
export async function previewOf(services: ImportServices, found: SchoolImport) {
  const list = found.state === 'previewed' ? await listOfImport(services.db, found.territoryId, found.id) : undefined
  return list && { list, ...(await planNow(services, services.db, { ...found, list })) }
}

/** The day where the school is. */
export async function todayAt(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  territoryId: string,
  tx: Db = db,
): Promise<Temporal.PlainDate> {
  return clock
    .now()
    .toZonedDateTimeISO(await timeZoneOf(tx, territoryId))
    .toPlainDate()
}
