import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stagePace } from './stage-pace.ts'

const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
const run = { id: 'r', stage: 'Calcul des trajets', total: 100 }

void test('what is left of a stage follows the pace it was seen to go at', () => {
  const left = stagePace()
  assert.equal(left({ ...run, done: 20 }, at(0)), undefined, 'first seen')
  assert.equal(left({ ...run, done: 22 }, at(1)), undefined, 'too early to say')
  assert.equal(left({ ...run, done: 40 }, at(10)), 30)
  assert.equal(left({ ...run, done: 40 }, at(20)), 60, 'a pace that slows down says so')
})

void test('a new stage, or one that starts again, is not judged by the former', () => {
  const left = stagePace()
  left({ ...run, done: 20 }, at(0))
  assert.equal(left({ ...run, stage: 'Vérification', done: 50 }, at(10)), undefined)
  assert.equal(left({ ...run, stage: 'Vérification', done: 10 }, at(20)), undefined)
  assert.equal(left({ ...run, stage: 'Vérification', done: 10, total: 1 }, at(30)), undefined)
})
