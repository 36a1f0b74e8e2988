import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Clock } from '#/platform/clock.ts'
import { type Db, openServer } from '#/platform/database.ts'
import { randomId } from '#/platform/identifiers.ts'
import { saveTerritory } from '#/territory/index.ts'
import { eachEngine, testOnServer } from '../../test/engines.ts'
import { offerOfBakery, openBakery } from '../../test/offers.ts'
import { findOffer } from './offers.ts'
import { freeSeats, takeSeats } from './seats.ts'

const clock: Clock = { now: () => Temporal.Instant.from('2026-06-03T08:42:00Z') }
const weeks = ['2026-W23', '2026-W24', '2026-W25', '2026-W26']
const territoryId = 'bocage'
const takenOf = async (db: Db, id: string) => (await findOffer(db, id))?.weeks.map(({ taken }) => taken)

async function bakeryOn(db: Db) {
  await saveTerritory(db, { id: territoryId, name: 'Bocage' })
  await openBakery({ db, clock })
  return { db, clock, newId: randomId, announce: async () => {} }
}

const take = (db: Db, offerId: string, wanted: readonly string[]) =>
  db.transaction().execute((tx) => takeSeats(tx, { territoryId, offerId, weeks: wanted }))

eachEngine('seats taken and given back in any order stay those of a count on paper', async ({ db }) => {
  const services = await bakeryOn(db)
  const step = fc.record({ back: fc.boolean(), weeks: fc.subarray(weeks, { minLength: 1 }) })
  const offer = fc.record({
    seats: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
    closed: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    span: fc.constantFrom('week' as const, 'all' as const),
    most: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(offer, fc.array(step, { maxLength: 12 }), async ({ seats, closed, span, most }, steps) => {
      const id = await offerOfBakery(services, {
        span,
        group: most === undefined ? undefined : { min: 1, max: most },
        weeks: weeks.map((week, at) => ({
          week,
          seats: seats[at] ?? 0,
          closed: (closed[at] ?? false) && at % 2 === 0,
        })),
      })
      const model = (await findOffer(db, id))!.weeks.map((week) => ({ ...week }))
      const held: (readonly string[])[] = []
      for (const { back, weeks: some } of steps) {
        const given = back ? held.shift() : undefined
        if (given) {
          await db.transaction().execute((tx) => freeSeats(tx, { territoryId, offerId: id, weeks: given }))
          for (const week of model) if (given.includes(week.week)) week.taken--
          continue
        }
        const wanted = model.filter(({ week }) => span === 'all' || some.includes(week))
        const open = wanted.every((week) => !week.closed && week.taken < Math.min(week.seats, most ?? week.seats))
        const answer = await take(db, id, some)
        assert.equal('taken' in answer, open)
        if ('taken' in answer) {
          assert.deepEqual(
            answer.weeks,
            wanted.map(({ week }) => week),
          )
          for (const week of wanted) week.taken++
          held.push(answer.weeks)
        } else assert.ok(answer.full.length > 0)
        assert.deepEqual(
          await takenOf(db, id),
          model.map(({ taken }) => taken),
        )
      }
    }),
    { numRuns: 25, seed: 3 },
  )
})

async function race(db: Db): Promise<void> {
  const services = await bakeryOn(db)
  const two = { week: '2026-W25', seats: 5, closed: false }
  const id = await offerOfBakery(services, { weeks: [two, { ...two, week: '2026-W26', seats: 3 }] })
  const both = { ...two, seats: 4 }
  const whole = await offerOfBakery(services, { span: 'all', weeks: [both, { ...both, week: '2026-W26' }] })
  const asked = [['2026-W25'], ['2026-W26'], ['2026-W26', '2026-W25'], ['2026-W25', '2026-W26']]
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      at % 2 === 0 ? take(db, id, asked[(at / 2) % 4]!) : take(db, whole, asked[((at - 1) / 2) % 4]!),
    ),
  )
  const placed = (from: number, week: string) =>
    answers.filter((answer, at) => at % 2 === from && 'taken' in answer && answer.weeks.includes(week)).length
  assert.deepEqual(await takenOf(db, id), [5, 3])
  assert.deepEqual([placed(0, '2026-W25'), placed(0, '2026-W26')], [5, 3])
  assert.deepEqual(await takenOf(db, whole), [4, 4])
  assert.equal(answers.filter((answer, at) => at % 2 === 1 && 'taken' in answer).length, 4)
}

eachEngine('of 200 who want the last seats at once, as many get one as there are', ({ db }) => race(db))

testOnServer('the same on twenty connections', async (url) => {
  const database = await openServer(url, 20)
  try {
    await race(database.db)
  } finally {
    await database.close()
  }
})

eachEngine('nothing is taken of a closed week, a week that is not offered, or an offer withdrawn', async ({ db }) => {
  const services = await bakeryOn(db)
  const id = await offerOfBakery(services, {
    weeks: [
      { week: '2026-W25', seats: 2, closed: false },
      { week: '2026-W26', seats: 2, closed: true },
    ],
  })
  assert.deepEqual(await take(db, id, ['2026-W25', '2026-W26']), { full: ['2026-W26'], why: 'closed' })
  assert.deepEqual(await take(db, id, ['2026-W25', '2026-W40']), { full: ['2026-W40'], why: 'not_offered' })
  assert.deepEqual(await takenOf(db, id), [0, 0])
  const archived = await offerOfBakery(services, {}, 'archived')
  assert.deepEqual(await take(db, archived, ['2026-W25']), { full: ['2026-W25'], why: 'withdrawn' })
  const paused = await offerOfBakery(services, {}, 'paused')
  assert.ok('taken' in (await take(db, paused, ['2026-W25'])))
  await assert.rejects(
    db.transaction().execute((tx) => freeSeats(tx, { territoryId, offerId: id, weeks: ['2026-W25'] })),
    /no seat of offer/,
  )
})
