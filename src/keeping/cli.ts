import { command } from '#/platform/command-line.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import { openServices } from '#/web/open-services.ts'
import { type Counts, countOver } from './counts.ts'
import { keepAndReport } from './keep.ts'
import { purposes } from './purposes.ts'

export const keepCommand = command({
  name: 'keep',
  summary: 'efface ou archive ce dont la durée de conservation est passée',
  options: {
    'dry-run': { type: 'boolean', help: 'dit seulement ce qui partirait, sans rien changer' },
    json: { type: 'boolean', help: 'écrit le compte en JSON' },
  },
  async run({ 'dry-run': dryRun, json }) {
    const { services, close } = await openServices(readConfiguration(process.env))
    try {
      if (dryRun) {
        const counts = await countOver(services.db, services.clock.now())
        process.stdout.write(json ? `${JSON.stringify({ dryRun, counts })}\n` : say(counts, 'Partirait aujourd’hui'))
        return 0
      }
      const stopping = new AbortController()
      process.once('SIGINT', () => stopping.abort())
      const kept = await keepAndReport(services, stopping.signal)
      process.stdout.write(
        json
          ? `${JSON.stringify({ dryRun: false, ...kept })}\n`
          : `${say(kept.counts, 'Parti aujourd’hui')}${kept.files} fichiers sans usage effacés.\n`,
      )
      return 0
    } finally {
      await close()
    }
  },
})

/** By purpose, counts only. */
function say(counts: Counts, title: string): string {
  const lines = purposes
    .filter(({ name }) => counts[name] !== undefined)
    .map(({ name, what, becomes }) =>
      `  ${what} : ${counts[name]} ${becomes === 'archived' ? '(archives)' : ''}`.trimEnd(),
    )
  return lines.length === 0 ? `${title} : rien.\n` : `${title} :\n${lines.join('\n')}\n`
}
