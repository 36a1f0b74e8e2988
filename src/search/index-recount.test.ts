import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts, id, offers, sites } from '../../test/people.ts'
import { buildWorld } from '../../test/world.ts'
import { reindex } from './index.ts'
import { fold } from './words.ts'

/** What the index holds and what it must hold, as text. */
async function difference(db: Db): Promise<readonly unknown[]> {
  const { rows } = await sql`
    (select 'kept' as side, to_jsonb(i) as content from offer_index i
     except select 'kept', to_jsonb(n) - 'hours' - 'typed' from offer_index_now n)
    union all
    (select 'lacking', to_jsonb(n) - 'hours' - 'typed' from offer_index_now n
     except select 'lacking', to_jsonb(i) from offer_index i)`.execute(db)
  return rows
}

const states = ['draft', 'published', 'published', 'paused', 'archived'] as const
const titles = ['Atelier de mécanique', 'Boulangerie', 'Œuvres d’art', 'Accueil à la mairie']

/** One change of what the index is made of. */
const step = fc.record({
  what: fc.constantFrom(
    ...(['state', 'title', 'host', 'site', 'close', 'move', 'merge', 'delete', 'add', 'seats', 'rollback'] as const),
  ),
  pick: fc.nat(5),
  value: fc.nat(20),
})

eachEngine('the index equals a recount after any history', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const { db } = world.services
  assert.deepEqual(await difference(db), [])
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (history) => {
      for (const { what, pick, value } of history) {
        const offer = [offers.garage, offers.garageDraft, offers.mairie, offers.salon, id(590), id(591)][pick]!
        const host = [hosts.garage, hosts.mairie, hosts.salon][pick % 3]!
        const site = [sites.garage, sites.mairie, sites.salon][pick % 3]!
        await change(db, { what, offer, host, site, value })
      }
      assert.deepEqual(await difference(db), [])
    }),
    { numRuns: database.engine === 'pglite' ? 12 : 30 },
  )
  await sql`delete from offer_index`.execute(db)
  for (const territory of ['bocage', 'marais']) await db.transaction().execute((tx) => reindex(tx, territory))
  assert.deepEqual(await difference(db), [])
})

interface Change {
  readonly what: string
  readonly offer: string
  readonly host: string
  readonly site: string
  readonly value: number
}

async function change(db: Db, { what, offer, host, site, value }: Change): Promise<void> {
  const title = titles[value % titles.length]!
  switch (what) {
    case 'state':
      await db
        .updateTable('offers')
        .set({ state: states[value % states.length]! })
        .where('id', '=', offer)
        .execute()
      return
    case 'title':
      // All at once, as an import does.
      await db
        .updateTable('offers')
        .set({ title, trades: value % 2 ? ['D1102'] : [] })
        .execute()
      return
    case 'host':
      await db
        .updateTable('hosts')
        .set({ name: `Hôte ${value}` })
        .where('id', '=', host)
        .execute()
      return
    case 'site':
      await db
        .updateTable('sites')
        .set({ city: `Ville ${value}`, facilities: value % 2 ? ['lift'] : [] })
        .where('id', '=', site)
        .execute()
      return
    case 'close':
      await db
        .updateTable('sites')
        .set({ closed_at: value % 2 ? '2026-06-01T00:00:00Z' : null })
        .where('id', '=', site)
        .execute()
      return
    case 'move':
      await db
        .updateTable('offers')
        .set({ lat: 48 + value / 100, remote: value % 3 === 0 })
        .where('id', '=', offer)
        .execute()
      return
    case 'merge':
      await db
        .updateTable('hosts')
        .set({ merged_into: value % 2 ? hosts.mairie : null })
        .where('id', '=', hosts.garage)
        .execute()
      return
    case 'delete':
      await sql`delete from offer_weeks where offer_id = ${id(590)}`.execute(db)
      await db.deleteFrom('offers').where('id', '=', id(590)).execute()
      return
    case 'add':
      await sql`insert into offers select (jsonb_populate_record(o, jsonb_build_object('id', new.id::text))).*
        from offers o, (values (${id(590)}), (${id(591)})) new(id) where o.id = ${offers.mairie}
        on conflict (territory_id, id) do update set title = ${title}`.execute(db)
      return
    case 'seats':
      await db
        .updateTable('offer_weeks')
        .set({ closed: value % 2 === 0 })
        .where('offer_id', '=', offer)
        .execute()
      return
    default:
      await db
        .transaction()
        .execute(async (tx) => {
          await tx.updateTable('offers').set({ title: 'Jamais' }).execute()
          throw new Error('taken back')
        })
        .catch(() => {})
  }
}

eachEngine('a word is folded alike in the database and here', async ({ db }) => {
  const letters = "abzAZ09 àâäéèêëîïôöùûüÿçœæÀÂÄÉÈÊËÎÏÔÖÙÛÜŸÇŒÆñÑ’'-–/.,«»&+@\u00a0\u202f"
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: fc.constantFrom(...letters.split('')), maxLength: 40 }), async (text) => {
      const { rows } = await sql<{ folded: string }>`select search_fold(${text}) as folded`.execute(db)
      assert.equal(rows[0]?.folded, fold(text))
    }),
    { numRuns: 100 },
  )
})
