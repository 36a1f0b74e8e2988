import assert from 'node:assert/strict'
import { eachEngine } from '../../test/engines.ts'
import { id } from '../../test/people.ts'
import { bocage, buildWorld, marais } from '../../test/world.ts'
import {
  countHosts,
  findHost,
  hostsBySiret,
  listSites,
  placeOfHost,
  saveHost,
  saveHosts,
  searchHosts,
} from './index.ts'
import { closeSite, saveSite } from './save-site.ts'

const vire = { postcode: '14500', commune: '14762', city: 'Vire Normandie', lat: 48.84, lon: -0.89 }

eachEngine('a host is written, changed, and refused when it is another’s or changed meanwhile', async (database, t) => {
  const { services } = await buildWorld(database, t)
  const { db } = services
  const save = (host: Parameters<typeof saveHost>[2]['host'], version?: number) =>
    saveHost(services, db, { territoryId: bocage.id, host, by: undefined, version })
  const first = await save({ name: 'Fournil du Pont', siret: '73282932000074', naf: '1071C', sector: 's28' })
  assert.ok('id' in first)
  await db.updateTable('hosts').set({ register_state: 'known' }).execute()
  assert.deepEqual(await save({ name: 'Autre', siret: '73282932000074' }), { why: 'siret_taken', by: first.id })
  assert.ok(
    'id' in
      (await saveHost(services, db, {
        territoryId: marais.id,
        host: { name: 'Ailleurs', siret: '73282932000074' },
        by: undefined,
      })),
  )
  assert.deepEqual(await save({ id: first.id, name: 'Fournil', siret: '73282932000074' }, 1), { id: first.id })
  assert.deepEqual(await save({ id: first.id, name: 'Trop tard' }, 1), { why: 'changed_meanwhile' })
  const changed = await findHost(db, first.id)
  assert.equal(changed?.name, 'Fournil')
  assert.equal(changed?.naf, undefined, 'what is left out is forgotten')
  assert.equal(changed?.registerState, 'known', 'the same SIRET stays checked')
  await save({ id: first.id, name: 'Fournil', siret: '35600000000048' })
  assert.equal((await findHost(db, first.id))?.registerState, 'unchecked')
})

eachEngine('a list is found by words of name, commune and SIRET, page after page', async (database, t) => {
  const { services } = await buildWorld(database, t)
  const { db } = services
  await saveHosts(
    services,
    db,
    bocage.id,
    Array.from({ length: 25 }, (_, index) => ({
      id: id(9000 + index),
      name: `Ébénisterie n° ${String(index).padStart(2, '0')}`,
      siret: undefined,
      sector: index % 2 === 0 ? 's24' : 's10',
      sites: [
        { ...vire, id: id(9500 + index), name: 'Atelier', ...(index === 3 ? { commune: '14174', city: 'Condé' } : {}) },
      ],
    })),
  )
  await saveHosts(services, db, marais.id, [{ id: id(9900), name: 'Ébénisterie du marais', sites: [] }])
  const query = { territoryId: bocage.id, text: 'EBENISTERIE vire' }
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await searchHosts(services, { ...query, after, limit: 10 })
    seen.push(...page.rows.map(({ name }) => name))
    after = page.next
  } while (after !== undefined)
  assert.equal(seen.length, 24, 'all but the one in Condé, and none of the neighbour')
  assert.deepEqual(seen, seen.toSorted())
  assert.equal(await countHosts(db, query), 24)
  assert.equal(await countHosts(db, { territoryId: bocage.id, sector: 's24' }), 13)
  assert.equal(await countHosts(db, { territoryId: bocage.id, commune: '14174' }), 1)
  for (const text of ['%', '_', "'; drop table hosts; --", '\\', 'é'.repeat(5000)])
    assert.equal(await countHosts(db, { territoryId: bocage.id, text }), 0, text.slice(0, 10))
  assert.equal((await searchHosts(services, { ...query, after: 'forged', limit: 5 })).rows.length, 5)
})

eachEngine(
  'a site that moves takes its offers’ positions along, and one that closes is no longer found by',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const { services } = world
    const { db } = services
    await world.people()
    const [garage, site] = [id(301), id(401)]
    const before = (await listSites(db, bocage.id, garage))[0]
    assert.ok(before)
    await saveSite(services, db, { territoryId: bocage.id, hostId: garage, site: { ...before, lat: 48.9, lon: -0.7 } })
    const offer = await db
      .selectFrom('offers')
      .select(['lat', 'lon'])
      .where('id', '=', id(501))
      .executeTakeFirstOrThrow()
    assert.deepEqual(offer, { lat: 48.9, lon: -0.7 })
    const found = () => countHosts(db, { territoryId: bocage.id, text: `garage ${before.city}` })
    assert.equal(await found(), 1)
    assert.ok(await closeSite(services, db, { territoryId: bocage.id, hostId: garage, siteId: site, closed: true }))
    assert.equal(await found(), 0)
    assert.equal(
      await closeSite(services, db, { territoryId: bocage.id, hostId: id(302), siteId: site, closed: true }),
      false,
    )
    assert.equal(
      await saveSite(services, db, { territoryId: bocage.id, hostId: id(302), site: { ...before, id: site } }),
      undefined,
    )
  },
)

eachEngine('a merged host stands where it went, and its SIRET too', async (database, t) => {
  const { services } = await buildWorld(database, t)
  const { db } = services
  await saveHosts(services, db, bocage.id, [
    { id: id(9001), name: 'A', siret: '73282932000074', sites: [] },
    { id: id(9002), name: 'B', sites: [] },
    { id: id(9003), name: 'C', sites: [] },
  ])
  await db
    .updateTable('hosts')
    .set({ merged_into: id(9002) })
    .where('id', '=', id(9001))
    .execute()
  await db
    .updateTable('hosts')
    .set({ merged_into: id(9003) })
    .where('id', '=', id(9002))
    .execute()
  assert.deepEqual(await placeOfHost(db, id(9001)), { territoryId: bocage.id, host: id(9003) })
  assert.equal((await hostsBySiret(db, bocage.id, ['73282932000074'])).get('73282932000074'), id(9002))
  assert.equal(await countHosts(db, { territoryId: bocage.id }), 1)
  assert.equal(await placeOfHost(db, id(1)), undefined)
})
