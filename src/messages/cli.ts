import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { systemClock } from '#/platform/clock.ts'
import { command, UsageError } from '#/platform/command-line.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import { type Database, openDatabase } from '#/platform/database.ts'
import { randomId } from '#/platform/identifiers.ts'
import { type Taken, takeReport } from './take-report.ts'

/** What a mail server takes for « keep it and call again » (sysexits.h). */
const tryLater = 75

const words: Readonly<Record<Taken['kind'], string>> = {
  recorded: 'refus noté',
  'no-report': 'pas un avis de non-remise : laissé de côté',
  'no-failure': 'aucun échec annoncé : laissé de côté',
  'not-ours': 'ne répond à aucun de nos courriers : laissé de côté',
}

export const bounceCommand = command({
  name: 'bounce',
  summary: 'lit les avis de non-remise : un sur l’entrée standard, ou un dossier',
  options: {
    dir: { type: 'string', value: 'DIR', help: 'un dossier d’avis, un par fichier (sans lui : l’entrée standard)' },
  },
  async run({ dir }) {
    const reports = dir === undefined ? [{ name: 'entrée standard', bytes: await buffer(process.stdin) }] : filesIn(dir)
    let database: Database
    try {
      database = await openDatabase(readConfiguration(process.env))
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      return tryLater
    }
    try {
      const services = { db: database.db, clock: systemClock, newId: randomId }
      for (const { name, bytes } of reports)
        process.stdout.write(`${name} : ${words[(await takeReport(services, bytes)).kind]}\n`)
      return 0
    } finally {
      await database.close()
    }
  },
})

function filesIn(dir: string): { readonly name: string; readonly bytes: Uint8Array }[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => ({ name, bytes: readFileSync(join(dir, name)) }))
  } catch {
    throw new UsageError(`passerelle bounce : le dossier « ${dir} » ne se lit pas.`)
  }
}
