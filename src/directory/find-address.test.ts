import assert from 'node:assert/strict'
import { readConfiguration } from '#/platform/configuration.ts'
import { eachEngine } from '../../test/engines.ts'
import { sendJson, startPublicService } from '../../test/public-service.ts'
import { findAddress } from './index.ts'

const recorded = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [-0.8912, 48.8391] },
      properties: {
        label: '12 Rue du Pont 14500 Vire Normandie',
        score: 0.93,
        housenumber: '12',
        id: '14762_0420_00012',
        name: '12 Rue du Pont',
        postcode: '14500',
        citycode: '14762',
        city: 'Vire Normandie',
        type: 'housenumber',
        importance: 0.5,
        street: 'Rue du Pont',
      },
    },
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [0, 0] },
      properties: { label: '?', score: 0.1, type: 'poi' },
    },
  ],
  query: '12 rue du pont',
}

eachEngine('an address is found once, kept for a month, and never written in clear', async ({ db }, t) => {
  const service = await startPublicService(t)
  let now = Temporal.Instant.from('2026-06-03T08:42:00Z')
  const services = { db, clock: { now: () => now }, configuration: readConfiguration({ ADDRESS_URL: service.url }) }
  service.answer = (_, response) => sendJson(response, recorded)
  const question = { text: ' 12  rue du pont ', commune: '14762' }
  const answer = await findAddress(services, question)
  assert.ok('found' in answer)
  assert.deepEqual(answer.found, [
    {
      label: '12 Rue du Pont 14500 Vire Normandie',
      street: '12 Rue du Pont',
      postcode: '14500',
      commune: '14762',
      city: 'Vire Normandie',
      lat: 48.8391,
      lon: -0.8912,
      score: 0.93,
      kind: 'housenumber',
    },
  ])
  assert.deepEqual(await findAddress(services, question), answer)
  assert.equal(service.asked.length, 1)
  assert.equal(service.asked[0]?.pathname, '/search/')
  assert.equal(service.asked[0]?.searchParams.get('q'), '12 rue du pont')
  const [row] = await db.selectFrom('address_answers').selectAll().execute()
  assert.match(row?.question_sha256 ?? '', /^[0-9a-f]{64}$/)
  now = now.add({ hours: 31 * 24 })
  service.answer = (_, response) => response.writeHead(500).end()
  assert.deepEqual(await findAddress(services, question), { silence: 'failing' })
})

eachEngine('nothing is asked where nothing is configured, nor about nothing', async ({ db }, t) => {
  const service = await startPublicService(t)
  const clock = { now: () => Temporal.Instant.from('2026-06-03T08:42:00Z') }
  assert.deepEqual(await findAddress({ db, clock, configuration: readConfiguration({}) }, { text: '12 rue du pont' }), {
    silence: 'off',
  })
  const on = { db, clock, configuration: readConfiguration({ ADDRESS_URL: service.url }) }
  for (const text of ['', ' a ', '%%%%', '\u0000\u0000\u0000'])
    assert.deepEqual(await findAddress(on, { text }), { found: [] })
  assert.equal(service.asked.length, 0)
})
