import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Instance } from './generate-problem.ts'
import type { Figures } from './solver-instance.ts'

export const title = 'Allocation solver: exact, one thread, 40 candidates a pupil; beside LEMON’s network simplex'

const SIZES = [5000, 23_000, 100_000, 560_000]

/** Every size, even and clustered, with too few and enough seats; then two dense ones. Memory is the whole process's. */
export async function bench(print: (line: string) => void, options: { quick: boolean }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'solver-bench-'))
  try {
    const reference = buildReference(folder)
    if (!reference) print('LEMON (liblemon-dev) or g++ is not installed: no reference figures.')
    print(
      'pupils × candidates, homes, seats per pupil | placed | over 60 / 45 / 30 | cost | seconds | MB | LEMON: processor seconds, MB',
    )
    for (const pupils of options.quick ? SIZES.slice(0, 2) : SIZES) {
      for (const clustered of [false, true]) {
        for (const seatsPerPupil of [0.9, 1.1]) {
          run({ pupils, candidates: 40, seatsPerPupil, clustered, seed: 1 })
        }
      }
    }
    if (!options.quick) {
      run({ pupils: 6000, offers: 4000, candidates: 4000, seatsPerPupil: 0.9, clustered: true, seed: 1 })
      run({ pupils: 25_000, offers: 6000, candidates: 1000, seatsPerPupil: 1.1, clustered: true, seed: 1 })
    }

    function run(instance: Instance): void {
      const problem = join(folder, 'problem')
      const forReference = join(folder, 'reference')
      child(['generate', problem, JSON.stringify(instance)])
      const figures: Figures = JSON.parse(child(['solve', problem, ...(reference ? [forReference] : [])]))
      const { pupils, candidates, clustered, seatsPerPupil } = instance
      const name = `${pupils} × ${candidates}, ${clustered ? 'towns' : 'even'}, ${seatsPerPupil}`
      const tiers = `${figures.over60} / ${figures.over45} / ${figures.over30}`
      const own = `${name} | ${figures.placed} | ${tiers} | ${figures.totalCost} | ${figures.seconds.toFixed(2)} (processor ${figures.processor.toFixed(2)}) | ${figures.megabytes.toFixed(0)}`
      const stages = Object.entries(figures.stages).map(([stage, seconds]) => `${stage} ${seconds.toFixed(2)}`)
      print(
        `${own} | ${reference ? compare(reference, forReference, figures) : 'not installed'} (${stages.join(', ')})`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function child(args: readonly string[]): string {
  const script = join(import.meta.dirname, 'solver-instance.ts')
  return execFileSync(process.execPath, [...process.execArgv, script, ...args], { encoding: 'utf8' })
}

/** LEMON's least composite for the same pupils must be ours, to the unit. */
function compare(program: string, input: string, figures: Figures): string {
  const { stdout, status } = spawnSync(program, { stdio: [openSync(input, 'r'), 'pipe', 'inherit'], encoding: 'utf8' })
  const [total, seconds, megabytes] = stdout.trim().split(' ')
  if (status !== 0 || total !== figures.composite) {
    throw new Error(`LEMON finds ${total}, the solver ${figures.composite}: one of them is wrong`)
  }
  const ratio = figures.processor / Number(seconds)
  return `${Number(seconds).toFixed(2)}, ${megabytes}; same value; we take ${ratio.toFixed(2)} times as long`
}

function buildReference(folder: string): string | undefined {
  if (!existsSync('/usr/include/lemon/network_simplex.h')) return undefined
  const program = join(folder, 'network-simplex')
  const source = join(import.meta.dirname, 'lemon', 'network-simplex.cpp')
  const { status } = spawnSync(process.env.CXX ?? 'g++', ['-O2', '-o', program, source], { stdio: 'ignore' })
  return status === 0 ? program : undefined
}
