import assert from 'node:assert/strict'
import { addresses } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld } from '../../test/world.ts'

eachEngine('a visitor searches by place, word and week, and the address bar holds it all', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const visitor = world.visitor()
  const search = async (query: string) => {
    const answer = await visitor.get(`${addresses.search}?territoire=bocage&${query}`)
    assert.equal(answer.status, 200, query)
    return answer.text()
  }
  const garage = 'Découvrir l’atelier de mécanique'
  const mairie = 'Une semaine avec les services de la mairie'
  const all = await search('')
  assert.ok(all.includes(garage) && all.includes(mairie))
  assert.ok(all.includes('2 offres ouvertes'))
  const near = await search('lieu=VIRE+normandie&rayon=10')
  assert.ok(near.includes(garage) && !near.includes(mairie))
  assert.ok((await search('q=m%C3%A9caniques')).includes(garage))
  assert.ok((await search('q=mecanique&lieu=14500')).includes(garage))
  const typo = await search('q=mecaniqe')
  assert.ok(typo.includes(garage) && typo.includes('mecanique'))
  assert.ok((await search('lieu=vire&temps=45')).includes('estimés'))
})
