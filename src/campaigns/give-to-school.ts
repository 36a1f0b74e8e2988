import { addressOf } from '#/addresses.ts'
import { countWords } from '#/design/words.ts'
import { RefusedCommand } from '#/platform/command-line.ts'
import { sayProblem } from '#/platform/input-problems.ts'
import type { Services } from '#/platform/services.ts'
import { importSchoolFiles, type SchoolFilesReport, sumWords } from '#/pupils/index.ts'
import { findSchool } from '#/territory/index.ts'
import { chooseTerritory } from './choose-campaign.ts'

/** `passerelle import pupils --school`: gives files to a school and says what became of them. The exit code. */
export async function giveToSchool(
  services: Services,
  {
    territory,
    school,
    paths,
    dryRun,
    partial,
    json,
  }: {
    readonly territory: string | undefined
    readonly school: string
    readonly paths: readonly string[]
    readonly dryRun: boolean
    readonly partial: boolean
    readonly json: boolean
  },
): Promise<number> {
  const territoryId = await chooseTerritory(services.db, territory)
  const known = await findSchool(services.db, territoryId, school)
  if (!known) throw new RefusedCommand(`Aucun établissement du territoire n’a l’UAI « ${school} ».`)
  const report = await readable(importSchoolFiles(services, { territoryId, school, paths, dryRun, partial }))
  const isFine = report.state === 'applied' || report.state === 'previewed'
  if (json) process.stdout.write(`${JSON.stringify({ applied: report.state === 'applied', ...report }, null, 2)}\n`)
  else {
    for (const problem of report.problems) process.stderr.write(`${sayProblem(problem)}\n`)
    const page = addressOf('schoolList', { territory: territoryId, school, list: report.import })
    const said = `${known.name} : ${endWords(report, page)}\n`
    if (isFine) process.stdout.write(said)
    else process.stderr.write(said)
  }
  return isFine ? 0 : 2
}

/** Turns what Node says of a file that cannot be read into what to do. */
async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined
    const which = path === undefined ? 'Un de ces fichiers' : `Le fichier ${path}`
    if (code === 'ENOENT') throw new RefusedCommand(`${which} n’existe pas ; vérifiez son chemin.`)
    // What reads a folder is not told its name.
    if (code === 'EISDIR') throw new RefusedCommand('Un de ces chemins est un dossier ; donnez des fichiers.')
    if (code === 'EACCES') throw new RefusedCommand(`${which} ne peut pas être lu ; vérifiez vos droits.`)
    throw error
  }
}

function endWords({ state, counts, problems }: SchoolFilesReport, page: string): string {
  switch (state) {
    case 'applied':
      return `${sumWords(counts)}. Appliqué ; la page ${page} permet d’annuler pendant 30 jours.`
    case 'previewed':
      return `${sumWords(counts)}. Rien n’a été changé ; l’aperçu attend un jour à la page ${page}.`
    case 'refused':
      return 'ces fichiers ne peuvent pas être lus. Rien n’a été changé.'
    case 'lines':
      return `${countWords(problems.length, 'ligne est à corriger', 'lignes sont à corriger')} ; --partial les laisse de côté. Rien n’a été changé.`
    case 'columns':
      return `dites une fois ce que sont les colonnes de ce tableau, à la page ${page}. Rien n’a été changé.`
    case 'who':
      return `${countWords(counts.questions, 'élève est à reconnaître', 'élèves sont à reconnaître')}, à la page ${page}. Rien n’a été changé.`
    case 'changed-since':
      return 'l’établissement a changé pendant l’aperçu : relancez la commande. Rien n’a été changé.'
    default:
      return state satisfies never
  }
}
