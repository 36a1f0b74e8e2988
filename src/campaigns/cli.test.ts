import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, mock, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { z } from 'zod'
import { accountCommand } from '#/identity/cli.ts'
import { runCommand } from '#/platform/command-line.ts'
import { elevesXml, latin9 } from '../../test/school-files.ts'
import { importCommand } from './cli.ts'

const root = join(import.meta.dirname, '../..')
const example = (name: string): string => join(root, 'docs/example', name)
const folder = mkdtempSync(join(tmpdir(), 'passerelle-import-'))
after(() => rmSync(folder, { recursive: true, force: true }))

Object.assign(process.env, { DATABASE_URL: '', DATA_DIR: join(folder, 'data') })

/** The command in a process of its own, as people run it. */
const spawned = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--import', './src/tsx.ts', 'src/cli.ts', ...args], { cwd: root, encoding: 'utf8' })

/** The same command here, which spares starting a process: its exit code and what it wrote. */
async function passerelle(name: 'import' | 'account', ...args: readonly string[]) {
  const said = { stdout: '', stderr: '' }
  const mocks = (['stdout', 'stderr'] as const).map((stream) => {
    const write = process[stream].write.bind(process[stream])
    // The test runner writes bytes, commands write texts.
    return mock.method(process[stream], 'write', (chunk: unknown) => {
      if (typeof chunk === 'string') said[stream] += chunk
      else if (chunk instanceof Uint8Array) write(chunk)
      return true
    })
  })
  try {
    const status = await runCommand(name === 'import' ? importCommand : accountCommand, args)
    return { status, ...said }
  } finally {
    for (const each of mocks) each.mock.restore()
  }
}
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const report = z.object({
  applied: z.boolean(),
  campaign: z.object({ id: z.string(), name: z.string(), created: z.boolean() }).optional(),
  files: z.array(z.object({ kind: z.string(), newCount: z.number(), sameCount: z.number() })).default([]),
  problems: z.array(z.object({ file: z.string(), line: z.number().optional(), message: z.string() })),
})
const schoolReport = z.object({
  applied: z.boolean(),
  state: z.string(),
  counts: z.object({ new: z.number(), same: z.number() }),
})
const readReport = (text: string) => report.parse(JSON.parse(text))

test('files are given to a campaign from the command line, previewed, refused by line, applied', async (t) => {
  await t.test('an empty database says how to begin', () => {
    const { status, stderr } = spawned('import', 'pupils', example('pupils.csv'))
    assert.equal(status, 2)
    assert.match(stderr, /aucun territoire.*account add/)
  })
  const camille = ['--email', 'camille@essai.example', '--name', 'Camille Essai']
  const added = await passerelle('account', 'add', ...camille, '--role', 'coordinator', '--territory', 'bocage')
  assert.equal(added.status, 0, added.stderr)

  await t.test('a campaign.json under a new name makes the campaign, except on a dry run', async () => {
    const asked = ['import', 'campaign', example('campaign.json'), '--campaign', 'Juin'] as const
    assert.match((await passerelle(...asked, '--dry-run')).stdout, /Rien n’a été fait.*Juin.*serait créée/)
    const made = await passerelle(...asked, '--json')
    assert.equal(made.status, 0, made.stderr)
    assert.deepEqual(readReport(made.stdout).campaign?.created, true)
    const [again] = readReport((await passerelle(...asked, '--json')).stdout).files
    assert.deepEqual([again?.newCount, again?.sameCount], [0, 1])
  })
  await t.test('a dry run shows the difference and changes nothing; without it the difference is applied', async () => {
    const asked = ['import', 'schools', example('schools.csv')] as const
    const dry = await passerelle(...asked, '--dry-run')
    assert.equal(dry.status, 0, dry.stderr)
    assert.match(dry.stdout, /nouvelles [1-9].*\n.*Rien n’a été changé/)
    const applied = readReport((await passerelle(...asked, '--json')).stdout)
    assert.ok(applied.applied && (applied.files[0]?.newCount ?? 0) > 0)
  })
  await t.test('offers then pupils are applied, and timetables several at once', async () => {
    assert.equal((await passerelle('import', 'offers', example('offers.csv'), '--territory', 'bocage')).status, 0)
    assert.equal((await passerelle('import', 'pupils', example('pupils.csv'), '--campaign', 'Juin')).status, 0)
    const zips = ['nord', 'sud'].map((name) => file(`${name}.zip`, smallTimetable(name)))
    const { status, stdout, stderr } = await passerelle('import', 'timetables', ...zips, '--json')
    assert.equal(status, 0, stderr)
    assert.deepEqual(
      readReport(stdout).files.map(({ kind }) => kind),
      ['timetable', 'timetable'],
    )
  })
  await t.test(
    'a school’s lists are previewed, refused by line, applied in part, and the same again changes nothing',
    async () => {
      const one = { id: 1, lastName: 'ALBA', firstName: 'Ada', birth: '14/03/2010', className: '2DE 3' }
      const two = { ...one, id: 2, lastName: 'BRUN', birth: '31/02/2010' }
      // Without its year: the command reads the machine's.
      const xml = elevesXml({ uai: '0000001A' }, [one, two]).replace(/<ANNEE_SCOLAIRE>\d+<\/ANNEE_SCOLAIRE>/, '')
      const path = file('ElevesSansAdresses.xml', latin9(xml))
      const elsewhere = (uai: string) => ['import', 'pupils', path, '--territory', 'bocage', '--school', uai] as const
      const asked = elsewhere('0000001A')
      const lines = await passerelle(...asked)
      assert.equal(lines.status, 2, lines.stderr)
      assert.match(lines.stderr, /^ElevesSansAdresses\.xml:\d+: DATE_NAISS: « 31\/02\/2010 » n’est pas une date/m)
      assert.match(lines.stderr, /Lycée des Tilleuls : 1\u00a0ligne est à corriger ; --partial/)
      assert.match(
        (await passerelle(...asked, '--partial', '--dry-run')).stdout,
        /1\u00a0élève arrive\. Rien n’a été changé/,
      )
      const applied = schoolReport.parse(JSON.parse((await passerelle(...asked, '--partial', '--json')).stdout))
      assert.deepEqual([applied.applied, applied.state, applied.counts.new], [true, 'applied', 1])
      const again = schoolReport.parse(JSON.parse((await passerelle(...asked, '--partial', '--json')).stdout))
      assert.deepEqual([again.counts.new, again.counts.same], [0, 1])
      const other = await passerelle(...elsewhere('0000002B'))
      assert.equal(other.status, 2)
      assert.match(other.stderr, /celui de l’établissement 0000001A, pas de 0000002B/)
      assert.match((await passerelle(...elsewhere('9999999Z'))).stderr, /Aucun établissement du territoire/)
    },
  )
  await t.test('every error comes at once, by file and line, as text and as JSON', async () => {
    const broken = file('broken.csv', 'pupil,school,level,birth_date\ne1,X,lune,2010-13-14\n')
    const said = await passerelle('import', 'pupils', broken)
    assert.equal(said.status, 2)
    assert.match(said.stderr, /^broken\.csv:2: birth_date: .*$/m)
    assert.match(said.stderr, /^broken\.csv:2: level: .*$/m)
    const json = await passerelle('import', 'pupils', broken, '--json')
    assert.equal(json.status, 2)
    assert.deepEqual(
      readReport(json.stdout).problems.map(({ file: name }) => name),
      said.stderr
        .trim()
        .split('\n')
        .map(() => 'broken.csv'),
    )
  })
  await t.test('what was typed wrong is said, with exit 2', async () => {
    const refused = async (said: RegExp, ...args: readonly string[]) => {
      const { status, stderr } = await passerelle('import', ...args)
      assert.equal(status, 2)
      assert.match(stderr, said)
    }
    await refused(/parmi campaign, schools, pupils, offers, timetables/, 'cars', 'x.csv')
    await refused(/il manque au moins un fichier/, 'pupils')
    await refused(/absent\.csv: ce fichier n’existe pas/, 'pupils', 'absent.csv')
    await refused(/: c’est un dossier/, 'timetables', folder)
    await refused(/contient autre chose \(offres\)/, 'pupils', example('offers.csv'))
    await refused(
      /Aucune campagne ne s’appelle « Mai ». Il y a : Juin/,
      'pupils',
      example('pupils.csv'),
      '--campaign',
      'Mai',
    )
  })
})

/** Two stops and a bus each weekday. */
function smallTimetable(name: string): Uint8Array {
  const tables = {
    agency: `agency_id,agency_name,agency_url,agency_timezone\n${name},Cars ${name},https://cars.example,Europe/Paris\n`,
    stops: 'stop_id,stop_name,stop_lat,stop_lon\na,A,48.8,-0.8\nb,B,48.9,-0.9\n',
    routes: `route_id,agency_id,route_short_name,route_type\nr,${name},1,3\n`,
    trips: 'route_id,service_id,trip_id\nr,s,t\n',
    stop_times:
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt,08:00:00,08:00:00,a,1\nt,08:20:00,08:20:00,b,2\n',
    calendar:
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\ns,1,1,1,1,1,0,0,20260101,20261231\n',
  }
  return zipSync(Object.fromEntries(Object.entries(tables).map(([table, text]) => [`${table}.txt`, strToU8(text)])))
}
