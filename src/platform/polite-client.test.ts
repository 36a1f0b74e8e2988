import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PublicService, sendJson, startPublicService } from '../../test/public-service.ts'
import { politeClient } from './polite-client.ts'

const start = Temporal.Instant.from('2026-06-03T08:42:00Z')

function visit(service: PublicService, manners: { timeoutMs?: number; atOnce?: number; mostBytes?: number } = {}) {
  let now = start
  const client = politeClient({ clock: { now: () => now }, ...manners })
  return {
    ask: () => client.getJson(new URL(`${service.url}/question`)),
    later: (seconds: number) => {
      now = now.add({ seconds })
    },
  }
}

test('each way to fail is told apart, and none throws', async (t) => {
  const service = await startPublicService(t)
  const { ask } = visit(service)
  service.answer = (_, response) => sendJson(response, { fine: true })
  assert.deepEqual(await ask(), { json: { fine: true } })
  service.answer = (_, response) => response.writeHead(404).end('rien')
  assert.deepEqual(await ask(), { silence: 'refused' })
  service.answer = (_, response) => response.writeHead(500).end('panne')
  assert.deepEqual(await ask(), { silence: 'failing' })
  service.answer = (_, response) => response.writeHead(200).end('{"results": [')
  assert.deepEqual(await ask(), { silence: 'malformed' })
  service.answer = (_, response) => response.destroy()
  assert.deepEqual(await ask(), { silence: 'unreachable' })
})

test('a service that never answers is left after the time-out, in the middle of its answer too', async (t) => {
  const service = await startPublicService(t)
  const { ask } = visit(service, { timeoutMs: 60 })
  service.answer = () => {}
  assert.deepEqual(await ask(), { silence: 'timeout' })
  service.answer = (_, response) => response.writeHead(200).write('{"results":')
  assert.deepEqual(await ask(), { silence: 'timeout' })
})

test('an answer without end is not read', async (t) => {
  const service = await startPublicService(t)
  const { ask } = visit(service, { mostBytes: 1000 })
  service.answer = (_, response) => sendJson(response, 'x'.repeat(1001))
  assert.deepEqual(await ask(), { silence: 'malformed' })
})

test('a service that asks to wait is not asked again before, whether it says seconds or a date', async (t) => {
  const service = await startPublicService(t)
  const { ask, later } = visit(service)
  service.answer = (_, response) => response.writeHead(429, { 'retry-after': '20' }).end()
  assert.deepEqual(await ask(), { silence: 'busy' })
  later(19)
  assert.deepEqual(await ask(), { silence: 'busy' })
  assert.equal(service.asked.length, 1)
  later(1)
  service.answer = (_, response) =>
    response.writeHead(503, { 'retry-after': new Date('2026-06-03T08:43:20Z').toUTCString() }).end()
  assert.deepEqual(await ask(), { silence: 'busy' })
  later(59)
  assert.deepEqual(await ask(), { silence: 'busy' })
  assert.equal(service.asked.length, 2)
  later(2)
  service.answer = (_, response) => sendJson(response, 1)
  assert.deepEqual(await ask(), { json: 1 })
})

test('after three failures in a row nobody waits for it, for half a minute', async (t) => {
  const service = await startPublicService(t)
  const { ask, later } = visit(service)
  service.answer = (_, response) => response.writeHead(502).end()
  for (let time = 0; time < 3; time++) assert.deepEqual(await ask(), { silence: 'failing' })
  assert.deepEqual(await ask(), { silence: 'busy' })
  assert.equal(service.asked.length, 3)
  later(30)
  service.answer = (_, response) => sendJson(response, 1)
  assert.deepEqual(await ask(), { json: 1 })
})

test('no more questions are under way at once than agreed, and each gets its answer', async (t) => {
  const service = await startPublicService(t)
  const { ask } = visit(service, { atOnce: 2 })
  service.answer = (_, response) => setImmediate(() => sendJson(response, 1))
  const answers = await Promise.all(Array.from({ length: 12 }, ask))
  assert.ok(answers.every((answer) => 'json' in answer))
  assert.equal(service.asked.length, 12)
  assert.ok(service.mostAtOnce() <= 2, `${service.mostAtOnce()} at once`)
})

test('who waits too long for a turn goes on without', async (t) => {
  const service = await startPublicService(t)
  const { ask } = visit(service, { atOnce: 1, timeoutMs: 60 })
  service.answer = () => {}
  const [first, second] = await Promise.all([ask(), ask()])
  assert.deepEqual(first, { silence: 'timeout' })
  assert.ok('silence' in second && ['busy', 'timeout'].includes(second.silence))
})
