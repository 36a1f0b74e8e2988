import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkOffer } from './check-offer.ts'
import type { OfferFacts } from './offer-facts.ts'
import { minutes } from './sample-placement.ts'

const day = (start: string, end: string) => ({
  start: minutes(start),
  end: minutes(end),
  lunch: { start: minutes('12:00'), end: minutes('13:00') },
})
const weekdays = (hours: ReturnType<typeof day>): OfferFacts['hours'] => ({
  1: hours,
  2: hours,
  3: hours,
  4: hours,
  5: hours,
})
const offer = (change: Partial<OfferFacts> = {}): OfferFacts => ({
  schemes: ['observation-2de'],
  levels: ['seconde'],
  span: 'week',
  weeks: [
    { week: '2026-W25', seats: 1 },
    { week: '2026-W26', seats: 2 },
  ],
  hours: weekdays(day('09:00', '16:00')),
  facilities: [],
  reservedSchools: [],
  reservedQpv: false,
  reservedWithoutNetwork: false,
  ...change,
})
const ground = { on: '2026-02-02', holidays: 'general', zone: 'B' } as const
const said = (of: OfferFacts) =>
  checkOffer(of, ground).map(({ rule, severity, forWhom }) => `${rule} ${severity} ${forWhom}`)

test('an ordinary offer has nothing against it', () => {
  assert.deepEqual(said(offer()), [])
  assert.deepEqual(said(offer({ span: 'all' })), [])
})

test('hours that only the youngest may not work are a warning that names them', () => {
  assert.deepEqual(said(offer({ hours: weekdays(day('09:00', '17:00')) })), [
    'week-hours warning les élèves de moins de 15 ans',
  ])
  assert.deepEqual(said(offer({ hours: weekdays(day('09:00', '17:00')), minAge: 15 })), [])
  assert.deepEqual(
    said(
      offer({
        schemes: ['pfmp'],
        levels: ['cap'],
        weeks: [{ week: '2026-W12', seats: 1 }],
        hours: { 1: day('08:00', '17:00') },
      }),
    ),
    ['day-hours warning les élèves de moins de 15 ans, de 15 ans'],
  )
})

test('hours that nobody of a level may work are refused, day by day, with the article', () => {
  const found = checkOffer(offer({ hours: { ...weekdays(day('09:00', '16:00')), 2: day('09:00', '17:01') } }), ground)
  assert.deepEqual(
    found.map(({ rule, severity, where }) => [rule, severity, where.weekday]),
    [
      ['day-hours', 'refused', 2],
      ['week-hours', 'warning', undefined],
    ],
  )
  assert.match(found[0]?.article ?? '', /D331-1|L3162-1/)
  assert.equal(found[0]?.forWhom, 'tous les élèves de seconde')
})

test('weeks in the holidays, outside the national window, or too many together are refused', () => {
  const rulesOf = (change: Partial<OfferFacts>) =>
    checkOffer(offer(change), ground).map(({ rule, severity }) => `${rule} ${severity}`)
  assert.deepEqual(rulesOf({ weeks: [{ week: '2026-W24', seats: 1 }] }), ['seconde-window refused'])
  assert.deepEqual(rulesOf({ schemes: ['pfmp'], levels: ['cap'], weeks: [{ week: '2026-W08', seats: 1 }] }), [
    'school-holidays refused',
  ])
  assert.deepEqual(rulesOf({ schemes: ['mini-stage'], weeks: [{ week: '2026-W08', seats: 1 }] }), [])
  assert.deepEqual(rulesOf({ schemes: ['mini-stage'], weeks: [{ week: '2026-W12', seats: 1 }] }), [
    'outside-class refused',
  ])
  const third = {
    schemes: ['observation-3e'],
    levels: ['troisieme'],
    weeks: [
      { week: '2026-W11', seats: 1 },
      { week: '2026-W12', seats: 1 },
    ],
  }
  assert.deepEqual(rulesOf(third), [])
  assert.deepEqual(rulesOf({ ...third, span: 'all' }), ['five-days refused'])
})

test('a public holiday of a week is simply not worked', () => {
  assert.deepEqual(said(offer({ schemes: ['pfmp'], levels: ['cap'], weeks: [{ week: '2026-W22', seats: 1 }] })), [])
})

test('a scheme that none of the levels can have is refused', () => {
  assert.deepEqual(said(offer({ schemes: ['observation-2de', 'pfmp'] })), ['scheme-level refused tous les élèves'])
})

test('six days for minors are refused, Tuesday to Saturday is not', () => {
  const hours = weekdays(day('09:00', '15:00'))
  const pfmp = { schemes: ['pfmp'], levels: ['cap'], weeks: [{ week: '2026-W12', seats: 1 }] }
  const { 1: monday, ...fromTuesday } = { ...hours, 6: day('09:00', '15:00') }
  assert.ok(monday)
  assert.deepEqual(said(offer({ ...pfmp, hours: fromTuesday })), [])
  assert.deepEqual(said(offer({ ...pfmp, hours: { ...fromTuesday, 1: monday } })), [
    'weekly-rest warning les élèves de moins de 15 ans, de 15 ans, de 16 et 17 ans',
  ])
})
