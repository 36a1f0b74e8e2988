import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { bakeryOffer } from '../../test/offers.ts'
import { mergeAnswers } from './merge-answers.ts'
import { secondeWeeks, weeksNextYear } from './next-year.ts'
import { answersOf } from './offer-answers.ts'
import { offerMoves } from './offer-states.ts'
import { readClock } from './read-hours.ts'
import { readOfferAnswers } from './read-offer-answers.ts'
import { searchTrades, trades } from './trades.ts'

const answers = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('', '1', '2', '3'))

test('putting two people’s answers together loses nothing that only one of them changed', () => {
  fc.assert(
    fc.property(answers, answers, answers, (base, mine, theirs) => {
      const merged = mergeAnswers(base, mine, theirs)
      const conflicts = new Set(merged.conflicts.map(({ key }) => key))
      for (const key of ['a', 'b', 'c', 'd']) {
        const [was, my, their, now] = [base, mine, theirs, merged.answers].map((of) => of[key] ?? '')
        if (my === was) assert.equal(now, their)
        else assert.equal(now, my)
        assert.equal(conflicts.has(key), my !== was && their !== was && my !== their)
      }
    }),
  )
})

test('an offer read from its own answers is the same offer', () => {
  const offer = {
    ...bakeryOffer,
    ...{
      territoryId: 't',
      id: 'o',
      hostId: 'h',
      hostName: '',
      site: undefined,
      origin: 'here',
      reference: undefined,
      version: 1,
    },
    ...{ createdBy: undefined, publishedAt: undefined },
    createdAt: Temporal.Instant.from('2026-06-03T08:42:00Z'),
    changedAt: Temporal.Instant.from('2026-06-03T08:42:00Z'),
    weeks: bakeryOffer.weeks.map((week) => ({ ...week, taken: 0 })),
    hours: { ...bakeryOffer.hours, 5: { start: 540, end: 720 } },
    group: { min: 2, max: 4 },
    minAge: 15,
  }
  const { content, errors } = readOfferAnswers(answersOf(offer), {
    today: Temporal.PlainDate.from('2026-06-03'),
    sites: [{ id: bakeryOffer.siteId ?? '', lat: bakeryOffer.lat, lon: bakeryOffer.lon }],
    weeks: offer.weeks,
    schools: [],
  })
  assert.deepEqual(errors, [])
  assert.deepEqual(content, { ...bakeryOffer, hours: offer.hours, group: offer.group, minAge: 15 })
})

test('weeks are repeated a year on, those of seconde in the next national window', () => {
  assert.deepEqual([2024, 2025, 2026].map(secondeWeeks), [
    ['2024-W25', '2024-W26'],
    ['2025-W25', '2025-W26'],
    ['2026-W25', '2026-W26'],
  ])
  const week = (name: string) => ({ week: name, seats: 2, closed: true })
  const next = (schemes: 'observation-2de' | 'pfmp', weeks: readonly string[]) =>
    weeksNextYear({ schemes: [schemes], weeks: weeks.map(week) })
  assert.deepEqual(next('observation-2de', ['2026-W26']), [{ week: '2027-W26', seats: 2, closed: false }])
  assert.deepEqual(
    next('pfmp', ['2026-W03', '2026-W53']).map((each) => each.week),
    ['2027-W02', '2027-W52'],
  )
})

test('hours are read as people write them', () => {
  assert.deepEqual(['9:00', '09:05', '9h', '9 h 30', '17H15'].map(readClock), [540, 545, 540, 570, 1035])
  assert.deepEqual(['24:00', '9:60', 'midi', '', '9'].map(readClock), [
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('every move of an offer has someone who may make it, and nobody moves to where one stands', () => {
  for (const { from, to, who } of offerMoves) {
    assert.ok(from.length > 0 && who.length > 0)
    if (to !== 'waiting') assert.ok(!from.includes(to))
  }
})

test('trades are found by the words that people use, without accents and in the plural', () => {
  assert.equal(trades.size, 532)
  for (const [word, code] of [
    ['boulangère', 'D1102'],
    ['Mecanicien auto', 'I1604'],
    ['infirmiers', 'J1506'],
    ['d1102', 'D1102'],
  ] as const)
    assert.ok(
      searchTrades(word).some((trade) => trade.code === code),
      word,
    )
  assert.deepEqual([searchTrades(''), searchTrades('xyzzy')], [[], []])
})

const official = new URL('../../../shared/data/rome-appellations.csv', import.meta.url)
test('the trades are those of the official list', { skip: !existsSync(official) && 'shared/data is absent' }, () => {
  const codes = new Set(
    readFileSync(official, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(';')[1]),
  )
  assert.deepEqual(new Set(trades.keys()), codes)
})
