import { accessSync } from 'node:fs'
import type { Option } from '#/platform/command-line.ts'
import { UsageError } from '#/platform/command-line.ts'
import { ProblemList } from '#/platform/input-problems.ts'
import { type NamedBytes, readNamedBytes } from '#/platform/table-file.ts'
import type { Reach } from '#/transit/index.ts'
import { type AllocationInputs, readInputs } from './read-inputs.ts'

/** The options that name the inputs: the same for allocating and for verifying. */
export const inputOptions = {
  campaign: {
    type: 'string',
    required: true,
    value: 'F',
    help: 'campaign.json : dispositif, semaines, limites, tirage',
  },
  pupils: { type: 'string', required: true, value: 'F', help: 'pupils.csv : les élèves' },
  offers: { type: 'string', required: true, value: 'F', help: 'offers.csv : les offres et leurs places' },
  schools: { type: 'string', value: 'F', help: 'schools.csv : les établissements et leur position' },
  gtfs: { type: 'string', multiple: true, value: 'F', help: 'horaires de transport, archive ou dossier GTFS' },
  travel: { type: 'string', value: 'F', help: 'travel.csv : temps de trajet déjà connus, au lieu des horaires' },
  threads: { type: 'string', value: 'N', help: 'fils de calcul pour les trajets (le résultat est le même)' },
} as const satisfies Record<string, Option>

export interface InputPaths {
  readonly campaign: string
  readonly pupils: string
  readonly offers: string
  readonly schools: string | undefined
  readonly gtfs: readonly string[]
  readonly travel: string | undefined
}

/**
 * Opens what the options name: the inputs, checked, and the way to know reach (timetables, travel.csv, or else an estimate).
 * @throws InputProblems with all that is wrong, UsageError when options do not go together.
 */
export async function openInputs(
  paths: InputPaths,
): Promise<{ readonly inputs: AllocationInputs; readonly reach: Reach | undefined }> {
  if (paths.gtfs.length > 0 && paths.travel !== undefined)
    throw new UsageError(
      'Donnez soit --gtfs, soit --travel : les temps de trajet viennent des horaires ou du fichier, pas des deux.',
    )
  const problems = new ProblemList()
  const read = (path: string | undefined) => (path === undefined ? undefined : readFile(path, problems))
  const [campaign, pupils, offers] = [read(paths.campaign), read(paths.pupils), read(paths.offers)]
  const [schools, travel] = [read(paths.schools), read(paths.travel)]
  for (const path of paths.gtfs) checkPresent(path, problems)
  problems.check()
  if (!campaign || !pupils || !offers) throw new Error('files without problems are there')
  const inputs = readInputs({ campaign, pupils, offers, schools, travel })
  if (inputs.travel) return { inputs, reach: undefined }
  const { openEstimate, openTimetables } = await import('#/transit/index.ts')
  return { inputs, reach: paths.gtfs.length > 0 ? await openTimetables(paths.gtfs) : openEstimate() }
}

/** `--threads`: a whole number from 1 to 256. */
export function readThreads(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const threads = Number(text)
  if (/^\d+$/.test(text) && threads >= 1 && threads <= 256) return threads
  throw new UsageError(`--threads ${text} : donnez un nombre entier de 1 à 256.`)
}

/** The bytes of a file, or its absence among the problems. */
export function readFile(path: string, problems: ProblemList): NamedBytes | undefined {
  try {
    return readNamedBytes(path)
  } catch (error) {
    problems.add({ file: path, message: sayFailure(error) })
    return undefined
  }
}

function checkPresent(path: string, problems: ProblemList): void {
  try {
    accessSync(path)
  } catch (error) {
    problems.add({ file: path, message: sayFailure(error) })
  }
}

/** What the disk refused, in French. */
export function sayFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'ce fichier n’existe pas ; vérifiez le chemin.'
  if (code === 'EISDIR') return 'c’est un dossier ; donnez le fichier lui-même.'
  if (code === 'ENOTDIR') return 'ce chemin passe par un fichier ; vérifiez-le.'
  if (code === 'EACCES' || code === 'EPERM') return 'l’accès est refusé ; vérifiez les droits.'
  if (code === 'ENOSPC') return 'le disque est plein ; libérez de la place.'
  if (code === 'EROFS') return 'ce disque est en lecture seule ; choisissez un autre chemin.'
  return `impossible de l’ouvrir (${error instanceof Error ? error.message : String(error)}).`
}
