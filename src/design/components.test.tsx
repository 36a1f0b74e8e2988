import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ComponentChildren, VNode } from 'preact'
import { render } from 'preact-render-to-string'
import {
  Bar,
  Chips,
  ColumnPage,
  DeskPage,
  Distribution,
  EmptyState,
  ErrorSummary,
  FileDrop,
  Form,
  Notice,
  Pager,
  PostButton,
  ProgressLine,
  Radios,
  RoomPage,
  renderPage,
  Table,
  TerritoryMap,
  TextField,
  Title,
  Trip,
} from './index.ts'

const hostile = `"><script>alert('x')</script><b onmouseover=x>&amp;`
const page = (...children: ComponentChildren[]) =>
  renderPage(<RoomPage title={hostile} territory={hostile} children={[<Title children={hostile} />, ...children]} />)
const rows = [
  { id: hostile, name: hostile, pupils: 12 },
  { id: 'b', name: 'Vire', pupils: 3 },
]
const columns = [
  { key: 'name', label: hostile, sortable: true, cell: (row: (typeof rows)[number]) => row.name },
  { key: 'pupils', label: 'élèves', numeric: true, cell: (row: (typeof rows)[number]) => row.pupils },
]
const circle = {
  id: hostile,
  name: hostile,
  lat: 48.8,
  lon: -0.9,
  size: 10,
  share: 0.5,
  href: '/a',
  title: hostile,
  label: hostile,
}
const square = [
  [
    [-1, 48],
    [1, 48],
    [1, 50],
    [-1, 50],
    [-1, 48],
  ],
] as const
const everything = (): VNode[] => [
  <Notice kind="error" title={hostile} children={hostile} />,
  <ErrorSummary errors={[{ name: 'mail', message: hostile }]} />,
  <TextField name="mail" label={hostile} hint={hostile} error={hostile} value={hostile} />,
  <FileDrop name="files" label={hostile} accept={['.csv']} />,
  <Chips label={hostile} chips={[{ label: hostile, href: '/?a=1&b=2', count: 3, current: true }]} />,
  <Table<(typeof rows)[number]>
    caption={hostile}
    columns={columns}
    rows={rows}
    keyOf={({ id }) => id}
    hrefOf={() => '/x'}
    circleOf={({ id }) => id}
  />,
  <Bar parts={[{ label: hostile, value: 2, tone: 'held' }]} />,
  <Distribution
    title={hostile}
    unit={hostile}
    of={hostile}
    bins={[
      { label: hostile, count: 4 },
      { label: 'b', count: 2, need: true },
    ]}
  />,
  <ProgressLine state={{ stage: hostile, done: 1, total: 2, secondsLeft: 70 }} source="/p" refresh="/r" of={hostile} />,
  <PostButton action="/undo" children={hostile} fields={{ [hostile]: hostile }} />,
  <EmptyState title={hostile} />,
  <TerritoryMap
    label={hostile}
    outlines={[{ id: hostile, name: hostile, rings: square }]}
    circles={[circle]}
    words={hostile}
    scaleWords={hostile}
  />,
]

void test('hostile text stays text wherever people’s words are shown', () => {
  const html = page(...everything())
  assert.doesNotMatch(html, /<script>alert|<b onmouseover/)
  assert.equal(html.match(/<script /g)?.length, 1, 'one script, ours')
})

void test('no inline style and no inline script: the content security policy allows none', () => {
  const html = page(...everything())
  assert.doesNotMatch(html, /\sstyle=|<style|\son\w+="/)
})

void test('ids are given once a page', () => {
  const ids = [...page(...everything()).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
  assert.deepEqual(ids, [...new Set(ids)])
})

void test('each frame has a language, a way to its content, and one main', () => {
  const frames = [
    <ColumnPage title="Ta place" children="x" />,
    <DeskPage title="Ma classe" entries={[{ label: 'Ma classe', href: '/', current: true }]} children="x" />,
    <RoomPage title="Normandie" territory="Normandie" children="x" />,
  ]
  for (const html of frames.map(renderPage)) {
    assert.match(html, /^<!doctype html><html lang="fr">/)
    assert.match(html, /<a class="skip" href="#content">/)
    assert.equal(html.match(/<main id="content">/g)?.length, 1)
  }
})

void test('the room marks the section one is in, and leaves it out without a campaign', () => {
  const campaign = { id: 'c', name: 'Seconde', dates: '15 au 26 juin' }
  const html = renderPage(<RoomPage title="t" territory="Normandie" campaign={campaign} section="runs" children="" />)
  assert.match(html, /<a href="\/campagnes\/c\/affectations" aria-current="page">Affectations/)
  assert.doesNotMatch(renderPage(<RoomPage title="t" territory="Normandie" children="" />), /Affectations/)
})

void test('an error summary links to the field it speaks of, which names its error', () => {
  const html = render(<div>{everything().slice(1, 3)}</div>)
  const target = /<li><a href="#([^"]+)"/.exec(html)?.[1]
  assert.match(
    html,
    new RegExp(`<input[^>]* id="${target}"[^>]* aria-describedby="${target}-hint ${target}-error" aria-invalid`),
  )
})

void test('the fields of a refused form say what was wrong with each, and with no other', () => {
  const html = render(
    <Form errors={[{ name: 'mail', message: 'Il manque l’adresse.' }]} method="post" action="/la">
      <TextField name="mail" label="Adresse" />
      <Radios name="moyen" legend="Comment" choices={[{ value: 'a', label: 'A' }]} value={undefined} />
    </Form>,
  )
  assert.match(html, /<form method="post" action="\/la">/)
  assert.match(html, /field-wrong.*aria-describedby="field-mail-error" aria-invalid/s)
  assert.equal(html.match(/Il manque l’adresse/g)?.length, 1)
  assert.equal(html.match(/field-wrong/g)?.length, 1)
})

void test('a sorted column says its order and turns it round; a list that fits has no pager', () => {
  const sort = {
    column: 'name',
    descending: false,
    href: (key: string, down: boolean) => `?tri=${key}${down ? '-desc' : ''}`,
  }
  const html = render(
    <Table<(typeof rows)[number]> caption="c" columns={columns} rows={rows} keyOf={({ id }) => id} sort={sort} />,
  )
  assert.match(html, /aria-sort="ascending"><a href="\?tri=name-desc">/)
  const pager = { page: 2, pageSize: 50, of: 'élèves', href: (at: number) => `?page=${at}` }
  assert.equal(render(<Pager {...pager} page={1} total={50} />), '')
  assert.match(render(<Pager {...pager} total={120} />), /\?page=1.*51 à 100 sur 120 élèves.*\?page=3/)
})

void test('an empty table teaches the first step instead', () => {
  const html = render(
    <Table<(typeof rows)[number]>
      caption="c"
      columns={columns}
      rows={[]}
      keyOf={({ id }) => id}
      empty={<EmptyState title="Rien" />}
    />,
  )
  assert.match(html, /Rien/)
  assert.doesNotMatch(html, /<table/)
})

void test('a day’s journey gives hours, lines and how early one is', () => {
  const out = {
    departSeconds: 28_320,
    arriveSeconds: 31_260,
    minutes: 49,
    legs: [
      { kind: 'walk' as const, departSeconds: 28_320, arriveSeconds: 28_860, to: 'Mairie' },
      { kind: 'ride' as const, departSeconds: 29_040, arriveSeconds: 31_260, line: '4', headsign: 'Gare', mode: 'bus' },
    ],
  }
  const text = render(<Trip out={out} back={undefined} arriveBySeconds={9 * 3600} voice="pupil" />)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
  assert.match(text, /7 h 52 à pied jusqu’à Mairie , 9 min 8 h 04 bus 4 direction Gare 8 h 41 tu y es, 19 min d’avance/)
})

test('a stage of one long step draws a bar that does not say how far it is', () => {
  const bar = (done: number, total: number) =>
    /<progress[^>]*>/.exec(render(<ProgressLine state={{ stage: 's', done, total }} source="/p" refresh="/r" />))?.[0]
  assert.doesNotMatch(bar(1, 1) ?? '', /value=/)
  assert.match(bar(1, 4) ?? '', /value="1"/)
})
