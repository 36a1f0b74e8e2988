import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { pupils } from '../../test/people.ts'
import { bocage, buildWorld } from '../../test/world.ts'
import { indicatorsTopic, openLive } from './live.ts'

void test('a process listens once however many look, tells them one after the other, and stops with the last', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let subscribed = 0
  let change = (): void => {}
  const listen = openLive({
    subscribe(topic, changed) {
      assert.equal(topic, 'indicators bocage')
      subscribed++
      change = changed
      return () => {
        subscribed--
      }
    },
  })
  const heard: number[][] = [[], [], []]
  const leave = heard.map((waits) => listen(indicatorsTopic('bocage'), (wait) => waits.push(wait)))
  assert.equal(subscribed, 1)
  for (let signatures = 0; signatures < 50; signatures++) change()
  assert.deepEqual(heard, [[0], [20], [40]])
  t.mock.timers.tick(700)
  assert.deepEqual(heard, [
    [0, 0],
    [20, 20],
    [40, 40],
  ])
  t.mock.timers.tick(5000)
  assert.equal(heard[0]?.length, 2)
  for (const stop of leave) stop()
  assert.equal(subscribed, 0)
})

eachEngine('a change is heard on an open dashboard, and nothing after signing out', async (database, t) => {
  const world = await buildWorld(database, t)
  const maud = await world.person('maud')
  const address = addressOf('boardLive', { territory: bocage.id })
  assert.equal((await maud.get(address)).status, 204)
  const stream = await maud.ask(address, { headers: { accept: 'text/event-stream' } })
  assert.equal(stream.headers.get('content-type'), 'text/event-stream')
  const reader = stream.body?.getReader()
  assert.ok(reader)
  const next = async (): Promise<string> => {
    const { value, done } = await reader.read()
    return done ? 'end' : new TextDecoder().decode(value)
  }
  assert.match(await next(), /event: change/)
  const touch = () =>
    world.services.db.transaction().execute((tx) =>
      sql`update agreements set state = 'signed', source = case source when 'paper' then 'online' else 'paper' end
        where pupil_id = ${pupils.lina}`.execute(tx),
    )
  await touch()
  assert.match(await next(), /event: change\ndata: \d+\n/)
  await maud.post('/deconnexion')
  await touch()
  assert.equal(await next(), 'end')
})
