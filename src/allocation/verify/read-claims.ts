import { createHash } from 'node:crypto'
import type { ZodType } from 'zod'
import { ProblemList, sayProblem } from '#/platform/input-problems.ts'
import { type NamedBytes, readTable, type TableRow } from '#/platform/table-file.ts'
import { type Certificate, certificateSchema } from '../result/certificate.ts'
import { allocationColumns, unplacedColumns } from '../result/result-tables.ts'
import { type Summary, sealOf, summarySchema } from '../result/summary.ts'
import type { Findings } from './findings.ts'

/** A line of allocation.csv as it stands. */
export interface ClaimedPlace {
  readonly line: number
  readonly pupil: string
  readonly offer: string
  readonly week: string
  readonly minutesOut: number | undefined
  readonly minutesBack: number | undefined
  /** leave_home, arrive, leave, back_home, transfers, as written. */
  readonly journey: readonly string[]
  readonly wishRank: string
  readonly cost: number | undefined
}
export interface ClaimedGap {
  readonly line: number
  readonly pupil: string
  readonly week: string
  readonly code: string
  readonly reason: string
}

/** What a result folder claims, once its files can be read at all. */
export interface Claims {
  readonly places: readonly ClaimedPlace[]
  readonly gaps: readonly ClaimedGap[]
  readonly certificate: Certificate
  readonly summary: Summary
}

export type ClaimedFiles = ReadonlyMap<string, Uint8Array>

/** Reads the claims and checks the seals that tie the files together; undefined when a file cannot be read. */
export function readClaims(files: ClaimedFiles, found: Findings): Claims | undefined {
  const named = (name: string): NamedBytes => ({ name, bytes: files.get(name) ?? new Uint8Array() })
  const problems = new ProblemList()
  const allocation = readTable(named('allocation.csv'), allocationColumns, problems)
  const unplaced = readTable(named('unplaced.csv'), unplacedColumns, problems)
  for (const problem of problems.problems) found.add('format', sayProblem(problem))
  const certificate = readJson(named('certificate.json'), certificateSchema, found)
  const summary = readJson(named('summary.json'), summarySchema, found)
  if (problems.problems.length > 0 || !certificate || !summary) return undefined
  checkSeals(files, summary, found)
  return { places: allocation.rows.map(readPlace), gaps: unplaced.rows.map(readGap), certificate, summary }
}

const outputs = ['allocation.csv', 'unplaced.csv', 'certificate.json', 'report.html']

function checkSeals(files: ClaimedFiles, summary: Summary, found: Findings): void {
  for (const name of outputs) {
    const claimed = summary.outputs.find((output) => output.name === name)?.sha256
    const actual = createHash('sha256')
      .update(files.get(name) ?? '')
      .digest('hex')
    if (claimed !== actual) found.add('empreinte', `${name} n’est plus le fichier que décrit summary.json.`)
  }
  if (sealOf(new TextDecoder().decode(files.get('summary.json'))) !== summary.seal)
    found.add('empreinte', 'summary.json a changé depuis qu’il a été écrit.')
}

function readJson<T>({ name, bytes }: NamedBytes, schema: ZodType<T>, found: Findings): T | undefined {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    found.add('format', `${name} n’est pas du JSON en UTF-8.`)
    return undefined
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) found.add('format', `${name}: ${issue.path.join('.')} : ${issue.message}`)
  return undefined
}

function readPlace(row: TableRow): ClaimedPlace {
  const number = (column: string) => (/^\d+$/.test(row.cell(column)) ? Number(row.cell(column)) : undefined)
  return {
    line: row.line,
    pupil: row.cell('pupil'),
    offer: row.cell('offer'),
    week: row.cell('week'),
    minutesOut: number('minutes_out'),
    minutesBack: number('minutes_back'),
    journey: ['leave_home', 'arrive', 'leave', 'back_home', 'transfers'].map((column) => row.cell(column)),
    wishRank: row.cell('wish_rank'),
    cost: number('cost'),
  }
}

function readGap(row: TableRow): ClaimedGap {
  return {
    line: row.line,
    pupil: row.cell('pupil'),
    week: row.cell('week'),
    code: row.cell('code'),
    reason: row.cell('reason'),
  }
}
