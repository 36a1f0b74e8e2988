import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { openTimetableBytes, openTimetables, type Reach } from './index.ts'
import { type FeedTables, valley, zipFeed } from './small-feeds.ts'

const dates = (first: string, count = 1) =>
  Array.from({ length: count }, (_, days) => Temporal.PlainDate.from(first).add({ days }))
const used = (reach: Reach, first: string, count = 1): string[] =>
  reach.answerDays(dates(first, count)).days.map((day) => day.used.toString())
const warnings = (reach: Reach, first: string, count = 1): string =>
  reach
    .answerDays(dates(first, count))
    .warnings.join('\n')
    .replaceAll(/[\u00a0\u202f]/g, ' ')

/** Lines with their first and last day and how many trips a day; `closed` days run nothing. */
function network(
  lines: readonly (readonly [line: string, first: string, last: string, trips: number])[],
  closed: string[] = [],
): FeedTables {
  const rows = lines.flatMap(([line, , , trips], index) =>
    Array.from({ length: trips }, (_, trip) => ({ line, service: `s${index}`, id: `${line}.${index}.${trip}` })),
  )
  return {
    ...valley,
    routes: `route_id,route_short_name,route_type\n${[...new Set(lines.map(([line]) => line))].map((line) => `r${line},${line},3\n`).join('')}`,
    trips: `route_id,service_id,trip_id\n${rows.map(({ line, service, id }) => `r${line},${service},${id}\n`).join('')}`,
    stop_times: `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${rows.map(({ id }) => `${id},8:00:00,8:00:00,a,1\n${id},8:10:00,8:10:00,b,2\n`).join('')}`,
    calendar: `service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n${lines.map(([, first, last], index) => `s${index},1,1,1,1,1,0,0,${first},${last}\n`).join('')}`,
    calendar_dates: `service_id,date,exception_type\n${closed.flatMap((day) => lines.map((_, index) => `s${index},${day},2\n`)).join('')}`,
  }
}
const open = (...feeds: FeedTables[]) =>
  openTimetableBytes(feeds.map((tables, index) => zipFeed(tables, `feed${index}.zip`)))

test('days that the timetable covers are answered with themselves, without a word', async () => {
  const reach = await open(network([['A', '20260504', '20260703', 20]]))
  assert.deepEqual(used(reach, '2026-06-15', 2), ['2026-06-15', '2026-06-16'])
  assert.equal(warnings(reach, '2026-06-15', 5), '')
})

test('past the end, the same weekdays of the last complete week answer, and the end is said', async () => {
  // The last days, a Monday and a Tuesday, are no complete week.
  const reach = await open(network([['A', '20260504', '20260602', 20]]))
  assert.deepEqual(used(reach, '2026-06-15', 5), ['2026-05-25', '2026-05-26', '2026-05-27', '2026-05-28', '2026-05-29'])
  const said = warnings(reach, '2026-06-15', 5)
  assert.match(
    said,
    /^feed0\.zip : les horaires s’arrêtent le 2 juin 2026 et ne disent rien de la période du 15 au 19 juin 2026\./,
  )
  assert.match(said, /dernière semaine complète \(du 25 au 29 mai 2026\)\.$/)
})

test('before the beginning too', async () => {
  const reach = await open(network([['A', '20260504', '20260529', 20]]))
  assert.deepEqual(used(reach, '2026-04-20'), ['2026-05-25'])
  assert.match(
    warnings(reach, '2026-04-20'),
    /ne commencent que le 4 mai 2026 et ne disent rien du lundi 20 avril 2026/,
  )
})

test('when lines vanish though the calendar goes on, the last complete week answers and the lines are named', async () => {
  const reach = await open(
    network([
      ['A', '20260504', '20260703', 20],
      ['B', '20260504', '20260522', 6],
      ['C', '20260504', '20260522', 5],
      ['D', '20260504', '20260703', 1],
      ['D', '20260504', '20260522', 4],
    ]),
  )
  assert.deepEqual(used(reach, '2026-06-15', 2), ['2026-05-18', '2026-05-19'])
  const said = warnings(reach, '2026-06-15', 5)
  assert.match(said, /incomplets du 15 au 19 juin 2026\. Les lignes B et C n’ont plus de course après le 22 mai 2026\./)
  assert.match(said, /Réduites de plus de moitié : ligne D \(1 course au lieu de 5\)\./)
  assert.equal(said.split('\n').length, 1)
})

test('a holiday dip that ends is the true timetable of that day: it is used, and said', async () => {
  const reach = await open(
    network(
      [
        ['A', '20260504', '20260703', 20],
        ['B', '20260504', '20260522', 9],
        ['B', '20260601', '20260703', 9],
      ],
      ['20260514'],
    ),
  )
  assert.deepEqual(used(reach, '2026-05-27'), ['2026-05-27'])
  assert.match(warnings(reach, '2026-05-27'), /jusqu’à 31 % de courses en moins que d’habitude le mercredi 27 mai 2026/)
  assert.deepEqual(used(reach, '2026-05-14'), ['2026-05-14'])
})

test('lines that change their identifier but not their service are not gone', async () => {
  const reach = await open(
    network([
      ['A', '20260504', '20260703', 20],
      ['B', '20260504', '20260522', 9],
      ['Bis', '20260523', '20260703', 9],
    ]),
  )
  assert.deepEqual(used(reach, '2026-06-15'), ['2026-06-15'])
})

test('each feed answers with its own day', async () => {
  const reach = await open(network([['A', '20260504', '20260703', 20]]), network([['Z', '20260504', '20260529', 20]]))
  const [day] = reach.answerDays(dates('2026-06-15')).days
  assert.deepEqual(day!.usedByFeed?.map(String), ['2026-06-15', '2026-05-25'])
  assert.equal(day!.used.toString(), '2026-05-25')
  assert.match(warnings(reach, '2026-06-15'), /^feed1\.zip/)
})

test('a feed without any trip says so', async () => {
  const reach = await open({ ...network([]), calendar_dates: 'service_id,date,exception_type\n' })
  assert.match(warnings(reach, '2026-06-15'), /aucune course le lundi 15 juin 2026/)
})

const strasbourg = `${process.env.PASSERELLE_SHARED_DATA ?? new URL('../../../shared/data', import.meta.url).pathname}/gtfs/strasbourg-2026.zip`

test('Strasbourg in June: seven lines gone, the week of 9 February answers', {
  skip: existsSync(strasbourg) ? false : 'shared data absent',
}, async () => {
  const reach = await openTimetables([strasbourg])
  const fortnight = [...dates('2026-06-15', 5), ...dates('2026-06-22', 5)]
  const answer = reach.answerDays(fortnight)
  const week = ['2026-02-09', '2026-02-10', '2026-02-11', '2026-02-12', '2026-02-13']
  assert.deepEqual(
    answer.days.map((day) => day.used.toString()),
    [...week, ...week],
  )
  assert.equal(answer.warnings.length, 1)
  const said = answer.warnings[0]!.replaceAll(/[\u00a0\u202f]/g, ' ')
  assert.match(said, /Les lignes 10, 17, 70, C3, C6 et C9 n’ont plus de course après le 1er mars 2026\./)
  assert.match(said, /ligne G \(48 courses au lieu de 358\)/)
  assert.match(said, /du 9 au 13 février 2026/)
  // In term before the lines went, and in the winter holidays, the timetable speaks for itself.
  assert.deepEqual(used(reach, '2026-01-20', 3), ['2026-01-20', '2026-01-21', '2026-01-22'])
  assert.deepEqual(used(reach, '2026-02-17'), ['2026-02-17'])
})
