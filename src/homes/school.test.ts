import assert from 'node:assert/strict'
import { addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { pupils, schools, weeks } from '../../test/people.ts'
import { bocage, buildWorld, type Visitor } from '../../test/world.ts'

const read = async (visitor: Visitor, address: string) => {
  const answer = await visitor.get(address)
  return { status: answer.status, text: (await answer.text()).replaceAll(/\s+/gu, ' ') }
}

eachEngine(
  'a head sees the school: classes, curves, who has nothing, whom nothing reaches, partners',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const { db } = world.services
    await world.people()
    const here = { territory: bocage.id, school: schools.vire }
    const address = addressOf('school', here)
    await db.deleteFrom('applications').where('pupil_id', 'in', [pupils.noe, pupils.ines]).execute()
    await db
      .updateTable('agreements')
      .set({ state: 'signed', source: 'paper', weeks: [weeks[0]] })
      .where('pupil_id', '=', pupils.lina)
      .execute()
    const [helene, maud] = [await world.person('helene'), await world.person('maud')]
    await world.work()
    const page = await read(helene, address)
    assert.equal(page.status, 200)
    assert.match(page.text, /<h1>3 élèves, 2 sans rien/)
    assert.match(page.text, /2de A.*2de B/)
    assert.match(page.text, /Noé Lecoq.*personne encore/)
    assert.match(page.text, /Garage Hamel/)
    assert.match(page.text, /papiers/)
    assert.match((await read(helene, `${address}?semaine=2026-W26&page=2`)).text, /Inès/)
    assert.equal((await helene.get(`${address}?semaine=%00&page=-1&stage='`)).status, 200)
    const asMaud = await read(maud, address)
    assert.doesNotMatch(asMaud.text, /Emporter la liste/)
    assert.equal((await (await world.person('karim')).get(address)).status, 404)

    const csv = await helene.get(addressOf('schoolFile', { ...here, format: 'csv' }))
    assert.equal(csv.status, 200)
    assert.match(await csv.text(), /2de A;Marchand;Lina;placé en partie;sur papier;/)
    assert.equal((await helene.get(addressOf('schoolFile', { ...here, format: 'ods' }))).status, 200)
    assert.equal((await helene.get(addressOf('schoolFile', { ...here, format: 'exe' }))).status, 404)
    assert.equal((await maud.get(addressOf('schoolFile', { ...here, format: 'csv' }))).status, 403)
    const lines = await db
      .selectFrom('journal')
      .select('what')
      .where('what', '=', 'school-statuses.downloaded')
      .execute()
    assert.equal(lines.length, 2)
  },
)
