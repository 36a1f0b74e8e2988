import { systemClock } from '#/platform/clock.ts'
import { command, RefusedCommand, UsageError } from '#/platform/command-line.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import { openDatabase } from '#/platform/database.ts'
import { randomId } from '#/platform/identifiers.ts'
import { type InputProblem, InputProblems, ProblemList } from '#/platform/input-problems.ts'
import { migrate } from '#/platform/migrations.ts'
import type { Services } from '#/platform/services.ts'
import { type NamedBytes, readNamedBytes } from '#/platform/table-file.ts'
import { openServices } from '#/web/open-services.ts'
import { applyImport } from './apply-import.ts'
import { listCampaigns } from './campaigns.ts'
import { checkFiles } from './check-files.ts'
import { chooseCampaign, chooseTerritory, findByName } from './choose-campaign.ts'
import { createCampaign } from './create-campaign.ts'
import { removesMany } from './difference.ts'
import { fileKind, kindWords } from './file-kind.ts'
import { giveToSchool } from './give-to-school.ts'
import { findImport, type ImportedFile, listImports } from './imports.ts'
import { previewImport } from './preview-import.ts'
import type { FileKind } from './tables.ts'

/** What people type for each kind of file. */
const kinds: Readonly<Record<string, FileKind>> = {
  campaign: 'campaign',
  schools: 'schools',
  pupils: 'pupils',
  offers: 'offers',
  timetables: 'timetable',
}
const kindNames = Object.keys(kinds).join(', ')

/** `passerelle import`: the same preview, errors by line, difference and apply as the page of files. */
export const importCommand = command({
  name: 'import',
  positionals: 'KIND FICHIER…',
  summary: `donne des fichiers à une campagne (${kindNames}), ou à un établissement (pupils --school) : aperçu, erreurs, différences, application`,
  options: {
    'dry-run': { type: 'boolean', help: 'montre ce qui changerait, sans rien changer à la campagne' },
    campaign: {
      type: 'string',
      value: 'NOM',
      help: 'le nom ou l’identifiant de la campagne (inutile s’il n’y en a qu’une) ; « import campaign » crée celle qui n’existe pas',
    },
    territory: {
      type: 'string',
      value: 'ID',
      help: 'le territoire (inutile s’il n’y en a qu’un) ; par exemple normandie',
    },
    school: {
      type: 'string',
      value: 'UAI',
      help: 'met à jour les listes d’élèves de cet établissement (pupils) : exports de SIECLE, ou un tableau',
    },
    partial: { type: 'boolean', help: 'avec --school, laisse de côté les lignes fausses et applique le reste' },
    json: { type: 'boolean', help: 'écrit l’aperçu et les erreurs en JSON' },
  },
  async run({ 'dry-run': dryRun, campaign, territory, school, partial, json }, [name = '', ...paths]) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind === undefined)
      throw new UsageError(`passerelle import : dites ce que contiennent les fichiers, parmi ${kindNames}.`)
    if (paths.length === 0) throw new UsageError(`passerelle import ${name} : il manque au moins un fichier.`)
    if (school !== undefined) {
      if (kind !== 'pupils') throw new UsageError('passerelle import : --school va avec « pupils ».')
      const { services, close } = await openServices(readConfiguration(process.env))
      try {
        return await giveToSchool(services, { territory, school, paths, dryRun, partial, json })
      } finally {
        await close()
      }
    }
    try {
      const files = readFiles(paths, kind)
      const report = await inDatabase(async (services) => {
        const territoryId = await chooseTerritory(services.db, territory)
        return giveFiles(services, { territoryId, campaign, kind, files, dryRun })
      })
      process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : sayReport(report))
      return 0
    } catch (error) {
      if (!json || !(error instanceof InputProblems)) throw error
      process.stdout.write(`${JSON.stringify({ applied: false, problems: error.problems }, null, 2)}\n`)
      return 2
    }
  },
})

interface Report {
  readonly territory: string
  /** Without an id when a dry run would create it. */
  readonly campaign: { readonly id?: string; readonly name: string; readonly created: boolean }
  /** By which the import is undone. */
  readonly import?: string
  readonly applied: boolean
  readonly files: readonly Pick<
    ImportedFile,
    'kind' | 'fileName' | 'rowCount' | 'newCount' | 'changedCount' | 'removedCount' | 'sameCount'
  >[]
  readonly problems: readonly InputProblem[]
}

type Needed = Pick<Services, 'db' | 'clock' | 'newId'>

async function inDatabase<T>(work: (services: Needed) => Promise<T>): Promise<T> {
  const database = await openDatabase(readConfiguration(process.env))
  try {
    await migrate(database.db)
    return await work({ db: database.db, clock: systemClock, newId: randomId })
  } finally {
    await database.close()
  }
}

async function giveFiles(
  services: Needed,
  given: {
    readonly territoryId: string
    readonly campaign: string | undefined
    readonly kind: FileKind
    readonly files: readonly NamedBytes[]
    readonly dryRun: boolean
  },
): Promise<Report> {
  const { territoryId, campaign, kind, files, dryRun } = given
  const known = await listCampaigns(services.db, territoryId)
  const [settings] = files
  const wanted = campaign === undefined ? undefined : findByName(known, campaign)
  if (kind === 'campaign' && settings && campaign !== undefined && !wanted)
    return startCampaign(services, { territoryId, name: campaign, settings, dryRun })
  const target = wanted ?? chooseCampaign(known, campaign)
  const where = { territoryId, campaignId: target.id }
  const previewed = await previewImport(services, { ...where, by: undefined, files })
  if (!previewed) throw new Error(`The territory has no campaign ${target.id}`)
  if (previewed.state === 'refused') throw new InputProblems(previewed.problems)
  const importId = previewed.importId
  if (!dryRun) {
    const applied = await applyImport(services, { territoryId, importId, by: undefined })
    if ('why' in applied)
      throw new RefusedCommand('La campagne a changé pendant l’aperçu : relancez la commande. Rien n’a été changé.')
  }
  const head = await findImport(services.db, { ...where, importId })
  return {
    territory: territoryId,
    campaign: { id: target.id, name: target.name, created: false },
    import: importId,
    applied: !dryRun,
    files: (head?.files ?? []).map(counted),
    problems: [],
  }
}

/** A campaign.json under a name that no campaign has yet makes the campaign. */
async function startCampaign(
  services: Needed,
  { territoryId, name, settings, dryRun }: { territoryId: string; name: string; settings: NamedBytes; dryRun: boolean },
): Promise<Report> {
  const problems = checkFiles({ campaign: settings, schools: undefined, offers: undefined, pupils: undefined })
  if (problems.length > 0) throw new InputProblems(problems)
  const base = { territory: territoryId, applied: !dryRun, problems: [] }
  if (dryRun) {
    const counts = { rowCount: 1, newCount: 1, changedCount: 0, removedCount: 0, sameCount: 0 }
    return {
      ...base,
      campaign: { name, created: true },
      files: [{ kind: 'campaign', fileName: settings.name, ...counts }],
    }
  }
  const id = await createCampaign(services, { territoryId, name, by: undefined, settings })
  const [first] = await listImports(services.db, { territoryId, campaignId: id, limit: 1 })
  return {
    ...base,
    campaign: { id, name, created: true },
    ...(first ? { import: first.id } : {}),
    files: (first?.files ?? []).map(counted),
  }
}

/** @throws InputProblems naming each file that cannot be read, or that is not what was announced. */
function readFiles(paths: readonly string[], kind: FileKind): NamedBytes[] {
  const problems = new ProblemList()
  const files: NamedBytes[] = []
  for (const path of paths)
    try {
      const file = readNamedBytes(path)
      const found = fileKind(file)
      if (found !== undefined && found !== kind)
        problems.add({
          file: file.name,
          message: `ce fichier contient autre chose (${kindWords[found]}) que ce qui est annoncé (${kindWords[kind]}).`,
        })
      files.push(file)
    } catch (error) {
      problems.add({ file: path, message: sayUnreadable(error) })
    }
  problems.check()
  return files
}

function sayUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'ce fichier n’existe pas ; vérifiez son chemin.'
  if (code === 'EISDIR') return 'c’est un dossier ; donnez des fichiers (des horaires GTFS : leur zip).'
  return 'ce fichier ne peut pas être lu ; vérifiez vos droits.'
}

const counted = ({ kind, fileName, rowCount, newCount, changedCount, removedCount, sameCount }: ImportedFile) => ({
  kind,
  fileName,
  rowCount,
  newCount,
  changedCount,
  removedCount,
  sameCount,
})

function sayReport({ campaign, applied, files }: Report): string {
  const lines = files.flatMap((file) => {
    const { kind, fileName, newCount, changedCount, removedCount, sameCount } = file
    const counts = `nouvelles ${newCount}, modifiées ${changedCount}, retirées ${removedCount}, inchangées ${sameCount}`
    const heavy = removesMany({ removedCount, formerCount: sameCount + changedCount + removedCount })
    return [
      `${kindWords[kind]} (${fileName}) : ${counts}`,
      ...(heavy ? [`  Attention : un fichier remplace tout ce qui est de sa sorte. Celui-ci est-il complet ?`] : []),
    ]
  })
  const end = applied
    ? `Appliqué à la campagne « ${campaign.name} »${campaign.created ? ', qui vient d’être créée' : ''}. La page Fichiers de la campagne permet d’annuler.`
    : campaign.created
      ? `Rien n’a été fait : la campagne « ${campaign.name} » serait créée.`
      : `Rien n’a été changé à la campagne « ${campaign.name} ». L’aperçu attend un jour sur sa page Fichiers.`
  return `${[...lines, end].join('\n')}\n`
}
