import assert from 'node:assert/strict'
import { addresses } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { sendJson, startPublicService } from '../../test/public-service.ts'
import { buildWorld } from '../../test/world.ts'

const answered = (type: string, citycode: string, score = 0.93) => ({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [-0.89123, 48.83914] },
      properties: { label: '12 Rue du Pont 14500 Vire Normandie', score, name: '12 Rue du Pont', citycode, type },
    },
  ],
})

eachEngine('an address becomes a commune and a rounded point, and what was typed is forgotten', async (database, t) => {
  const service = await startPublicService(t)
  const world = await buildWorld(database, t, { addressUrl: service.url })
  await world.people()
  const visitor = world.visitor()
  const search = (lieu: string, more = {}) =>
    visitor.get(`${addresses.search}?${new URLSearchParams({ territoire: 'bocage', lieu, ...more })}`)
  const where = (response: Response) => {
    assert.equal(response.status, 303)
    const url = new URL(response.headers.get('location') ?? '', 'http://here')
    assert.ok(!/pont|12/i.test(url.searchParams.get('lieu') ?? ''), url.search)
    return url.searchParams
  }
  service.answer = (_, response) => sendJson(response, answered('housenumber', '14762'))
  const to = where(await search('12 rue du Pont, Vire', { rayon: '10', q: 'mecanique' }))
  assert.deepEqual(
    ['lieu', 'commune', 'point', 'rayon', 'q', 'adresse'].map((name) => to.get(name)),
    ['Vire Normandie', '14762', '48.840,-0.891', '10', 'mecanique', null],
  )
  const page = await (await visitor.get(`${addresses.search}?${to}`)).text()
  assert.ok(page.includes('atelier de mécanique') && page.includes('Partir du centre de la commune'))
  assert.ok(page.includes('name="point" value="48.840,-0.891"') && !/rue du pont/i.test(page))
  assert.equal(service.asked.length, 1)
  // Another commune typed over it: neither the code nor the point holds.
  const other = await (await search('Condé', { commune: '14762', point: '48.840,-0.891' })).text()
  assert.ok(other.includes('Condé') && !other.includes('Partir du centre'))
  // A point far from its commune is somebody's joke.
  const far = await search('Vire Normandie', { commune: '14762', point: '43.300,5.400', rayon: '10' })
  assert.ok((await far.text()).includes('atelier de mécanique'))
  assert.equal((await search('Vire Normandie')).status, 200)
  assert.equal(service.asked.length, 1)
  service.answer = (_, response) => sendJson(response, answered('housenumber', '75056'))
  const elsewhere = await search('3 rue de Rivoli, Paris')
  assert.equal(elsewhere.status, 200)
  assert.ok((await elsewhere.text()).includes('n’est pas une commune'))
  service.answer = (_, response) => sendJson(response, answered('street', '14762', 0.2))
  assert.equal(where(await search('rue inventée, Vire Normandie')).get('adresse'), 'unknown')
  service.answer = (_, response) => response.writeHead(503).end()
  const down = where(await search('14 rue du Pont 14500 Vire Normandie'))
  assert.deepEqual([down.get('commune'), down.get('point'), down.get('adresse')], ['14762', null, 'silent'])
  assert.ok((await (await visitor.get(`${addresses.search}?${down}`)).text()).includes('ne répond pas'))
})

eachEngine('without an address service the commune within an address counts', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const answer = await world
    .visitor()
    .get(
      `${addresses.search}?${new URLSearchParams({ territoire: 'bocage', lieu: '12 rue du Pont, CONDE en Normandie' })}`,
    )
  const to = new URL(answer.headers.get('location') ?? '', 'http://here').searchParams
  assert.deepEqual([to.get('lieu'), to.get('commune'), to.get('adresse')], ['Condé-en-Normandie', '14174', 'off'])
})
