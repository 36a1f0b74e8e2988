import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { HEAT_STEPS, heatScale } from './heat.ts'
import { progressWords, readProgressState } from './progress-state.ts'
import { type LonLat, pathOf, projectionOf } from './projection.ts'

const lonLat = fc.tuple(fc.double({ min: -60, max: 60, noNaN: true }), fc.double({ min: -50, max: 70, noNaN: true }))

void test('every point given stands inside the drawing, north above south and west left of east', () => {
  fc.assert(
    fc.property(fc.array(lonLat, { minLength: 1, maxLength: 20 }), (points) => {
      const projection = projectionOf(points, 800, 600)
      const [first, last] = [points[0]!, points.at(-1)!].map((point) => projection.at(point)) as [
        { x: number; y: number },
        { x: number; y: number },
      ]
      for (const point of points) {
        const { x, y } = projection.at(point)
        assert.ok(x >= 0 && x <= projection.width + 1 && y >= 0 && y <= projection.height + 1)
      }
      if (points[0]![0] < points.at(-1)![0]) assert.ok(first.x <= last.x)
      if (points[0]![1] < points.at(-1)![1]) assert.ok(first.y >= last.y)
    }),
  )
})

void test('a drawing of nothing, or of one point, still has a size', () => {
  assert.ok(projectionOf([], 800, 600).height > 0)
  assert.ok(projectionOf([[0.1, 48.8]], 800, 600).width > 48)
})

void test('islets too small to see are left out, the land is closed', () => {
  const land: LonLat[] = [
    [-1, 48],
    [1, 48],
    [1, 50],
    [-1, 50],
  ]
  const islet: LonLat[] = [
    [0, 47.999],
    [0.0001, 47.999],
    [0.0001, 47.9991],
  ]
  const projection = projectionOf(land, 800, 600)
  assert.match(pathOf([land, islet], projection), /^M[^M]+Z$/)
})

void test('the scale’s ends hold every share, in steps that grow with it', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (shares) => {
      const { from, to, classOf } = heatScale(shares)
      assert.ok(from >= 0 && to <= 100 && to - from >= 10)
      assert.ok(shares.every((share) => share * 100 >= from - 1e-9 && share * 100 <= to + 1e-9))
      const steps = shares.toSorted((a, b) => a - b).map((share) => Number(classOf(share).slice(5)))
      assert.deepEqual(
        steps,
        steps.toSorted((a, b) => a - b),
      )
      assert.ok(steps.every((step) => step >= 0 && step < HEAT_STEPS))
    }),
  )
  assert.equal(heatScale([]).classOf(undefined), 'heat-none')
})

void test('progress is told as people say it, and an answer that is none is refused', () => {
  const state = readProgressState({ stage: 'Calcul des trajets', done: 12_400, total: 25_000, secondsLeft: 40 })
  assert.equal(
    progressWords(state, 'élèves'),
    '12\u202f400 sur 25\u202f000 élèves, encore 40\u00a0s environ pour cette étape',
  )
  for (const answer of [null, 'x', {}, { stage: 'x', done: '1', total: 2 }])
    assert.throws(() => readProgressState(answer), TypeError)
})
