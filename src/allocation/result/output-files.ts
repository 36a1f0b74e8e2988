import { createHash } from 'node:crypto'
import type { AllocationResult } from '../allocate.ts'
import { renderReport } from '../report/report.tsx'
import { makeCertificate } from './certificate.ts'
import { figuresOf } from './figures.ts'
import { writeAllocation, writeUnplaced } from './result-tables.ts'
import { type RunFacts, writeSummary } from './summary.ts'

export const outputNames = [
  'allocation.csv',
  'unplaced.csv',
  'certificate.json',
  'report.html',
  'summary.json',
] as const
export type OutputName = (typeof outputNames)[number]

/** The files of a result as texts. All but summary.json are the same bytes for the same inputs. */
export function outputFiles(result: AllocationResult, run: Omit<RunFacts, 'outputs'>): ReadonlyMap<OutputName, string> {
  const figures = figuresOf(result)
  const files = new Map<OutputName, string>([
    ['allocation.csv', writeAllocation(result)],
    ['unplaced.csv', writeUnplaced(result)],
    ['certificate.json', `${JSON.stringify(makeCertificate(result))}\n`],
    ['report.html', renderReport(result, figures)],
  ])
  const outputs = [...files].map(([name, text]) => ({ name, sha256: createHash('sha256').update(text).digest('hex') }))
  files.set('summary.json', writeSummary(result, figures, { ...run, outputs }))
  return files
}
