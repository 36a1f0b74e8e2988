import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AllocationResult, allocate, outputFiles, readInputs, stopwatch, verify } from '../src/allocation/index.ts'
import { buildDemoFiles } from '../src/demo/index.ts'
import { readNamedBytes } from '../src/platform/table-file.ts'
import { openEstimate } from '../src/transit/index.ts'

export const title = 'Allocation from files to files (Normandie, reach estimated)'

/** Seconds and resident memory of each stage, from the input files to a verified result; shares are of the allocation's own time. */
export async function bench(print: (line: string) => void, { quick }: { quick: boolean }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'))
  try {
    await buildDemoFiles(folder, { territory: 'normandie', size: quick ? 2_300 : 23_000 })
    const file = (name: string) => readNamedBytes(join(folder, name))
    const watch = stopwatch()
    const inputs = watch.time('read and check the files', () =>
      readInputs({
        campaign: file('campaign.json'),
        pupils: file('pupils.csv'),
        offers: file('offers.csv'),
        schools: file('schools.csv'),
      }),
    )
    print(`${inputs.pupils.length} pupils, ${inputs.offers.length} offers, weeks ${inputs.campaign.weeks.join(', ')}`)
    const reach = openEstimate()
    const result = await watch.timeAsync('allocate', () => allocate(inputs, reach))
    const files = watch.time('write certificate, report and tables', () =>
      outputFiles(result, { versions: { passerelle: '0', node: process.version }, seconds: [], peakMegabytes: 0 }),
    )
    sayProblems(print, result)
    const bytes = new Map([...files].map(([name, text]) => [name, new TextEncoder().encode(text)]))
    const { reasons } = await watch.timeAsync('verify', () => verify(inputs, reach, bytes))
    if (reasons.length > 0) throw new Error(`the result is not verified: ${reasons[0]}`)
    const whole = watch.stages().find(({ stage }) => stage === 'allocate')?.seconds ?? 0
    for (const { stage, seconds, residentMegabytes } of watch.stages()) {
      print(`${stage}: ${seconds.toFixed(2)} s, ${residentMegabytes} MB resident`)
      if (stage !== 'allocate') continue
      for (const each of result.seconds)
        print(
          `  ${each.stage}: ${each.seconds.toFixed(2)} s (${Math.round((100 * each.seconds) / whole)} %), ${each.residentMegabytes} MB`,
        )
    }
    print(`peak memory: ${Math.round((process.resourceUsage().maxRSS * 1024) / 1e6)} MB`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function sayProblems(print: (line: string) => void, { problems }: AllocationResult): void {
  for (const { problem, pupils, candidatePairs, solution, rounds, closed, filled } of problems)
    print(
      `${problem.key}: ${pupils.length} pupils, ${candidatePairs} pairs, ${solution.placed} placed, over 60/45/30 min ${solution.over60}/${solution.over45}/${solution.over30}, ` +
        `cost ${solution.totalCost}; solved ${rounds} times, ${closed.length} groups closed, ${filled.length} kept`,
    )
}
