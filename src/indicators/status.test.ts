import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { areasBehind } from './alerts.ts'
import { readView } from './board-view.ts'
import { curveOf } from './curve.ts'
import { figuresOf, placed, pupilsOf } from './figures.ts'
import { type StatusName, statuses, statusNames, stepOf } from './status.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

void test('docs/indicators.md shows the statuses as the code has them', () => {
  const file = join(import.meta.dirname, '../../docs/indicators.md')
  const rows = statusNames.map((name) => `| \`${name}\` | ${statuses[name].word} | ${statuses[name].when} |\n`)
  const table = `<!-- statuses -->\n| status | in French | when |\n| --- | --- | --- |\n${rows.join('')}<!-- end -->`
  const text = readFileSync(file, 'utf8')
  const wanted = text.replace(/<!-- statuses -->[\s\S]*?<!-- end -->/, table)
  if (process.env.UPDATE_DOCS) writeFileSync(file, wanted)
  else assert.equal(text, wanted, 'run UPDATE_DOCS=1 npm test -- indicators/status')
})

void test('every status has a next step, one who makes it, and a blocker once it lasts', () => {
  const now = Temporal.Instant.from('2026-05-20T10:00:00Z')
  const step = (status: StatusName, detail: string, days: number | undefined) => {
    const { next, who, blocker } = stepOf(
      { status, detail, since: days === undefined ? undefined : now.subtract({ hours: 24 * days }) },
      now,
    )
    return [next, who, blocker]
  }
  const table: readonly (readonly [StatusName, string, number | undefined, ...ReturnType<typeof step>])[] = [
    ['exempt', 'mobility', 50, undefined, 'nobody', undefined],
    ['placed', '', 50, undefined, 'nobody', undefined],
    ['partly', 'applied', 3, 'Trouver les semaines qui manquent', 'pupil', undefined],
    ['partly', 'silent', 11, 'Trouver les semaines qui manquent', 'pupil', 'il manque une semaine'],
    ['partly', 'signing', 3, 'Faire signer l’autre convention', 'signatories', undefined],
    ['signing', 'none', 4, 'Établir la convention', 'school', 'pas de convention'],
    ['signing', 'draft', 1, 'Compléter la convention', 'host', undefined],
    ['signing', 'signing', 7, 'Faire signer la convention', 'signatories', 'une signature tarde'],
    ['accepted', 'accepted', 3, 'Confirmer la place', 'pupil', undefined],
    ['accepted', 'countered', 4, 'Répondre aux dates proposées', 'pupil', 'des dates attendent sa réponse'],
    ['proposed', 'accepted', 1, 'Attendre l’autre réponse', 'host', undefined],
    ['applied', 'read', 10, 'Attendre la réponse, relancer s’il le faut', 'host', 'le lieu d’accueil ne répond pas'],
    ['applied', 'asked', 1, 'Répondre à la question', 'pupil', undefined],
    ['helped', '', 1, 'Chercher avec l’élève', 'coordination', undefined],
    ['searching', 'ended', 0, 'Chercher une autre place', 'pupil', 'plus de candidature en cours'],
    ['silent', 'never', undefined, 'Faire venir une première fois', 'school', 'jamais venu'],
  ]
  for (const [status, detail, days, ...wanted] of table) assert.deepEqual(step(status, detail, days), wanted)
  for (const status of statusNames) assert.ok(stepOf({ status, detail: 'unheard of', since: now }, now).who)
})

void test('placements of every source are one count, and the exempt need none', () => {
  const figures = figuresOf([
    { status: 'placed', source: 'online', pupils: 3 },
    { status: 'placed', source: 'paper', pupils: 2 },
    { status: 'placed', source: 'outside', pupils: 1 },
    { status: 'partly', source: 'paper', pupils: 1 },
    { status: 'exempt', source: '', pupils: 9 },
    { status: 'silent', source: '', pupils: 4 },
  ])
  assert.deepEqual([placed(figures), pupilsOf(figures)], [6, 11])
})

void test('a curve goes back from what is known now, day by day', () => {
  const changes = [
    { day: '2026-05-10', placed: 2, pupils: 10 },
    { day: '2026-05-12', placed: 3, pupils: 0 },
    { day: '2026-05-20', placed: 9, pupils: 9 },
  ]
  const points = curveOf(day('2026-05-01'), { day: day('2026-05-15'), placed: 5, pupils: 10 }, changes)
  assert.deepEqual(
    points.map((point) => [point.day.toString(), point.placed, point.pupils]),
    [
      ['2026-05-01', 0, 0],
      ['2026-05-10', 2, 10],
      ['2026-05-12', 5, 10],
      ['2026-05-15', 5, 10],
    ],
  )
})

void test('areas are behind by points, those first that most pupils would bring up', () => {
  const area = (code: string, of: number, among: number) => ({
    at: { level: 'bassin', code } as const,
    name: code,
    figures: figuresOf([
      { status: 'placed', source: 'online', pupils: of },
      { status: 'silent', source: '', pupils: among - of },
    ]),
  })
  const behind = areasBehind(
    [area('vire', 50, 100), area('caen', 560, 1000), area('flers', 60, 100), area('few', 0, 5)],
    0.62,
  )
  assert.deepEqual(
    behind.map(({ name, points, pupils }) => [name, points, pupils]),
    [
      ['caen', 6, 440],
      ['vire', 12, 50],
    ],
  )
})

void test('what an address says wrongly is left out', () => {
  const view = readView(
    (name) => ({ dans: 'planete:mars', par: 'rue', couleur: 'rose', tri: 'age', jour: '2026-02-30' })[name],
  )
  assert.deepEqual(view, {
    ...{ scheme: undefined, at: undefined, below: undefined, measure: 'placed', day: undefined },
    sort: { key: 'without', descending: true },
  })
  assert.deepEqual(readView((name) => (name === 'dans' ? 'bassin:a:b' : undefined)).at, {
    level: 'bassin',
    code: 'a:b',
  })
})
