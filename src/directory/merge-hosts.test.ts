import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { hostMembers, listSites, placeOfHost, savePrinciple } from '#/directory/index.ts'
import type { Db } from '#/platform/database.ts'
import { hostFollowers, stayBehind } from '#/web/host-followers.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts, id, people } from '../../test/people.ts'
import { bocage, buildWorld, marais, type World } from '../../test/world.ts'
import { countDuplicates, dismissDuplicate, listDuplicates } from './duplicates.ts'
import { findDuplicates } from './find-duplicates.ts'
import { findHost, saveHost, saveHosts } from './hosts.ts'
import type { MergeChoices } from './merge.ts'
import { mergeHosts } from './merge-hosts.ts'
import { silentPrinciple } from './principle.ts'
import { findPrinciple } from './principles.ts'
import { recentMerges, undoMerge } from './undo-merge.ts'

const grounds = { by: people.maud.id, role: 'coordinator', why: 'coordinator territory:bocage' } as const
const [from, into] = [hosts.garage, hosts.mairie]

const merge = ({ services }: World, choices: MergeChoices = {}, pair = { from, into }) =>
  mergeHosts(services, hostFollowers, { territoryId: bocage.id, ...pair, choices, grounds })
const undo = ({ services }: World, mergeId: string) =>
  undoMerge(services, hostFollowers, { territoryId: bocage.id, mergeId, grounds })

/** All that belongs to hosts, to compare before and after: `version` and `search` aside, which only count and copy. */
async function everything(db: Db): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {}
  for (const table of [...hostFollowers.map((follower) => follower.table), 'host_principles', 'grants', 'offer_index'])
    all[table] = (
      await sql<{
        row: unknown
      }>`select to_jsonb(t) as row from ${sql.table(table)} t order by to_jsonb(t)::text`.execute(db)
    ).rows
  const rows = await sql<{
    row: Record<string, unknown>
  }>`select to_jsonb(h) - 'version' - 'search' as row from hosts h order by id`.execute(db)
  all.hosts = rows.rows
  return all
}

eachEngine('every table with a host has been decided on', async ({ db }) => {
  const { rows } = await sql<{ name: string; kind: string }>`
    select c.table_name as name, c.data_type as kind from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'host_id' and t.table_type = 'BASE TABLE'`.execute(db)
  assert.deepEqual(
    rows.map(({ name }) => name).toSorted(),
    [...hostFollowers.map(({ table }) => table), ...stayBehind].toSorted(),
    'add new tables to src/web/host-followers.ts',
  )
})

eachEngine('a merge takes everything along, and its undoing brings exactly everything back', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const { db } = services
  await world.people()
  await db
    .updateTable('hosts')
    .set({ siret: '73282932000074', naf: '4520A', website: 'https://garage.example/' })
    .where('id', '=', from)
    .execute()
  await savePrinciple(services, db, {
    territoryId: bocage.id,
    hostId: from,
    principle: { ...silentPrinciple, pupilsAYear: 4, monthsWithout: [7, 8] },
    by: undefined,
  })
  const before = await everything(db)
  const merged = await merge(world, { name: 'from', siret: 'from', website: 'from' })
  assert.ok('mergeId' in merged)
  assert.deepEqual(await placeOfHost(db, from), { territoryId: bocage.id, host: into })
  const kept = await findHost(db, into)
  assert.equal(kept?.siret, '73282932000074')
  assert.equal(kept?.website, 'https://garage.example/')
  assert.equal((await listSites(db, bocage.id, into)).length, 2)
  assert.deepEqual((await hostMembers(services, bocage.id, into)).map(({ name }) => name).toSorted(), [
    'Aïcha Morin',
    'Bruno Hamel',
  ])
  assert.equal((await findPrinciple(db, bocage.id, into)).pupilsAYear, 4, 'said by one only: kept without asking')
  for (const table of ['offers', 'applications'] as const)
    assert.equal((await db.selectFrom(table).select('id').where('host_id', '=', from).execute()).length, 0)
  assert.deepEqual(await merge(world), { why: 'merged_already' }, 'twice changes nothing')
  assert.equal((await recentMerges(services, bocage.id)).length, 1)

  assert.deepEqual(await undo(world, merged.mergeId), { from })
  assert.deepEqual(await everything(db), before)
  assert.deepEqual(await undo(world, merged.mergeId), { why: 'undone_already' })
  const deeds = await db.selectFrom('journal').select('what').orderBy('id').execute()
  assert.deepEqual(deeds.map(({ what }) => what).slice(-2), ['host.merged', 'host.unmerged'])
})

eachEngine('what came after a merge stays, and what somebody changed since is not overwritten', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const { db } = services
  await world.people()
  const merged = await merge(world, { name: 'from', sector: 'from' })
  assert.ok('mergeId' in merged)
  const kept = await findHost(db, into)
  assert.ok(kept)
  await saveHost(services, db, { territoryId: bocage.id, host: { ...kept, name: 'Nom repris' }, by: undefined })
  await saveHosts(services, db, bocage.id, [])
  const site = (await listSites(db, bocage.id, into))[0]
  assert.ok(site)
  await db
    .insertInto('sites')
    .values({
      territory_id: bocage.id,
      id: id(8001),
      host_id: into,
      name: 'Neuf',
      postcode: '14500',
      commune: null,
      city: 'Vire',
      lat: 48,
      lon: 0,
    })
    .execute()
  await undo(world, merged.mergeId)
  assert.equal((await findHost(db, into))?.name, 'Nom repris')
  assert.ok((await listSites(db, bocage.id, into)).some(({ name }) => name === 'Neuf'))
})

eachEngine('a merge can be undone for thirty days, not a moment longer', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const first = await merge(world)
  assert.ok('mergeId' in first)
  world.later({ seconds: 30 * 86_400 - 1 })
  assert.deepEqual(await undo(world, first.mergeId), { from })
  const second = await merge(world)
  assert.ok('mergeId' in second)
  world.later({ hours: 30 * 24 })
  assert.deepEqual(await undo(world, second.mergeId), { why: 'too_late' })
  assert.equal((await recentMerges(world.services, bocage.id)).length, 0)
})

eachEngine('merges that cannot be are refused, and nothing moves', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const { db } = services
  await world.people()
  const before = await everything(db)
  assert.deepEqual(await merge(world, {}, { from, into: from }), { why: 'same' })
  assert.deepEqual(await merge(world, {}, { from, into: id(1) }), { why: 'unknown' })
  assert.deepEqual(await merge(world, {}, { from, into: hosts.salon }), { why: 'unknown' }, 'of another territory')
  assert.deepEqual(await undo(world, id(1)), { why: 'unknown' })
  assert.deepEqual(await everything(db), before)

  // A chain: the later merge is undone first.
  await saveHosts(services, db, bocage.id, [{ id: id(9001), name: 'Troisième', sites: [] }])
  const first = await merge(world)
  const second = await merge(world, {}, { from: into, into: id(9001) })
  assert.ok('mergeId' in first && 'mergeId' in second)
  assert.deepEqual(await undo(world, first.mergeId), { why: 'merged_again' })
  assert.deepEqual(await undo(world, second.mergeId), { from: into })
  assert.deepEqual(await undo(world, first.mergeId), { from })
})

eachEngine('two who merge the same pair both ways at once: one merge', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const outcomes = await Promise.all([merge(world), merge(world, {}, { from: into, into: from }), merge(world)])
  assert.equal(outcomes.filter((outcome) => 'mergeId' in outcome).length, 1)
  assert.equal(outcomes.filter((outcome) => 'why' in outcome && outcome.why === 'merged_already').length, 2)
})

eachEngine('doubles are proposed once, dismissed for ever, and gone when names part', async (database, t) => {
  const { services } = await buildWorld(database, t)
  const { db } = services
  const site = (number: number) => ({
    id: id(number),
    name: 'Atelier',
    postcode: '14500',
    commune: '14762',
    city: 'Vire',
    lat: 48.8,
    lon: -0.9,
  })
  const names = ['Garage Dupont', 'SARL Dupont Garage', 'Fleurs Odette', 'Odette, fleurs']
  await saveHosts(
    services,
    db,
    bocage.id,
    names.map((name, index) => ({ id: id(9001 + index), name, sites: [site(9101 + index)] })),
  )
  await saveHosts(services, db, marais.id, [{ id: id(9009), name: 'Garage Dupont', sites: [site(9109)] }])
  assert.equal(await findDuplicates(services, bocage.id), 2)
  const [first] = (await listDuplicates(db, { territoryId: bocage.id, limit: 1 })).rows
  assert.ok(first)
  const page = await listDuplicates(db, { territoryId: bocage.id, limit: 1 })
  const rest = await listDuplicates(db, { territoryId: bocage.id, after: page.next, limit: 1 })
  assert.notDeepEqual(rest.rows, page.rows)
  assert.equal(rest.next, undefined)

  const pair = [id(9002), id(9001)] as const
  const dismiss = () =>
    db.transaction().execute((tx) => dismissDuplicate(services, tx, { territoryId: bocage.id, pair, by: id(705) }))
  assert.equal(await dismiss(), 'now')
  assert.equal(await dismiss(), 'before', 'twice changes nothing')
  await findDuplicates(services, bocage.id)
  assert.equal(await countDuplicates(db, bocage.id), 1, 'what was dismissed is remembered')
  await saveHosts(services, db, bocage.id, [{ id: id(9004), name: 'Cordonnerie Masson', sites: [site(9104)] }])
  await findDuplicates(services, bocage.id)
  assert.equal(await countDuplicates(db, bocage.id), 0)
})
