import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readOffers, readPupils, readSchools } from '#/allocation/index.ts'
import type { Offer } from '#/offers/index.ts'
import { ProblemList } from '#/platform/input-problems.ts'
import type { Pupil } from '#/pupils/index.ts'
import type { School } from '#/territory/index.ts'
import { bakeryOffer } from '../../test/offers.ts'
import { type Bank, type BankOffer, type BankPupil, bankFiles, openSeats } from './bank-files.ts'

const weeks = ['2026-W25', '2026-W26'] as const
const school: School = {
  uai: '9140001A',
  name: 'Lycée de la Vire, « le grand »',
  lat: 48.84,
  lon: -0.89,
  departement: '14',
  qpv: false,
  rural: true,
  secondePupils: 110,
}
const campaign = {
  scheme: 'observation-2de' as const,
  weeks,
  arriveBySeconds: 9 * 3600,
  leaveAfterSeconds: 16.5 * 3600,
  maxMinutes: 75,
  maxWalkMinutes: 30,
  maxTransfers: 2,
  lottery: 'x',
}

const offer = (id: string, more: Partial<Offer> = {}): Offer => ({
  ...bakeryOffer,
  site: undefined,
  territoryId: 'bocage',
  id,
  hostId: 'host',
  hostName: 'Boulangerie du Pont',
  weeks: weeks.map((week) => ({ week, seats: 3, taken: 0, closed: false })),
  state: 'published',
  origin: 'here',
  reference: undefined,
  createdBy: undefined,
  createdAt: Temporal.Instant.from('2026-01-01T00:00:00Z'),
  changedAt: Temporal.Instant.from('2026-01-01T00:00:00Z'),
  publishedAt: undefined,
  version: 1,
  ...more,
})
const pupil = (id: string): Pupil => ({
  territoryId: 'bocage',
  id,
  school: school.uai,
  classId: 'class',
  firstName: 'Lina, "Lili"',
  lastName: 'Marchand\nDupont',
  birthDate: '2010-03-14',
  level: 'seconde',
  email: undefined,
  phone: undefined,
  home: undefined,
  commune: undefined,
  priority: 0,
  needs: ['wheelchair'],
  qpv: false,
  withoutNetwork: false,
  accountId: undefined,
  hasCode: false,
  leftAt: undefined,
})

/** The files as an allocation reads them, with what it finds wrong. */
function readBack(bank: Bank) {
  const problems = new ProblemList()
  const [schoolFile, offerFile, pupilFile] = bankFiles(bank)
  assert.ok(schoolFile && offerFile && pupilFile)
  const schools = readSchools(schoolFile, problems)
  const offers = readOffers(offerFile, { campaign, schools, notes: [] }, problems)
  const pupils = readPupils(pupilFile, { campaign, schools, offers }, problems)
  return { pupils, offers, problems: problems.problems.map(({ message }) => message) }
}

const bankOf = (pupils: readonly BankPupil[], offers: readonly BankOffer[]): Bank => ({
  weeks,
  pupils,
  offers,
  schools: [school],
})

test('who holds a place keeps it, who was promised a seat finds it, and the rest is open', () => {
  const taken = offer('a', { weeks: weeks.map((week) => ({ week, seats: 3, taken: 1, closed: false })) })
  const { pupils, offers, problems } = readBack(
    bankOf(
      [
        { pupil: pupil('lina'), held: [{ offerId: 'a', weeks: [...weeks] }], missing: [], wishes: [], avoid: [] },
        {
          pupil: pupil('noe'),
          held: [{ offerId: 'b', weeks: [weeks[0]] }],
          missing: [weeks[1]],
          wishes: ['sante'],
          avoid: ['a', 'gone'],
        },
      ],
      [
        { offer: taken, promised: new Map([[weeks[0], 1]]) },
        { offer: offer('b', { state: 'paused' }), promised: new Map() },
      ],
    ),
  )
  assert.deepEqual(problems, [])
  assert.deepEqual(
    pupils.map(({ id, weeks: of, fixed, wishes, avoid }) => [id, of, fixed, wishes, avoid]),
    [
      [`lina.${weeks[0]}`, [...weeks], 'a', [], []],
      [`noe.${weeks[0]}`, [weeks[0]], 'b', [], []],
      ['noe', [weeks[1]], undefined, ['sante'], ['a']],
    ],
  )
  assert.deepEqual(offers.get('a')?.seats, [
    { week: weeks[0], seats: 2 },
    { week: weeks[1], seats: 3 },
  ])
  // A paused offer gives nothing more than what it holds.
  assert.deepEqual(offers.get('b')?.seats, [{ week: weeks[0], seats: 1 }])
})

test('what an allocation cannot know stays out of its hands', () => {
  for (const more of [
    { reservedQpv: true },
    { reservedWithoutNetwork: true },
    { remote: true },
    { state: 'paused' as const },
    { weeks: [{ week: weeks[0], seats: 3, taken: 0, closed: true }] },
  ])
    assert.equal(openSeats({ offer: offer('a', more), promised: new Map() }, weeks[0]), 0, JSON.stringify(more))
  assert.equal(openSeats({ offer: offer('a'), promised: new Map() }, weeks[0]), 3)
})

test('weeks that go together are open together or not at all', () => {
  const whole = offer('a', {
    span: 'all',
    weeks: [
      { week: weeks[0], seats: 3, taken: 0, closed: false },
      { week: weeks[1], seats: 1, taken: 1, closed: false },
    ],
  })
  const bank = (given: Offer) =>
    readBack(
      bankOf(
        [{ pupil: pupil('lina'), held: [], missing: [...weeks], wishes: [], avoid: [] }],
        [
          { offer: given, promised: new Map() },
          { offer: offer('b'), promised: new Map() },
        ],
      ),
    )
  assert.equal(bank(whole).offers.get('a'), undefined)
  const beyond = offer('a', {
    span: 'all',
    weeks: [...weeks, '2026-W27'].map((week) => ({ week, seats: 3, taken: 0, closed: false })),
  })
  assert.equal(bank(beyond).offers.get('a'), undefined)
})

test('whatever the bank holds, its files are without fault, and no seat is given that is not there', () => {
  const seats = fc.record({ seats: fc.nat({ max: 4 }), taken: fc.nat({ max: 4 }), closed: fc.boolean() })
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          first: seats,
          second: seats,
          span: fc.constantFrom('week' as const, 'all' as const),
          promised: fc.nat({ max: 5 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      (given) => {
        const offers = given.map(
          ({ first, second, span, promised }, index): BankOffer => ({
            promised: new Map([[weeks[0], promised]]),
            offer: offer(`offer-${index}`, {
              span,
              weeks: [first, second].map(({ seats: more, taken, closed }, at) => ({
                week: weeks[at] ?? '',
                seats: more + taken,
                taken,
                closed,
              })),
            }),
          }),
        )
        // Seats taken are confirmed places, one pupil each.
        const pupils = offers.flatMap(({ offer: { id, weeks: of } }): BankPupil[] =>
          of.flatMap(({ week, taken }) =>
            Array.from({ length: taken }, (_, at) => ({
              pupil: pupil(`${id}-${week}-${at}`),
              held: [{ offerId: id, weeks: [week] }],
              missing: [],
              wishes: [],
              avoid: [],
            })),
          ),
        )
        const helped: BankPupil = {
          pupil: pupil('lina'),
          held: [],
          missing: [...weeks],
          wishes: [],
          avoid: ['offer-0'],
        }
        const back = readBack(bankOf([...pupils, helped], offers))
        assert.deepEqual(back.problems, [])
        for (const each of offers)
          for (const { week, seats: all } of each.offer.weeks) {
            const written = back.offers.get(each.offer.id)?.seats.find((one) => one.week === week)?.seats ?? 0
            assert.ok(written <= all, `${written} of ${all}`)
          }
      },
    ),
  )
})
