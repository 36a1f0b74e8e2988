import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Offer, OfferWeek } from '#/offers/index.ts'
import { bakeryOffer } from '../../test/offers.ts'
import { freeIn, hostWeeks } from './host-weeks.ts'

const offer = (id: string, weeks: readonly OfferWeek[], more: Partial<Offer> = {}): Offer => ({
  ...bakeryOffer,
  site: undefined,
  territoryId: 'bocage',
  id,
  hostId: 'host',
  hostName: 'Boulangerie du Pont',
  state: 'published',
  origin: 'here',
  reference: undefined,
  createdBy: undefined,
  createdAt: Temporal.Instant.from('2026-01-01T00:00:00Z'),
  changedAt: Temporal.Instant.from('2026-01-01T00:00:00Z'),
  publishedAt: undefined,
  version: 1,
  ...more,
  weeks,
})
const week = (of: string, seats: number, taken = 0, closed = false): OfferWeek => ({ week: of, seats, taken, closed })

test('the weeks to come of all published offers are one calendar', () => {
  const weeks = hostWeeks(
    [
      offer('a', [week('2026-W20', 9), week('2026-W25', 3, 1), week('2026-W26', 2, 2)]),
      offer('b', [week('2026-W25', 2), week('2026-W27', 4, 0, true)]),
      offer('c', [week('2026-W26', 5, 1, true)]),
      offer('paused', [week('2026-W25', 9)], { state: 'paused' }),
    ],
    '2026-W23',
  )
  assert.deepEqual(
    weeks.map(({ week: of, seats, taken, closed, offers }) => [of, seats, taken, closed, offers.map(({ id }) => id)]),
    [
      ['2026-W25', 5, 1, false, ['a', 'b']],
      // Closed seats are not free, but who comes still comes.
      ['2026-W26', 3, 3, false, ['a']],
      ['2026-W27', 0, 0, true, []],
    ],
  )
  assert.equal(freeIn(weeks), 4)
})

test('a group takes no more than its most', () => {
  const [only] = hostWeeks([offer('a', [week('2026-W25', 10, 1)], { group: { min: 2, max: 4 } })], '2026-W01')
  assert.deepEqual([only?.seats, only?.taken], [4, 1])
})
