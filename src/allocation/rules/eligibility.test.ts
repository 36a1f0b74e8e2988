import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { HolidayCalendar } from '#/calendar/index.ts'
import { ageOn } from '#/rules/index.ts'
import type { Pupil } from '../inputs/pupil.ts'
import { readInputs } from '../inputs/read-inputs.ts'
import { filesOf, smallTerritory } from '../small-territory.ts'
import { progressOf, yearsOld } from '../verify/rules.ts'
import { avoidedStage, eligibleStage, examine, type OfferTraits, weeksAtWork } from './eligibility.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
type Who = Pick<Pupil, 'level' | 'birthDate' | 'weeks' | 'needs' | 'school' | 'priority'> & {
  readonly calendar: HolidayCalendar
}
const pupil: Who = {
  level: 'seconde',
  birthDate: day('2010-06-15'),
  weeks: ['2026-W25', '2026-W26'],
  needs: [],
  school: '0670001A',
  priority: 0,
  calendar: 'general',
}
const offer: OfferTraits = {
  levels: ['seconde'],
  seats: [{ week: '2026-W25', seats: 1 }],
  span: 'week',
  minAge: undefined,
  facilities: [],
  schools: [],
  minPriority: undefined,
  startSeconds: 9 * 3600,
  endSeconds: 16.5 * 3600,
  breakMinutes: 60,
}
const traits = ({ calendar, birthDate, weeks, ...rest }: Who) => ({
  ...rest,
  weeks: weeksAtWork({ birthDate, weeks }, 'observation-2de', calendar),
})
const refusal = (changes: { pupil?: Partial<Who>; offer?: Partial<OfferTraits> }, weeks = ['2026-W25']) =>
  examine({
    pupil: traits({ ...pupil, ...changes.pupil }),
    offer: { ...offer, ...changes.offer },
    weeks,
  }).refusal

test('a pair that no rule refuses passes every check', () => {
  assert.deepEqual(examine({ pupil: traits(pupil), offer, weeks: ['2026-W25'] }), {
    stage: eligibleStage,
    refusal: undefined,
  })
})

test('each rule refuses with its code and its facts', () => {
  assert.deepEqual(refusal({ pupil: { level: 'cap' } }), { code: 'no_offer_for_level' })
  assert.deepEqual(refusal({ pupil: { weeks: ['2026-W26'] } }), { code: 'no_offer_in_week' })
  assert.deepEqual(refusal({ offer: { seats: [{ week: '2026-W25', seats: 0 }] } }), { code: 'no_offer_in_week' })
  assert.deepEqual(refusal({ pupil: { needs: ['wheelchair', 'lift'] }, offer: { facilities: ['lift'] } }), {
    code: 'needs',
    missing: ['wheelchair'],
  })
  assert.deepEqual(refusal({ offer: { schools: ['0670002B'] } }), { code: 'reserved', why: 'schools' })
  assert.deepEqual(refusal({ offer: { minPriority: 1 } }), { code: 'reserved', why: 'priority' })
  assert.equal(refusal({ offer: { schools: ['0670001A'], minPriority: 0 } }), undefined)
})

test('the minimum age is reached on the first day, not the day after', () => {
  assert.equal(refusal({ offer: { minAge: 16 } }), undefined)
  assert.deepEqual(refusal({ pupil: { birthDate: day('2010-06-16') }, offer: { minAge: 16 } }), {
    code: 'age',
    why: 'min_age',
    minAge: 16,
  })
})

test('under 15 on the first day, the default hours of five days are too long, and the article is named', () => {
  assert.equal(refusal({ pupil: { birthDate: day('2011-06-15') } }), undefined)
  const refused = refusal({ pupil: { birthDate: day('2011-06-16') } })
  assert.ok(refused?.code === 'age' && refused.why === 'week')
  assert.match(refused.limit.article, /L3162-1/)
})

test('a week with a public holiday leaves more hours a day, two in Alsace and Moselle', () => {
  // Week 15 of 2026 has Easter Monday; week 14 ends with Good Friday, a holiday in Alsace and Moselle only.
  const young = { birthDate: day('2012-01-01'), weeks: ['2026-W14', '2026-W15'] }
  const seats = ['2026-W14', '2026-W15'].map((week) => ({ week, seats: 1 }))
  assert.equal(refusal({ pupil: young, offer: { seats } }, ['2026-W15']), undefined)
  assert.notEqual(refusal({ pupil: young, offer: { seats } }, ['2026-W14']), undefined)
  assert.equal(refusal({ pupil: { ...young, calendar: 'alsace-moselle' }, offer: { seats } }, ['2026-W14']), undefined)
})

test('a birthday on 29 February comes on the 28th of common years', () => {
  for (const years of [ageOn, yearsOld]) {
    assert.deepEqual(
      ['2027-02-27', '2027-02-28', '2028-02-28', '2028-02-29'].map((text) => years(day('2012-02-29'), day(text))),
      [14, 15, 15, 16],
    )
  }
})

test('the checks agree with those of the independent program on every pair of random territories', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { campaign, pupils, offers, schools } = readInputs(filesOf(smallTerritory(seed, { pupils: 12, offers: 8 })))
      for (const person of pupils)
        for (const place of offers)
          for (const weeks of [['2026-W25'], place.seats.map(({ week }) => week)]) {
            const calendar = schools.get(person.school)!.calendar
            const { stage } = examine({
              pupil: { ...person, weeks: weeksAtWork(person, campaign.scheme, calendar) },
              offer: place,
              weeks,
            })
            assert.equal(
              person.avoid.includes(place.id) ? Math.min(stage, avoidedStage) : stage,
              progressOf({
                campaign,
                pupil: person,
                offer: place,
                weeks,
                local: calendar,
              }),
            )
          }
    }),
    { numRuns: 60 },
  )
})
