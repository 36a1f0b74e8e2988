import { type Command, runCommand } from './platform/command-line.ts'

/** Every command, loaded only when asked for, so that `--help` is instant. */
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./web/cli.ts')).startCommand,
  serve: async () => (await import('./web/cli.ts')).serveCommand,
  demo: async () => (await import('./web/cli.ts')).demoCommand,
  account: async () => (await import('./identity/cli.ts')).accountCommand,
  bounce: async () => (await import('./messages/cli.ts')).bounceCommand,
  files: async () => (await import('./web/files-cli.ts')).filesCommand,
  keep: async () => (await import('./keeping/cli.ts')).keepCommand,
  recount: async () => (await import('./indicators/cli.ts')).recountCommand,
  import: async () => (await import('./campaigns/cli.ts')).importCommand,
  allocate: async () => (await import('./allocation/cli.ts')).allocateCommand,
  verify: async () => (await import('./allocation/cli.ts')).verifyCommand,
  reach: async () => (await import('./transit/cli.ts')).reachCommand,
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  const load = name === undefined ? undefined : commands[name]
  if (load) return runCommand(await load(), args)
  const wanted = name === undefined || name === '--help' || name === 'help'
  const lines = await Promise.all(
    Object.entries(commands).map(async ([key, each]) => `  passerelle ${key.padEnd(12)}${(await each()).summary}`),
  )
  const usage = `Commandes (chacune a son --help) :\n${lines.join('\n')}\n`
  if (wanted) process.stdout.write(usage)
  else process.stderr.write(`passerelle : « ${name} » n’est pas une commande.\n\n${usage}`)
  return wanted ? 0 : 2
}

process.exitCode = await main(process.argv.slice(2))
