import { command, UsageError } from '#/platform/command-line.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import { fileKeys } from '#/platform/file-keys.ts'
import { filesOn, rewriteFiles } from '#/platform/files.ts'
import { shelfOf } from './open-services.ts'

export const filesCommand = command({
  name: 'files',
  summary: 'réécrit les documents avec la première clé de FILE_KEYS, pour pouvoir retirer les autres',
  options: {
    rewrite: { type: 'boolean', help: 'réécrit tous les documents ; peut être interrompu et repris' },
  },
  async run({ rewrite }) {
    const configuration = readConfiguration(process.env)
    if (!rewrite) throw new UsageError('passerelle files : dites --rewrite pour réécrire les documents.')
    if (!configuration.fileKeys)
      throw new UsageError(
        'passerelle files : FILE_KEYS n’est pas donnée. Mettez-y la nouvelle clé puis l’ancienne, séparées par une virgule.',
      )
    const files = filesOn(shelfOf(configuration), fileKeys(configuration.fileKeys))
    const { rewritten, damaged } = await rewriteFiles(files, (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} documents`)
    })
    process.stdout.write(`${rewritten} documents réécrits.\n`)
    if (damaged.length === 0) return 0
    process.stderr.write(
      `${damaged.length} documents ne s’ouvrent avec aucune de ces clés et sont restés tels quels :\n${damaged.join('\n')}\n`,
    )
    return 1
  },
})
