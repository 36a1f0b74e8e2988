import { resourceUsage } from 'node:process'
import { command } from '#/platform/command-line.ts'
import { sayProblem } from '#/platform/input-problems.ts'
import { terminalProgress } from '#/platform/progress.ts'
import { allocate } from './allocate.ts'
import { inputOptions, openInputs, readThreads } from './inputs/input-paths.ts'
import { outputFiles } from './result/output-files.ts'
import { checkResultFolder, readResultFolder, writeResultFolder } from './result/result-folder.ts'
import { sayResult } from './result/say-result.ts'
import { softwareVersions } from './result/versions.ts'
import { stopwatch } from './stopwatch.ts'
import { verify } from './verify/verify.ts'

/** `passerelle allocate`: from the files of a territory to a place for every pupil, with the proof. */
export const allocateCommand = command({
  name: 'allocate',
  summary: 'affecte à chaque élève la meilleure place libre à sa portée, avec la preuve',
  options: {
    ...inputOptions,
    out: { type: 'string', required: true, value: 'DIR', help: 'dossier du résultat, remplacé d’un coup' },
    json: { type: 'boolean', help: 'écrit le résumé en JSON' },
  },
  async run(values) {
    const threads = readThreads(values.threads)
    checkResultFolder(values.out)
    const watch = stopwatch()
    const { inputs, reach } = await watch.timeAsync('Lecture', () => openInputs(values))
    for (const note of inputs.notes.slice(0, notesSaid)) process.stderr.write(`À noter : ${sayProblem(note)}\n`)
    if (inputs.notes.length > notesSaid)
      process.stderr.write(`À noter : ${inputs.notes.length - notesSaid} autres remarques, dans summary.json.\n`)
    const terminal = terminalProgress()
    const result = await allocate(inputs, reach, { progress: terminal.progress, threads }).finally(() => terminal.end())
    const files = watch.time('Écriture', () =>
      outputFiles(result, {
        versions: softwareVersions(),
        seconds: [...watch.stages(), ...result.seconds],
        peakMegabytes: Math.round(resourceUsage().maxRSS / 1000),
      }),
    )
    await writeResultFolder(values.out, files)
    process.stdout.write(values.json ? files.get('summary.json')! : `${sayResult(result, values.out)}\n`)
    return 0
  },
})

/** `passerelle verify`: reads a result and recomputes all it promises. Exit 1 and the reasons when anything is off. */
export const verifyCommand = command({
  name: 'verify',
  summary: 'recalcule règles, garanties et preuves d’un résultat ; sort en 1 si quoi que ce soit cloche',
  options: {
    ...inputOptions,
    out: { type: 'string', required: true, value: 'DIR', help: 'dossier du résultat à vérifier' },
    json: { type: 'boolean', help: 'écrit le verdict en JSON' },
  },
  async run(values) {
    readThreads(values.threads)
    const { inputs, reach } = await openInputs(values)
    const files = readResultFolder(values.out)
    const terminal = terminalProgress()
    const { reasons, count } = await verify(inputs, reach, files, terminal.progress).finally(() => terminal.end())
    if (values.json) process.stdout.write(`${JSON.stringify({ verified: count === 0, count, reasons }, null, 2)}\n`)
    else if (count === 0)
      process.stdout.write(
        `Vérifié : les règles, la priorité, le nombre, les trajets, les coûts et les preuves de ${values.out} se recalculent.\n`,
      )
    else
      process.stderr.write(
        `Non vérifié, ${count} ${count > 1 ? 'écarts' : 'écart'} :\n${reasons.map((reason) => `· ${reason}`).join('\n')}\n`,
      )
    return count === 0 ? 0 : 1
  },
})

const notesSaid = 10
