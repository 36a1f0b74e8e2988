import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as words from './words.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
/** With ordinary spaces, so that the expectations read. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

void test('numbers take narrow no-break spaces and a decimal comma', () => {
  assert.equal(words.numberWords(27_357), '27\u202f357')
  assert.equal(words.numberWords(999), '999')
  assert.equal(plain(words.numberWords(1_234_567.891, 1)), '1 234 567,9')
  assert.equal(words.numberWords(-3), '−3')
  assert.equal(words.numberWords(-0.2), '0')
})

void test('a number keeps its value through its words', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 40 }),
      (value) => Number(words.numberWords(value).replaceAll('\u202f', '')) === value,
    ),
  )
})

void test('0 and 1 are singular in French, 2 is plural', () => {
  assert.deepEqual(
    [0, 1, 2].map((count) => plain(words.countWords(count, 'place'))),
    ['0 place', '1 place', '2 places'],
  )
  assert.equal(plain(words.countWords(2, 'manque à combler', 'manques à combler')), '2 manques à combler')
})

void test('a share says 0 % only for none and 100 % only for all', () => {
  assert.equal(words.shareWords(1, 1000), '1\u202f%')
  assert.equal(words.shareWords(0, 1000), '0\u202f%')
  assert.equal(words.shareWords(999, 1000), '99\u202f%')
  assert.equal(words.shareWords(1000, 1000), '100\u202f%')
  assert.equal(words.shareWords(22_683, 27_357), '83\u202f%')
  assert.equal(words.shareWords(0, 0), '–')
})

void test('days, spans and weeks read as people say them', () => {
  assert.equal(plain(words.dayWords(day('2026-06-15'))), 'lundi 15 juin')
  assert.equal(plain(words.dayWords(day('2026-05-01'), { year: true })), 'vendredi 1er mai 2026')
  assert.equal(plain(words.dayWords(day('2026-08-09'), { weekday: false })), '9 août')
  assert.equal(plain(words.daysWords(day('2026-06-15'), day('2026-06-26'))), '15 au 26 juin')
  assert.equal(plain(words.daysWords(day('2026-06-29'), day('2026-07-03'))), '29 juin au 3 juillet')
  assert.equal(plain(words.daysWords(day('2026-12-28'), day('2027-01-01'))), '28 décembre 2026 au 1er janvier 2027')
  assert.equal(plain(words.weekWords('2026-W25')), 'semaine du 15 au 19 juin')
})

void test('weeks that follow each other are one span, others are listed', () => {
  assert.equal(plain(words.weeksWords(['2026-W26', '2026-W25'])), '15 au 26 juin')
  assert.equal(plain(words.weeksWords(['2026-W25', '2026-W27'])), '15 au 19 juin et 29 juin au 3 juillet')
  assert.equal(words.weeksWords([]), '')
})

void test('the Monday of an ISO week is a Monday of that very week', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2000, max: 2100 }), fc.integer({ min: 1, max: 52 }), (year, week) => {
      const monday = words.mondayOfWeek(`${year}-W${String(week).padStart(2, '0')}`)
      return monday.dayOfWeek === 1 && monday.weekOfYear === week && monday.yearOfWeek === year
    }),
  )
  assert.throws(() => words.mondayOfWeek('2026-25'), RangeError)
})

void test('hours and durations', () => {
  assert.equal(plain(words.hourWords(8 * 3600 + 7 * 60 + 59)), '8 h 07')
  assert.equal(plain(words.hourWords(9 * 3600)), '9 h')
  assert.equal(plain(words.hourWords(25 * 3600 + 300)), '1 h 05')
  assert.deepEqual(
    [38, 60, 65].map((minutes) => plain(words.durationWords(minutes))),
    ['38 min', '1 h', '1 h 05'],
  )
  assert.deepEqual(
    [3, 34, 130].map((seconds) => plain(words.leftWords(seconds))),
    ['moins de 10 s', 'encore 40 s environ', 'encore 2 min environ'],
  )
  assert.equal(plain(words.momentWords(Temporal.Instant.from('2026-06-15T08:42:00Z'))), 'lundi 15 juin à 10 h 42')
})

void test('lists and names with their article', () => {
  assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(words.listWords), ['', 'a', 'a et b', 'a, b et c'])
  assert.deepEqual(['Vire', 'Argentan', 'Évreux', 'Le Havre', 'Les Andelys', 'L’Aigle'].map(words.deWords), [
    'de Vire',
    'd’Argentan',
    'd’Évreux',
    'du Havre',
    'des Andelys',
    'de L’Aigle',
  ])
})
