import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InputProblems } from '#/platform/input-problems.ts'
import { openEstimate } from '#/transit/index.ts'
import { allocate } from './allocate.ts'
import { type InputFiles, readInputs } from './inputs/read-inputs.ts'
import { outputFiles } from './result/output-files.ts'
import { filesOf, type Row, smallTerritory } from './small-territory.ts'
import { verify } from './verify/verify.ts'

const run = { versions: { passerelle: '0', node: '0' }, seconds: [], peakMegabytes: 0 }
const bytes = (text: string) => new TextEncoder().encode(text)
const made = () => smallTerritory(11, { pupils: 14, offers: 8 })

/** Refused with a file and a line for each defect, or allocated and then verified: nothing else may happen. */
async function outcome(files: InputFiles): Promise<'refused' | 'verified'> {
  let inputs: ReturnType<typeof readInputs>
  try {
    inputs = readInputs(files)
  } catch (error) {
    if (!(error instanceof InputProblems)) throw error
    assert.ok(error.problems.length > 0)
    for (const problem of error.problems) assert.ok(problem.line !== undefined && problem.message !== '')
    return 'refused'
  }
  const reach = inputs.travel ? undefined : openEstimate()
  const texts = outputFiles(await allocate(inputs, reach), run)
  const { reasons } = await verify(inputs, reach, new Map([...texts].map(([name, text]) => [name, bytes(text)])))
  assert.deepEqual(reasons, [])
  return 'verified'
}

const hostile = [
  ...['', ' ', '-1', '0', 'NaN', 'Infinity', '1e999', '1e3', '99999999999999999999', '0x10', '1000000', '65536', '-0'],
  ...[
    'a\nb',
    'a"b',
    "l'autre",
    '__proto__',
    'constructor',
    'toString',
    '=1+1',
    '<b>',
    '|',
    '||',
    ';',
    '\u0000',
    '\u{1f68c}',
  ],
  ...['2026-W54', '2025-W1', '2020-W53', '2026-W53', '0000-W01', '9999-W52', '2026-W25|2026-W25', '2026-W25:1000000'],
  ...['2026-W25:1e999', '2026-W25:NaN', '2026-W25:-3', '2026-W25:0', ':', '2030-W10:2', '2026-W25:1|2026-W26:999999'],
  ...[
    '0-0',
    '1-1',
    '0-5',
    '999999-999999',
    '2-1',
    '09:00',
    '24:00',
    '99:99',
    '9h',
    '-1:00',
    '0000-00-00',
    '2010-02-30',
  ],
  ...['+010000-01-01', '-271821-04-20', '2000-02-29', '90', '180', '0,0', '90.0000001'],
]

for (const kind of ['pupils', 'offers', 'schools', 'travel'] as const)
  test(`whatever a cell of ${kind}.csv holds, it is refused by line or leads to a verified result`, async () => {
    const columns = Object.keys(made()[kind][0]!)
    const outcomes = { refused: 0, verified: 0 }
    for (const column of columns)
      for (const value of hostile) {
        const territory = made()
        const row: Row = territory[kind][0]!
        row[column] = value
        try {
          outcomes[await outcome(filesOf(territory, { travel: kind === 'travel' }))]++
        } catch (error) {
          throw new Error(`${kind}.${column} = ${JSON.stringify(value)}`, { cause: error })
        }
      }
    assert.ok(outcomes.refused > 50 && outcomes.verified >= 5, JSON.stringify(outcomes))
  })

test('whatever a field of campaign.json holds, it is refused by line or leads to a verified result', async () => {
  const values = [
    null,
    true,
    -1,
    0,
    Infinity,
    2 ** 53,
    1.5,
    '',
    'x',
    [],
    {},
    [null],
    ['2026-W54'],
    ['2026-W53'],
    '__proto__',
  ]
  for (const field of [
    ...Object.keys(made().campaign),
    'maxMinutes',
    'maxWalkMinutes',
    'maxTransfers',
    'inconnu',
    '__proto__',
  ])
    for (const value of values) {
      const territory = made()
      territory.campaign = { ...territory.campaign, [field]: value }
      try {
        await outcome(filesOf(territory, { travel: false }))
      } catch (error) {
        throw new Error(`${field} = ${JSON.stringify(value)}`, { cause: error })
      }
    }
})

test('a field that campaign.json does not know is noted, and serves nothing', () => {
  const territory = made()
  territory.campaign = { ...territory.campaign, maxMinute: 30 }
  const { notes, campaign } = readInputs(filesOf(territory))
  const { file, column, message } = notes[0]!
  assert.deepEqual([file, column, campaign.maxMinutes], ['campaign.json', 'maxMinute', 75])
  assert.match(message, /n’est pas prévu : il ne sert pas/)
})

const campaignTexts: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['half an object', '{"scheme":'],
  ['a number', '1'],
  ['a list', '[]'],
  ['null', 'null'],
  ['another language', 'scheme: observation-2de'],
]
for (const [what, text] of campaignTexts)
  test(`a campaign.json that is ${what} is refused`, async () => {
    const files = filesOf(made(), { travel: false })
    assert.equal(await outcome({ ...files, campaign: { name: 'campaign.json', bytes: bytes(text) } }), 'refused')
  })

test('a byte order mark before any file changes nothing', async () => {
  const files = filesOf(made())
  const marked = (file: { name: string; bytes: Uint8Array }) => ({
    name: file.name,
    bytes: Uint8Array.from([0xef, 0xbb, 0xbf, ...file.bytes]),
  })
  const { campaign, pupils, offers, schools, travel } = files
  assert.ok(schools && travel)
  assert.equal(
    await outcome({
      campaign: marked(campaign),
      pupils: marked(pupils),
      offers: marked(offers),
      schools: marked(schools),
      travel: marked(travel),
    }),
    'verified',
  )
})

for (const kind of ['pupils', 'offers', 'schools', 'travel'] as const) {
  test(`${kind}.csv with a column twice, a short line, or bytes that are no text is refused`, async () => {
    const files = filesOf(made())
    const file = files[kind]!
    const text = new TextDecoder().decode(file.bytes)
    const [header = '', ...lines] = text.split('\n')
    const with_ = (changed: Uint8Array) => outcome({ ...files, [kind]: { name: file.name, bytes: changed } })
    const first = header.split(',')[0]!
    assert.equal(await with_(bytes([`${header},${first}`, ...lines].join('\n'))), 'refused')
    assert.equal(await with_(bytes(`${text}"jamais fermé`)), 'refused')
    // A school may do without a position, so that a line with its UAI alone is enough.
    assert.equal(await with_(bytes(`${text}inconnu\n`)), kind === 'schools' ? 'verified' : 'refused')
    assert.equal(await with_(Uint8Array.of(0xff, 0xfe, 0x00, 0x81)), 'refused')
  })
  test(`${kind}.csv with its header alone is refused or leads to a verified result`, async () => {
    const files = filesOf(made(), { travel: kind === 'travel' })
    const file = files[kind]!
    const header = new TextDecoder().decode(file.bytes).split('\n')[0]!
    await outcome({ ...files, [kind]: { name: file.name, bytes: bytes(`${header}\n`) } })
  })
}
