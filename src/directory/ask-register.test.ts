import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfiguration } from '#/platform/configuration.ts'
import { eachEngine } from '../../test/engines.ts'
import { type PublicService, sendJson, startPublicService } from '../../test/public-service.ts'
import {
  closedEstablishment,
  hiddenEstablishment,
  noEstablishment,
  openEstablishment,
} from '../../test/register-answers.ts'
import { askRegister } from './ask-register.ts'
import { readEstablishment } from './read-establishment.ts'

const siret = '73282932000074'

test('an establishment is read with what the register says of it, and no other one instead', () => {
  const open = readEstablishment(openEstablishment, siret)
  assert.ok(open && open.state === 'open')
  assert.deepEqual(open.establishment, {
    siret,
    name: 'LE FOURNIL DU PONT',
    naf: '1071C',
    staff: 6,
    street: '12 RUE DU PONT',
    postcode: '14500',
    commune: '14762',
    city: 'VIRE NORMANDIE',
    lat: 48.8391,
    lon: -0.8912,
    closedOn: undefined,
  })
  const closed = readEstablishment(closedEstablishment, '73282932000082')
  assert.ok(closed && closed.state === 'closed')
  assert.equal(closed.establishment.closedOn, '2024-06-30')
  assert.equal(closed.establishment.name, 'FOURNIL DU PONT')
  assert.equal(closed.establishment.staff, undefined)
  assert.deepEqual(readEstablishment(openEstablishment, '35600000000048'), { state: 'unknown' })
  assert.deepEqual(readEstablishment(noEstablishment, siret), { state: 'unknown' })
})

test('what may not be published stays unknown, and what is not the promised shape is no answer', () => {
  const hidden = readEstablishment(hiddenEstablishment, siret)
  assert.ok(hidden && hidden.state === 'open')
  const { name, street, postcode, lat, lon } = hidden.establishment
  assert.deepEqual(
    [name, street, postcode, lat, lon],
    Array.from({ length: 5 }, () => undefined),
  )
  for (const answer of [null, [], {}, { results: 'x' }, { results: [{ siege: 4 }] }, '<html>'])
    assert.equal(readEstablishment(answer, siret), undefined)
})

eachEngine('the register is asked once, and an old answer stands while it is silent', async ({ db }, t) => {
  const service = await startPublicService(t)
  let now = Temporal.Instant.from('2026-06-03T08:42:00Z')
  const services = {
    db,
    clock: { now: () => now },
    configuration: readConfiguration({ REGISTER_URL: service.url }),
  }
  service.answer = (_, response) => sendJson(response, openEstablishment)
  assert.equal((await askRegister(services, siret)).state, 'open')
  assert.equal((await askRegister(services, siret)).state, 'open')
  assert.equal(service.asked.length, 1, 'the second answer was kept')
  assert.equal(service.asked[0]?.searchParams.get('q'), siret)

  now = now.add({ hours: 31 * 24 })
  service.answer = (_, response) => response.writeHead(500).end()
  const old = await askRegister(services, siret)
  assert.equal(service.asked.length, 2, 'it expired')
  assert.ok(old.state === 'open' && old.checkedAt.toString() === '2026-06-03T08:42:00Z')
  service.answer = (_, response) => sendJson(response, noEstablishment)
  assert.equal((await askRegister(services, siret)).state, 'unknown')
})

eachEngine('every way to be silent is said, and nothing is kept of it', async ({ db }, t) => {
  const service = await startPublicService(t)
  const clock = { now: () => Temporal.Instant.from('2026-06-03T08:42:00Z') }
  const ask = async (answer: PublicService['answer']) => {
    service.answer = answer
    return askRegister({ db, clock, configuration: readConfiguration({ REGISTER_URL: service.url }) }, siret)
  }
  const silent = (why: string) => ({ state: 'silent', why })
  assert.deepEqual(await ask((_, response) => response.writeHead(404).end()), silent('refused'))
  assert.deepEqual(await ask((_, response) => response.writeHead(500).end()), silent('failing'))
  assert.deepEqual(await ask((_, response) => response.writeHead(429, { 'retry-after': '5' }).end()), silent('busy'))
  assert.deepEqual(await ask((_, response) => response.end('{"results"')), silent('malformed'))
  assert.deepEqual(await ask((_, response) => sendJson(response, { erreur: 'non' })), silent('malformed'))
  assert.deepEqual(await ask((_, response) => response.destroy()), silent('unreachable'))
  const off = { db, clock, configuration: readConfiguration({}) }
  assert.deepEqual(await askRegister(off, siret), silent('off'))
  assert.equal((await db.selectFrom('register_answers').selectAll().execute()).length, 0)
})
