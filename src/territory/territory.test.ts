import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachEngine } from '../../test/engines.ts'
import {
  type Area,
  findArea,
  listAreas,
  listOutlines,
  listSchools,
  officialAreas,
  type School,
  saveAreas,
  saveOutlines,
  saveSchools,
  saveTerritory,
} from './index.ts'

test('any commune resolves to its EPCI, département and région, overseas and districts of a city included', () => {
  const { commune, area } = officialAreas()
  const where = (code: string) => {
    const { name, epci, departement, region } = commune(code) ?? {}
    return { name, epci, departement, region }
  }
  assert.deepEqual(where('67482'), { name: 'Strasbourg', epci: '246700488', departement: '67', region: '44' })
  assert.deepEqual(where('97411'), { name: 'Saint-Denis', epci: '249740119', departement: '974', region: '04' })
  assert.deepEqual(where('13201'), {
    name: 'Marseille 1er Arrondissement',
    epci: '200054807',
    departement: '13',
    region: '93',
  })
  assert.equal(where('2A004').departement, '2A')
  assert.equal(where('98818').departement, '988')
  assert.equal(commune('01015')?.name, 'Arboys en Bugey', 'a delegated commune gives the one that holds it')
  assert.equal(commune('99999'), undefined)
  assert.equal(area('epci', '246700488')?.name, 'Eurométropole de Strasbourg')
  assert.equal(area('departement', '67')?.region, '44')
})

eachEngine('areas are found by level and by what holds them, and saving again replaces', async ({ db }) => {
  await saveTerritory(db, { id: 'bocage', name: 'Bocage' })
  await saveTerritory(db, { id: 'marais', name: 'Marais' })
  const commune = (code: string, epci: string | undefined, name: string): Area => ({
    kind: 'commune',
    code,
    name,
    epci,
    departement: '14',
    population: 10,
  })
  await saveAreas(db, 'bocage', [
    commune('14001', 'e1', 'Zed'),
    commune('14002', 'e1', 'Alpha'),
    commune('14003', undefined, 'Seule'),
  ])
  await saveAreas(db, 'marais', [commune('14001', 'e1', 'Ailleurs')])
  const names = async (inside?: { kind: 'epci'; code: string }) =>
    (await listAreas(db, 'bocage', 'commune', inside)).map(({ name }) => name)
  assert.deepEqual(await names(), ['Alpha', 'Seule', 'Zed'])
  assert.deepEqual(await names({ kind: 'epci', code: 'e1' }), ['Alpha', 'Zed'])
  const ring = [
    [
      [0, 49],
      [1, 49],
      [1, 50],
      [0, 49],
    ] as const,
  ]
  await saveOutlines(db, 'bocage', [
    { kind: 'commune', code: '14001', outline: [ring] },
    { kind: 'commune', code: 'absent', outline: [ring] },
  ])
  await saveAreas(db, 'bocage', [commune('14001', 'e2', 'Zed')])
  assert.deepEqual(
    await listOutlines(db, 'bocage', 'commune'),
    new Map([['14001', [ring]]]),
    'a new save keeps the outline',
  )
  assert.equal((await findArea(db, 'bocage', 'commune', '14001'))?.epci, 'e2')
  assert.equal(await findArea(db, 'marais', 'commune', '14002'), undefined)
})

eachEngine('thousands of schools are saved and found again as they were', async ({ db }) => {
  await saveTerritory(db, { id: 'bocage', name: 'Bocage' })
  const schools = Array.from(
    { length: 3000 },
    (_, index): School => ({
      uai: `9${String(index).padStart(6, '0')}A`,
      name: `Lycée ${String(index).padStart(4, '0')}`,
      lat: 48 + index / 10_000,
      lon: -0.5,
      commune: '14001',
      departement: index % 2 === 0 ? '14' : '61',
      epci: undefined,
      bassin: undefined,
      region: '28',
      priorityEducation: index % 3 === 0 ? 'REP' : undefined,
      qpv: index % 5 === 0,
      rural: true,
      secondePupils: index,
    }),
  )
  await saveSchools(db, 'bocage', schools)
  assert.deepEqual(await listSchools(db, 'bocage'), schools)
  assert.equal((await listSchools(db, 'bocage', { kind: 'departement', code: '61' })).length, 1500)
})
