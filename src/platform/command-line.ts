import { parseArgs } from 'node:util'
import { InputProblems } from './input-problems.ts'

/** An option of a command, as `--help` shows it. */
export interface Option {
  readonly type: 'string' | 'boolean'
  readonly required?: boolean
  readonly multiple?: boolean
  /** What stands after the option in the help: `F`, `DIR`, `N`. */
  readonly value?: string
  readonly help: string
}
export type Options = Readonly<Record<string, Option>>

export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K]['type'] extends 'boolean'
    ? boolean
    : O[K]['multiple'] extends true
      ? readonly string[]
      : O[K]['required'] extends true
        ? string
        : string | undefined
}

/** A command ready to run on its arguments. Exit codes: 0 done, 1 verification failed or internal error, 2 bad usage or input. */
export interface Command {
  readonly summary: string
  readonly help: string
  run(args: readonly string[]): Promise<number>
}

/** What a person typed does not fit the command; the message says what to type. Exit 2. */
export class UsageError extends Error {}

/** The command cannot run as asked (a folder in use, a port taken); the message says what to do. Exit 2. */
export class RefusedCommand extends Error {}

/** Declares a command: `--help` and the parsed, typed values come from the same table. */
export function command<const O extends Options>(definition: {
  name: string
  summary: string
  positionals?: string
  options: O
  run(values: Values<O>, positionals: readonly string[]): Promise<number> | number
}): Command {
  const { name, summary, options, positionals } = definition
  const help = `passerelle ${name}${positionals ? ` ${positionals}` : ''} : ${summary}\n\n${describe(options)}`
  return {
    summary,
    help,
    async run(args) {
      if (args.includes('--help')) {
        process.stdout.write(`${help}\n`)
        return 0
      }
      const parsed = parse(name, args, options, positionals !== undefined)
      return definition.run(readValues(name, options, parsed.values), parsed.positionals)
    },
  }
}

/** Runs a command and turns what it throws into words and an exit code. */
export async function runCommand(asked: Command, args: readonly string[]): Promise<number> {
  try {
    return await asked.run(args)
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${asked.help}\n`)
      return 2
    }
    if (error instanceof InputProblems || error instanceof RefusedCommand) {
      process.stderr.write(`${error.message}\n`)
      return 2
    }
    process.stderr.write(
      `Erreur interne : ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    return 1
  }
}

type Parsed = Record<string, string | boolean | (string | boolean)[] | undefined>

function parse(name: string, args: readonly string[], options: Options, allowPositionals: boolean) {
  try {
    const config = Object.fromEntries(
      Object.entries(options).map(([key, { type, multiple }]) => [key, { type, multiple: multiple ?? false }]),
    )
    return parseArgs({ args: [...args], options: config, allowPositionals, strict: true })
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new UsageError(`passerelle ${name} : ${detail}`)
  }
}

function readValues<O extends Options>(name: string, options: O, parsed: Parsed): Values<O> {
  const missing = Object.entries(options).filter(([key, { required }]) => required && parsed[key] === undefined)
  if (missing.length > 0)
    throw new UsageError(
      `passerelle ${name} : il manque ${missing.map(([key, { value }]) => `--${key} ${value ?? ''}`.trim()).join(', ')}.`,
    )
  const values = Object.fromEntries(
    Object.entries(options).map(([key, { type, multiple }]) => [
      key,
      parsed[key] ?? (type === 'boolean' ? false : multiple ? [] : undefined),
    ]),
  )
  // parseArgs gave each value the type its option declares; the mapped type says the same.
  return values as Values<O>
}

function describe(options: Options): string {
  const own: Options = { help: { type: 'boolean', help: 'cette aide' } }
  const rows = Object.entries({ ...options, ...own })
  const left = rows.map(([key, { value, multiple }]) => `  --${key}${value ? ` ${value}` : ''}${multiple ? ' …' : ''}`)
  const width = Math.max(...left.map((text) => text.length)) + 2
  return rows
    .map(([, { help, required }], index) => `${left[index]!.padEnd(width)}${help}${required ? ' (obligatoire)' : ''}`)
    .join('\n')
}
