import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { summarySchema } from './result/summary.ts'
import { filesText, smallTerritory } from './small-territory.ts'

const source = fileURLToPath(new URL('..', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'passerelle-allocate-'))
after(() => rmSync(root, { recursive: true, force: true }))

const passerelle = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', join(source, 'tsx.ts'), join(source, 'cli.ts'), ...args],
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })

/** A folder with the files of a small territory, and the options that name them. */
function given(name: string, spoil: (text: ReturnType<typeof filesText>) => void = () => {}) {
  const folder = join(root, name)
  mkdirSync(folder)
  const text = filesText(smallTerritory(4, { pupils: 50, offers: 20 }))
  spoil(text)
  for (const [file, content] of Object.entries(text)) writeFileSync(join(folder, file), content)
  const inputs = ['campaign', 'pupils', 'offers', 'schools'].flatMap((kind) => [
    `--${kind}`,
    join(folder, kind === 'campaign' ? 'campaign.json' : `${kind}.csv`),
  ])
  return { folder, inputs, travel: ['--travel', join(folder, 'travel.csv')], out: ['--out', join(folder, 'result')] }
}

test('a territory is allocated, then verified, on the command line', async () => {
  const { folder, inputs, travel, out } = given('whole')
  const allocated = await passerelle('allocate', ...inputs, ...travel, ...out)
  assert.equal(allocated.code, 0, allocated.err)
  assert.match(allocated.out, /élèves sur 50 ont une place pour toutes leurs semaines/)
  assert.deepEqual(readdirSync(join(folder, 'result')).toSorted(), [
    'allocation.csv',
    'certificate.json',
    'report.html',
    'summary.json',
    'unplaced.csv',
  ])
  assert.deepEqual(
    readdirSync(folder).filter((entry) => entry.startsWith('.')),
    [],
    'no draft stays behind',
  )
  const verified = await passerelle('verify', ...inputs, ...travel, ...out)
  assert.deepEqual([verified.code, verified.err], [0, ''])
  assert.match(verified.out, /^Vérifié/)
  const table = join(folder, 'result', 'allocation.csv')
  writeFileSync(table, readFileSync(table, 'utf8').replace('2026-W25', '2026-W26'))
  const refused = await passerelle('verify', ...inputs, ...travel, ...out)
  assert.equal(refused.code, 1)
  assert.match(refused.err, /^Non vérifié, \d+ écarts? :\n· /)
})

test('without timetables nor travel times the result says that it is an estimate, and --json prints the summary', async () => {
  const { inputs, out } = given('estimate')
  const { code, out: printed, err } = await passerelle('allocate', ...inputs, ...out, '--json', '--threads', '2')
  assert.equal(code, 0, err)
  assert.equal(summarySchema.parse(JSON.parse(printed)).reach, 'estimate')
  assert.match(readFileSync(join(out[1]!, 'report.html'), 'utf8'), /estimation à vol d’oiseau, sans horaires/)
  const verified = await passerelle('verify', ...inputs, ...out, '--json')
  assert.deepEqual(JSON.parse(verified.out), { verified: true, count: 0, reasons: [] })
})

test('files with errors give all of them by line, exit 2, and leave nothing behind', async () => {
  const { folder, inputs, travel, out } = given('spoilt', (text) => {
    text['pupils.csv'] = text['pupils.csv'].replace('2010-', '2010/')
    text['offers.csv'] = text['offers.csv'].replace('2026-W25:', '2026-W25=')
  })
  const { code, out: printed, err } = await passerelle('allocate', ...inputs, ...travel, ...out)
  assert.deepEqual([code, printed], [2, ''])
  assert.match(err, /^offers\.csv:\d+: seats: /m)
  assert.match(err, /^pupils\.csv:\d+: birth_date: /m)
  assert.equal(existsSync(join(folder, 'result')), false)
})

const misuses: readonly (readonly [string, string[], RegExp])[] = [
  ['missing options', ['--json'], /il manque --campaign F, --pupils F, --offers F, --out DIR/],
  [
    'files that do not exist',
    ['--campaign', 'rien.json', '--pupils', 'rien.csv', '--offers', 'rien.csv', '--out', join(root, 'no')],
    /rien\.json: ce fichier n’existe pas[\s\S]*rien\.csv: ce fichier n’existe pas/,
  ],
  [
    'a folder for a file',
    ['--campaign', root, '--pupils', root, '--offers', root, '--out', join(root, 'no')],
    /c’est un dossier/,
  ],
  [
    'threads that are no number',
    ['--campaign', 'a', '--pupils', 'a', '--offers', 'a', '--out', join(root, 'no'), '--threads', 'deux'],
    /--threads deux : donnez un nombre entier/,
  ],
  [
    'timetables and travel times together',
    ['--campaign', 'a', '--pupils', 'a', '--offers', 'a', '--out', join(root, 'no'), '--gtfs', 'a', '--travel', 'a'],
    /soit --gtfs, soit --travel/,
  ],
  [
    'a folder that holds other things',
    ['--campaign', 'a', '--pupils', 'a', '--offers', 'a', '--out', source],
    /ce dossier contient autre chose qu’un résultat/,
  ],
]
for (const [what, args, expected] of misuses)
  test(`${what}: exit 2 and what to type`, async () => {
    const { code, err } = await passerelle('allocate', ...args)
    assert.equal(code, 2)
    assert.match(err, expected)
  })

test('a result that is not there cannot be verified: exit 2', async () => {
  const { inputs, travel } = given('absent')
  const { code, err } = await passerelle('verify', ...inputs, ...travel, '--out', join(root, 'nulle-part'))
  assert.equal(code, 2)
  assert.match(err, /summary\.json: ce fichier n’existe pas/)
})
