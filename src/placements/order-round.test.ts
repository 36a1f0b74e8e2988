import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { metresBetween } from '#/platform/distance.ts'
import { mostStops, orderRound, type RoundStop } from './order-round.ts'

const school = { lat: 48.84, lon: -0.89 }
const place = fc.record({
  lat: fc.double({ min: 48.6, max: 49, noNaN: true }),
  lon: fc.double({ min: -1.2, max: -0.4, noNaN: true }),
})

function lengthOf(stops: readonly RoundStop[]): number {
  const way = [school, ...stops, school]
  return way.slice(1).reduce((sum, to, at) => sum + metresBetween(way[at]!.lat, way[at]!.lon, to.lat, to.lon), 0)
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
}

test('a round goes once through every stop, and no other order is shorter', () => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 6 }), (stops) => {
      const { order, metres } = orderRound(school, stops)
      assert.deepEqual(
        order.toSorted((a, b) => a - b),
        stops.map((_, at) => at),
      )
      assert.ok(Math.abs(metres - lengthOf(order.map((at) => stops[at]!))) < 0.01)
      for (const other of permutations(stops)) assert.ok(metres <= lengthOf(other) + 0.01)
    }),
    { numRuns: 20 },
  )
})

test('sixteen stops are put in order; seventeen are refused; none is a round of nothing', () => {
  const line = Array.from({ length: mostStops }, (_, at) => ({
    lat: 48.84,
    lon: -0.88 + 0.01 * ((at * 7) % mostStops),
  }))
  const { order } = orderRound(school, line)
  // Along a line, one way out and one way back: as long as twice the way to its end.
  assert.ok(Math.abs(lengthOf(order.map((at) => line[at]!)) - 2 * metresBetween(48.84, -0.89, 48.84, -0.73)) < 1)
  assert.throws(() => orderRound(school, [...line, school]), RangeError)
  assert.deepEqual(orderRound(school, []), { order: [], metres: 0 })
})
