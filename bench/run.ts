/**
 * `npm run bench [-- --quick] [name…]`: every `*.bench.ts` here, one after the other, in one process each so that
 * memory figures are its own. Figures are to be read as ratios to the reference named in the same run.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  allowPositionals: true,
})
const folder = import.meta.dirname

if (values.only === undefined) {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.replace('.bench.ts', ''))
    .filter((name) => positionals.length === 0 || positionals.includes(name))
  if (names.length === 0) throw new Error(`no benchmark is named ${positionals.join(', ')}`)
  for (const name of names) {
    const args = [...process.execArgv, import.meta.filename, '--only', name, ...(values.quick ? ['--quick'] : [])]
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
  }
} else {
  const module: unknown = await import(join(folder, `${values.only}.bench.ts`))
  if (!isBench(module)) throw new Error(`${values.only}.bench.ts must export a title and a bench function`)
  process.stdout.write(`\n# ${module.title}\n`)
  await module.bench((line) => process.stdout.write(`${line}\n`), { quick: values.quick })
}

interface Bench {
  readonly title: string
  bench(print: (line: string) => void, options: { quick: boolean }): Promise<void>
}

function isBench(module: unknown): module is Bench {
  return typeof module === 'object' && module !== null && 'title' in module && 'bench' in module
}
