import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, mock, test } from 'node:test'
import { runCommand } from '#/platform/command-line.ts'
import { reachCommand } from './cli.ts'
import { valley, zipFeed } from './small-feeds.ts'

const folder = mkdtempSync(join(tmpdir(), 'passerelle-reach-'))
const feed = join(folder, 'bus.zip')
writeFileSync(feed, zipFeed(valley).bytes)
after(() => rmSync(folder, { recursive: true }))

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const keep = (stream: 'out' | 'err') => (text: string) => {
    said[stream] += text
    return true
  }
  const out = mock.method(process.stdout, 'write', keep('out'))
  const err = mock.method(process.stderr, 'write', keep('err'))
  try {
    const code = await runCommand(reachCommand, args)
    return { code, out: said.out.replaceAll(/[\u00a0\u202f]/g, ' '), err: said.err }
  } finally {
    out.mock.restore()
    err.mock.restore()
  }
}
const asked = (changes: Record<string, string> = {}): string[] =>
  Object.entries({ gtfs: feed, from: '48.0,7.0', to: '48.06,7.0', date: '2026-06-15/2026-06-21', ...changes }).flatMap(
    ([option, value]) => [`--${option}`, value],
  )

test('the journeys of each working day are told, equal days together', async () => {
  const { code, out } = await run(...asked())
  assert.equal(code, 0)
  assert.match(out, /À portée chaque jour demandé : 30 min à l’aller, 30 min au retour/)
  assert.match(out, /vendredi 19 juin 2026\n {2}Aller/)
  assert.doesNotMatch(out, /samedi/)
  assert.match(out, /8 h {2}bus V direction Dernier, de Amont à Dernier \(8 h 30\)/)
  assert.match(out, /bus\.zip : 1 lignes?, 4 arrêts, 4 trajets/)
})

test('--json gives everything to a program', async () => {
  const { code, out } = await run(...asked(), '--json')
  const answer = JSON.parse(out) as { withinReach: boolean; worst: unknown; days: { asked: string; used: string }[] }
  assert.equal(code, 0)
  assert.deepEqual([answer.withinReach, answer.worst], [true, { minutesOut: 30, minutesBack: 30 }])
  assert.deepEqual(
    answer.days.map((day) => day.used),
    ['15', '16', '17', '18', '19'].map((date) => `2026-06-${date}`),
  )
})

test('out of reach is an answer too', async () => {
  const { code, out } = await run(...asked({ 'max-minutes': '20', 'max-walk-minutes': '5' }))
  assert.equal(code, 0)
  assert.match(out, /Hors de portée : aucun jour\./)
})

test('negative degrees are understood, west and south', async () => {
  assert.equal((await run(...asked({ from: '48.0,-1.5' }))).code, 0)
  assert.equal((await run(...asked({ from: '-21.1,55.5' }))).code, 0)
})

const wrong: readonly (readonly [option: string, value: string, said: RegExp])[] = [
  ['from', 'Strasbourg', /--from Strasbourg : donnez la latitude/],
  ['to', '98.1,7', /--to 98\.1,7 : donnez la latitude/],
  ['date', '15/06/2026', /n’est pas un jour/],
  ['date', '2026-02-30', /« 2026-02-30 » n’est pas un jour/],
  ['date', '2026-06-20/2026-06-15', /le premier et le dernier/],
  ['date', '2026-06-20/2026-06-21', /aucun jour du lundi au vendredi/],
  ['arrive-by', '25:00', /--arrive-by 25:00 : donnez une heure/],
  ['max-transfers', 'deux', /--max-transfers deux : donnez un nombre entier de 0 à 10/],
]
for (const [option, value, said] of wrong)
  test(`--${option} ${value} is refused with what to type`, async () => {
    const { code, err } = await run(...asked({ [option]: value }))
    assert.equal(code, 2)
    assert.match(err, said)
  })

test('a feed that is none is refused by name', async () => {
  const { code, err } = await run(...asked({ gtfs: join(folder, 'absent.zip') }))
  assert.equal(code, 2)
  assert.match(err, /absent\.zip: ce fichier ou dossier n’existe pas/)
})
