import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workdays } from '#/allocation/verify/rules.ts'
import { mondayOf, sayWeek, sayWeeks, weekDefect } from './iso-week.ts'
import { calendarOf, workingDays } from './working-days.ts'

const texts = (days: readonly Temporal.PlainDate[]) => days.map(String)

test('an ordinary week has its five days', () => {
  assert.deepEqual(texts(workingDays('2026-W25', 'general')), [
    '2026-06-15',
    '2026-06-16',
    '2026-06-17',
    '2026-06-18',
    '2026-06-19',
  ])
})

test('public holidays are left out, those of Alsace and Moselle where they hold', () => {
  assert.deepEqual(texts(workingDays('2026-W22', 'general')), ['2026-05-26', '2026-05-27', '2026-05-28', '2026-05-29'])
  assert.equal(workingDays('2026-W14', 'general').length, 5)
  assert.equal(workingDays('2026-W14', 'alsace-moselle').length, 4)
})

test('the calendar follows the département, in any of its writings', () => {
  assert.deepEqual(['067', '67', '068', '57', '075', '971', '57'].map(calendarOf), [
    'alsace-moselle',
    'alsace-moselle',
    'alsace-moselle',
    'alsace-moselle',
    'general',
    'guadeloupe',
    'alsace-moselle',
  ])
})

test('two ways to know holidays agree on every week of twelve years', () => {
  for (let year = 2020; year < 2032; year++)
    for (let number = 1; number <= 52; number++) {
      const week = `${year}-W${String(number).padStart(2, '0')}`
      for (const calendar of ['00', '67', '971', '972', '973', '974', '976', '977', '978'].map(calendarOf))
        assert.deepEqual(texts(workingDays(week, calendar)), texts(workdays(week, calendar)))
    }
})

test('weeks are those of the ISO calendar, the 53rd only in long years', () => {
  assert.deepEqual([mondayOf('2026-W01'), mondayOf('2026-W53'), mondayOf('2020-W53')].map(String), [
    '2025-12-29',
    '2026-12-28',
    '2020-12-28',
  ])
  assert.deepEqual([mondayOf('2025-W53'), mondayOf('2026-W00'), mondayOf('2026-W5')], [undefined, undefined, undefined])
  assert.equal(weekDefect('2026-W25'), undefined)
  assert.match(weekDefect('juin')!, /n’est pas une semaine ISO/)
})

test('weeks are said in words', () => {
  assert.equal(sayWeek('2026-W25'), 'semaine du 15 au 19 juin')
  assert.equal(sayWeek('2026-W27'), 'semaine du 29 juin au 3 juillet')
  assert.equal(sayWeeks(['2026-W25', '2026-W26']), 'semaines du 15 au 19 juin et du 22 au 26 juin')
})
