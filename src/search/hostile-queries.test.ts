import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { cursorOf } from '#/platform/paged.ts'
import { eachEngine } from '../../test/engines.ts'
import { id, offers } from '../../test/people.ts'
import { buildWorld } from '../../test/world.ts'

const hostile: readonly Readonly<Record<string, string>>[] = [
  { q: '%' },
  { q: "'; drop table offers; --" },
  { q: 'a'.repeat(10_000) },
  { q: 'mot '.repeat(2500) },
  { q: "& | ! ( ) : * <-> \\ '" },
  { q: 'mecanique:*A & !(bus)' },
  { q: '\0\u{202e}🚲' },
  { q: 'l’ d’ à et' },
  { lieu: '%_%', rayon: '1e99', temps: 'NaN' },
  { lieu: 'x'.repeat(10_000) },
  { lieu: '99999', commune: '14762' },
  { commune: "14762' or 1=1" },
  { semaine: '2026-W99', niveau: 'toString', dispositif: '__proto__', secteur: 'constructor' },
  { groupe: '-5', temps: '1000000', rayon: '0' },
  { tri: 'temps', apres: '%%%' },
  { apres: cursorOf(['date', '2026-02-31T00:00:00.000000Z', id(1)]) },
  { apres: cursorOf(['date', '2026-06-01T00:00:00.000000Z', 'x']) },
  { apres: cursorOf(['loin', '9999999999999999', id(1)]), lieu: 'vire', tri: 'distance' },
  { apres: cursorOf(['trajet', '9007199254740993', id(1)]), lieu: 'vire', temps: '45' },
  { apres: cursorOf(['titre', 'x', 'y']), q: 'mecanique' },
  { depuis: 'domicile', temps: '45' },
  { metier: 'D1102; select 1', acces: 'all' },
  { territoire: 'ailleurs' },
  { territoire: "bocage'--" },
  { fait: 'garde', offre: '<script>' },
]

eachEngine('hostile searches find something, or nothing, and never break', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  for (const who of [world.visitor(), await world.person('lina')])
    for (const query of hostile) {
      const answer = await who.get(`${addresses.search}?${new URLSearchParams({ territoire: 'bocage', ...query })}`)
      assert.equal(answer.status, 200, JSON.stringify(query).slice(0, 200))
      assert.ok(!(await answer.text()).includes('<script>alert'))
    }
  const { rows } = await database.pool.query('select count(*)::int as count from offers')
  assert.equal(rows[0].count, 4)
})

eachEngine('what is not published is nobody’s to see, and other territories are not mixed in', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const visitor = world.visitor()
  for (const offer of [offers.garageDraft, id(999), 'x', '%27'])
    for (const address of [addressOf('offer', { offer }), addressOf('offerCalendar', { offer })])
      assert.equal((await visitor.get(address)).status, 404, address)
  await world.services.db.updateTable('offers').set({ state: 'paused' }).where('id', '=', offers.mairie).execute()
  assert.equal((await visitor.get(addressOf('offer', { offer: offers.mairie }))).status, 404)
  const bocage = await (await visitor.get(`${addresses.search}?territoire=bocage`)).text()
  assert.ok(bocage.includes('atelier de mécanique') && !bocage.includes('coiffer') && !bocage.includes('mairie'))
  // Several territories: one is asked for.
  const asked = await (await visitor.get(addresses.search)).text()
  assert.ok(asked.includes('territoire=bocage') && asked.includes('territoire=marais'))
  // A pupil stays in their own, whatever the address says.
  const lina = await world.person('lina')
  assert.ok(!(await (await lina.get(`${addresses.search}?territoire=marais`)).text()).includes('coiffer'))
})
