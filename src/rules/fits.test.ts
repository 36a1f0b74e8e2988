import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mondayOf } from '#/calendar/index.ts'
import { check } from './check.ts'
import { spansOf } from './check-offer.ts'
import { fits, fittingWeeks } from './fits.ts'
import type { OfferFacts, PupilFacts } from './offer-facts.ts'
import { minutes } from './sample-placement.ts'

const day = (start: string, end: string, lunch?: readonly [string, string]) => ({
  start: minutes(start),
  end: minutes(end),
  ...(lunch ? { lunch: { start: minutes(lunch[0]), end: minutes(lunch[1]) } } : {}),
})
const ordinary = day('09:00', '16:00', ['12:00', '13:00'])
const weekdays = (hours = ordinary): OfferFacts['hours'] => ({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours })

const offer = (change: Partial<OfferFacts> = {}): OfferFacts => ({
  schemes: ['observation-2de'],
  levels: ['seconde'],
  span: 'week',
  weeks: [
    { week: '2026-W25', seats: 1 },
    { week: '2026-W26', seats: 2 },
  ],
  hours: weekdays(),
  facilities: [],
  reservedSchools: [],
  reservedQpv: false,
  reservedWithoutNetwork: false,
  ...change,
})
const pupil = (change: Partial<PupilFacts> = {}): PupilFacts => ({
  level: 'seconde',
  school: '0140017A',
  birthDate: '2010-09-04',
  needs: [],
  priority: 0,
  qpv: false,
  withoutNetwork: false,
  ...change,
})
const both = ['2026-W25', '2026-W26']

/** What makes an offer close, the code that says so, and the last that does not. */
const cases: readonly (readonly [string, OfferFacts, PupilFacts, OfferFacts, PupilFacts])[] = [
  ['level', offer(), pupil(), offer(), pupil({ level: 'troisieme' })],
  ['scheme', offer(), pupil({ scheme: 'observation-2de' }), offer(), pupil({ scheme: 'pfmp' })],
  ['week', offer(), pupil(), offer({ weeks: [{ week: '2026-W25', seats: 0 }] }), pupil()],
  ['week', offer(), pupil(), offer({ weeks: [{ week: '2026-W25', seats: 1, closed: true }] }), pupil()],
  [
    'age',
    offer({ minAge: 15 }),
    pupil({ birthDate: '2011-06-15' }),
    offer({ minAge: 15 }),
    pupil({ birthDate: '2011-06-23' }),
  ],
  ['needs', offer({ facilities: ['lift'] }), pupil({ needs: ['lift'] }), offer(), pupil({ needs: ['lift'] })],
  [
    'needs',
    offer({ site: { facilities: ['lift'] } }),
    pupil({ needs: ['lift'] }),
    offer({ site: { facilities: [] } }),
    pupil({ needs: ['lift'] }),
  ],
  ['reserved', offer({ reservedSchools: ['0140017A'] }), pupil(), offer({ reservedSchools: ['0140018B'] }), pupil()],
  ['reserved', offer({ minPriority: 2 }), pupil({ priority: 2 }), offer({ minPriority: 2 }), pupil({ priority: 1 })],
  ['reserved', offer({ reservedQpv: true }), pupil({ qpv: true }), offer({ reservedQpv: true }), pupil()],
  [
    'reserved',
    offer({ reservedWithoutNetwork: true }),
    pupil({ withoutNetwork: true }),
    offer({ reservedWithoutNetwork: true }),
    pupil(),
  ],
  [
    'hours',
    offer({ hours: weekdays(day('09:00', '17:00', ['12:00', '13:00'])) }),
    pupil(),
    offer({ hours: weekdays(day('09:00', '17:01', ['12:00', '13:00'])) }),
    pupil(),
  ],
  [
    'hours',
    offer({ hours: weekdays(day('09:00', '17:00', ['12:00', '13:00'])) }),
    pupil({ birthDate: '2011-06-15' }),
    offer({ hours: weekdays(day('09:00', '17:00', ['12:00', '13:00'])) }),
    pupil({ birthDate: '2011-06-23' }),
  ],
  [
    'hours',
    offer({ hours: { 2: ordinary, 6: ordinary } }),
    pupil(),
    offer({ hours: { 1: ordinary, 6: ordinary }, weeks: [{ week: '2026-W25', seats: 1 }] }),
    pupil(),
  ],
]
for (const [code, open, whom, closed, other] of cases)
  test(`an offer is open to the last one and closed to the first by ${code}`, () => {
    assert.equal(fits(open, whom, both), undefined)
    const unfit = fits(closed, other, both)
    assert.equal(unfit?.code, code)
    assert.match(unfit?.message ?? '', /\.$/)
  })

test('an offer of several weeks together wants them all, one of single weeks wants one', () => {
  assert.equal(fits(offer(), pupil(), ['2026-W26', '2026-W30']), undefined)
  assert.deepEqual(fittingWeeks(offer(), pupil(), ['2026-W26', '2026-W30']), ['2026-W26'])
  assert.equal(fits(offer({ span: 'all' }), pupil(), both), undefined)
  assert.equal(fits(offer({ span: 'all' }), pupil(), ['2026-W26'])?.code, 'week')
  assert.deepEqual(fittingWeeks(offer({ span: 'all' }), pupil(), both), both)
})

test('weeks of the school’s holidays, and outside the window of seconde, are closed', () => {
  const spring = offer({ schemes: ['pfmp'], levels: ['cap'], weeks: [{ week: '2026-W08', seats: 1 }] })
  const norman = pupil({ level: 'cap', birthDate: '2009-01-01' })
  assert.equal(fits(spring, norman, ['2026-W08'])?.code, 'week')
  assert.equal(fits(spring, { ...norman, school: '0330017A' }, ['2026-W08'])?.code, 'week', 'zone A too, that week')
  assert.equal(fits(spring, { ...norman, school: '0750017A' }, ['2026-W08']), undefined, 'zone C leaves later')
  assert.equal(fits(offer({ weeks: [{ week: '2026-W24', seats: 1 }] }), pupil(), ['2026-W24'])?.code, 'week')
  const mini = offer({
    schemes: ['mini-stage'],
    weeks: [
      { week: '2026-W08', seats: 1 },
      { week: '2026-W11', seats: 1 },
    ],
  })
  assert.deepEqual(fittingWeeks(mini, pupil(), ['2026-W08', '2026-W11']), ['2026-W08'])
})

test('what a pupil may hold by `fits`, no rule of a placement refuses, and the other way round', () => {
  const clock = fc.integer({ min: 20, max: 92 }).map((quarter) => quarter * 15)
  const anyDay = fc
    .tuple(
      clock,
      fc.integer({ min: 4, max: 44 }),
      fc.option(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5 }))),
    )
    .map(([start, quarters, lunch]) => {
      const end = start + quarters * 15
      if (!lunch) return { start, end }
      // Inside the day, as a lunch is.
      const from = Math.min(start + lunch[0] * 15, end - 30)
      return { start, end, lunch: { start: from, end: Math.min(from + lunch[1] * 15, end - 15) } }
    })
  const hours = fc.record({ 1: anyDay, 2: anyDay, 3: anyDay, 4: anyDay, 5: anyDay, 6: anyDay }, { requiredKeys: [] })
  const ofHours = ['day-hours', 'week-hours', 'night', 'pause', 'daily-rest', 'weekly-rest']
  fc.assert(
    fc.property(
      hours,
      fc.integer({ min: 13, max: 19 }),
      fc.constantFrom('pfmp', 'observation-3e'),
      (worked, years, scheme) => {
        const level = scheme === 'pfmp' ? 'cap' : 'troisieme'
        const wanted = offer({
          schemes: [scheme],
          levels: [level],
          weeks: [{ week: '2026-W12', seats: 1 }],
          hours: worked,
        })
        const person = pupil({ level, birthDate: `${2026 - years}-03-18` })
        const found = fits(wanted, person, ['2026-W12'])
        const monday = mondayOf('2026-W12')!
        const days = ([1, 2, 3, 4, 5, 6] as const).flatMap((weekday) => {
          const at = worked[weekday]
          return at ? [{ date: monday.add({ days: weekday - 1 }).toString(), spans: spansOf(at) }] : []
        })
        const refused = check({
          scheme: scheme === 'pfmp' ? 'pfmp' : 'observation-3e',
          submittedOn: '2026-01-05',
          person: { birthDate: person.birthDate, level },
          holidays: 'general',
          days,
          host: { id: 'host' },
        }).filter(({ rule }) => ofHours.includes(rule))
        assert.equal(
          found?.code === 'hours',
          refused.length > 0,
          `${found?.message ?? 'fits'} / ${refused.map(({ message }) => message).join(' ')}`,
        )
      },
    ),
    { numRuns: 1500 },
  )
})
