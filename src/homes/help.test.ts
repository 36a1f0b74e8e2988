import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type HelpFacts, isHelpOffered, usualHelp } from './help.ts'
import { readHelpForm } from './help-settings.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const base: HelpFacts = {
  today: day('2026-04-20'),
  missing: ['2026-W25', '2026-W26'],
  applications: [],
  cameOn: day('2026-04-15'),
  settings: usualHelp,
}

const cases: readonly [string, Partial<HelpFacts>, boolean][] = [
  ['the search has just begun', {}, false],
  ['it has lasted fourteen days', { cameOn: day('2026-04-06') }, true],
  ['thirteen days are not fourteen', { cameOn: day('2026-04-07') }, false],
  ['the territory opened it long ago', { settings: { ...usualHelp, opensOn: day('2026-03-01') } }, true],
  [
    'the territory opens it later',
    { cameOn: day('2026-01-01'), settings: { ...usualHelp, opensOn: day('2026-04-19') } },
    false,
  ],
  ['one refusal', { applications: [{ state: 'refused' }] }, false],
  ['two refusals', { applications: [{ state: 'refused' }, { state: 'refused' }] }, true],
  ['the placement begins in two weeks', { today: day('2026-06-02'), cameOn: day('2026-06-01') }, true],
  ['it has begun', { today: day('2026-06-15'), cameOn: day('2026-01-01') }, false],
  ['no week is missing', { missing: [], cameOn: day('2026-01-01') }, false],
  ['a place waits for a yes', { cameOn: day('2026-01-01'), applications: [{ state: 'accepted' }] }, false],
  ['other dates wait for a yes', { cameOn: day('2026-01-01'), applications: [{ state: 'countered' }] }, false],
  ['nobody knows when the pupil came', { cameOn: undefined }, false],
]
for (const [when, facts, offered] of cases)
  test(`help is ${offered ? '' : 'not '}offered when ${when}`, () =>
    assert.equal(isHelpOffered({ ...base, ...facts }), offered))

test('hostile settings are refused by the name of their field', () => {
  const good = { ouverture: '', jours: '14', refus: '2' }
  assert.ok('settings' in readHelpForm(good))
  assert.ok('settings' in readHelpForm({ ...good, ouverture: '2026-02-28' }))
  for (const [name, value] of [
    ['ouverture', '2026-02-30'],
    ['ouverture', 'demain'],
    ['ouverture', '9999-99-99'],
    ['jours', ''],
    ['jours', '-1'],
    ['jours', '366'],
    ['jours', '1e2'],
    ['refus', '0'],
    ['refus', '99'],
    ['refus', '٢'],
  ] as const) {
    const read = readHelpForm({ ...good, [name]: value })
    assert.deepEqual('errors' in read && read.errors.map((error) => error.name), [name], `${name} ${value}`)
  }
})
