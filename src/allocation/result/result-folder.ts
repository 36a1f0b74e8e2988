import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputProblems, ProblemList } from '#/platform/input-problems.ts'
import { writeFolder } from '#/platform/output-folder.ts'
import { readFile, sayFailure } from '../inputs/input-paths.ts'
import { type OutputName, outputNames } from './output-files.ts'

/** What desktops leave in folders that a person opens. */
const clutter = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/**
 * Refuses, before any work, a folder that holds anything but a former result: writing replaces the folder as a whole.
 * @throws InputProblems
 */
export function checkResultFolder(path: string): void {
  const expected = new Set<string>(outputNames)
  let entries: string[]
  try {
    entries = readdirSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    const occupied = error instanceof Error && 'code' in error && error.code === 'ENOTDIR'
    throw new InputProblems([
      {
        file: path,
        message: occupied ? 'ce n’est pas un dossier ; choisissez-en un autre avec --out.' : sayFailure(error),
      },
    ])
  }
  const other = entries.find((entry) => !expected.has(entry) && !clutter.has(entry))
  if (other !== undefined)
    throw new InputProblems([
      {
        file: path,
        message: `ce dossier contient autre chose qu’un résultat (« ${other} ») et serait remplacé ; choisissez un dossier vide ou nouveau avec --out.`,
      },
    ])
}

/** Writes the files of a result, all or none. */
export async function writeResultFolder(path: string, files: ReadonlyMap<OutputName, string>): Promise<void> {
  try {
    await writeFolder(path, (folder) => {
      for (const [name, text] of files) writeFileSync(join(folder, name), text)
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new InputProblems([{ file: path, message: sayFailure(error) }])
  }
}

/**
 * The files of a result, by name.
 * @throws InputProblems naming all those that are missing
 */
export function readResultFolder(path: string): ReadonlyMap<string, Uint8Array> {
  const problems = new ProblemList()
  const files = new Map<string, Uint8Array>()
  for (const name of outputNames) {
    const file = readFile(join(path, name), problems)
    if (file) files.set(name, file.bytes)
  }
  problems.check()
  return files
}
