import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { addresses, addressOf } from '#/addresses.ts'
import { indicatorsTopic } from '#/indicators/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { classes, offers, people, pupils, schools, weeks } from '../../test/people.ts'
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
    // Whom the last allocation found nothing for within reach: the nearest place, and what stops the journey.
    const [at, day] = ['2026-06-02T10:00:00Z', { date: '2026-06-17', out: true, back: false }]
    const near = { offer: offers.mairie, kilometres: 9.4, minutes: null, days: [day] }
    await sql`insert into runs
        (territory_id, id, campaign_id, number, state, stage, done, total, asked_at, finished_at, attempts, stop_asked, inputs)
      values (${bocage.id}, 'last', 'all', 1, 'done', '', 0, 0, ${at}, ${at}, 1, false, '[]')`.execute(db)
    await sql`insert into run_pupils (territory_id, run_id, pupil, school, level, priority, state, code, why)
      values (${bocage.id}, 'last', ${pupils.noe}, ${schools.vire}, 'seconde', 0, 'unplaced', 'out_of_reach',
        ${JSON.stringify({ problems: [], beyond: [near] })}::jsonb)`.execute(db)
    const unreached = /Hors d’atteinte.*?<tbody.*?<\/tbody>/.exec((await read(helene, address)).text)?.[0] ?? ''
    assert.match(unreached, /Noé Lecoq.*2de A.*Mairie.*, à 9,4 km.*Pas de retour le mercredi 17 juin/)
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

    // An open page hears of its own school’s changes, and of no other’s.
    const teacher = await world.person('karim')
    const sse = { headers: { accept: 'text/event-stream' } }
    const ofSchool = addressOf('schoolLive', { territory: bocage.id, school: schools.vire })
    assert.equal((await helene.get(ofSchool)).status, 204)
    assert.equal((await teacher.ask(ofSchool, sse)).status, 404)
    assert.equal((await helene.ask(addressOf('classLive', { class: classes.secondeNoireau }), sse)).status, 404)
    const stream = await teacher.ask(addressOf('classLive', { class: classes.secondeA }), sse)
    const reader = stream.body?.getReader()
    assert.ok(reader)
    const next = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value)
    assert.match(await next(), /^event: change\ndata: \d+\n\n$/)
    const touch = (pupil: string, source: 'paper' | 'outside' | 'online') =>
      db
        .updateTable('agreements')
        .set({ state: 'signed', source, weeks: [weeks[0]] })
        .where('pupil_id', '=', pupil)
        .execute()
    const told: string[] = []
    for (const school of [schools.noireau, schools.vire])
      t.after(world.services.notifications.subscribe(indicatorsTopic(bocage.id, school), () => told.push(school)))
    await touch(pupils.tom, 'outside')
    await touch(pupils.lina, 'outside')
    assert.match(await next(), /event: change/)
    assert.deepEqual(told, [schools.noireau, schools.vire])
    await teacher.post('/deconnexion')
    await touch(pupils.lina, 'online')
    assert.equal((await reader.read()).done, true)

    const karim = await world.person('karim')
    // Someone's own calendar: their classes, no pupil; gone with the role.
    const feedOf = async (visitor: Visitor) =>
      /\/calendriers\/[\w.%-]+/.exec((await read(visitor, addresses.classesCalendar)).text)?.[0] ?? ''
    const make = (visitor: Visitor, quoi: string) =>
      visitor.post(addressOf('classesCalendar', {}, { territoire: bocage.id }), { quoi })
    const anyone = world.visitor()
    for (const visitor of [helene, karim]) assert.equal((await make(visitor, 'creer')).status, 303)
    assert.equal((await make(maud, 'creer')).status, 403)
    const [ofKarim, ofHelene] = [await feedOf(karim), await feedOf(helene)]
    const calendar = (await (await anyone.get(ofKarim)).text()).replaceAll('\r\n ', '')
    assert.match(calendar, /SUMMARY:2de A en stage\r\n/)
    assert.match(calendar, /DTSTART;VALUE=DATE:20260615\r\nDTEND;VALUE=DATE:20260627\r\n/)
    assert.doesNotMatch(calendar, /2de B|Lina|Marchand/)
    assert.match(await (await anyone.get(ofHelene)).text(), /2de B/)
    await db
      .updateTable('grants')
      .set({ ended_at: world.services.clock.now().toString() })
      .where('account_id', '=', people.karim.id)
      .execute()
    assert.equal((await anyone.get(ofKarim)).status, 404)
    assert.equal((await make(helene, 'retirer')).status, 303)
    assert.equal((await anyone.get(ofHelene)).status, 404)
  },
)
