import assert from 'node:assert/strict'
import { PDF } from '@libpdf/core'
import { readOds } from 'hucre/ods'
import { parquetReadObjects } from 'hyparquet'
import { addressOf } from '#/addresses.ts'
import { eachEngine } from '../../../test/engines.ts'
import { people, schools } from '../../../test/people.ts'
import { bocage, buildWorld } from '../../../test/world.ts'

const here = { territory: bocage.id }

eachEngine(
  'a dashboard is taken away as files that say the same, and no name becomes a formula',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const maud = await world.person('maud')
    const { db } = world.services
    await world.work()
    await db
      .updateTable('schools')
      .set({ name: '=HYPERLINK("http://x";"Lycée")' })
      .where('uai', '=', '9140001A')
      .execute()
    const take = async (file: string, query: Readonly<Record<string, string>> = {}) => {
      const answer = await maud.get(addressOf('boardExportFile', { ...here, file }, { par: 'etablissement', ...query }))
      assert.equal(answer.status, 200, file)
      assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="bocage-/)
      return new Uint8Array(await answer.arrayBuffer())
    }
    const text = async (file: string, query?: Readonly<Record<string, string>>) =>
      new TextDecoder().decode(await take(file, query))

    const csv = await text('chiffres.csv')
    const [head = '', first = ''] = csv.split('\r\n')
    assert.match(
      first,
      /^2026-06-\d\d;observation-2de;etablissement;9140001A;"'=HYPERLINK\(""http:\/\/x"";""Lycée""\)";\d/,
    )
    const schema: { fields: { name: string; type: string; description: string }[] } = JSON.parse(
      await text('chiffres.schema.json'),
    )
    assert.deepEqual(
      schema.fields.map(({ name }) => name),
      head.replace('\ufeff', '').split(';'),
    )
    for (const { description } of schema.fields) assert.match(description, /\.$/)

    const [sheet] = (await readOds(await take('chiffres.ods'))).sheets
    const numbers = (line: string) => line.split(';').slice(-3).map(Number)
    assert.deepEqual(sheet?.rows[1]?.slice(-3), numbers(first))
    assert.equal(sheet?.rows[1]?.[4], `'=HYPERLINK("http://x";"Lycée")`)

    const [row] = await parquetReadObjects({ file: (await take('chiffres.parquet')).slice().buffer })
    assert.deepEqual(
      [row?.code, row?.nom, row?.silencieux],
      ['9140001A', '=HYPERLINK("http://x";"Lycée")', numbers(first).at(-1)],
    )

    const map: { features: { geometry: { type: string }; properties: Record<string, unknown> }[] } = JSON.parse(
      await text('chiffres.geojson'),
    )
    assert.equal(map.features[0]?.geometry.type, 'Point')
    assert.equal(map.features[0]?.properties.nom, '=HYPERLINK("http://x";"Lycée")')

    // What the address says holds: one school, a past day.
    assert.equal((await text('chiffres.csv', { dans: 'etablissement:9140001A' })).trim().split('\r\n').length, 2)
    assert.match(await text('chiffres.csv', { jour: '2026-05-01', dans: 'etablissement:9140001A' }), /\n2026-05-01;/)
    // One page, whatever the names; the head has the school's own.
    const principal = await world.signedInAs({
      role: 'head',
      territoryId: bocage.id,
      scope: { kind: 'school', id: schools.vire },
    })
    const own = await principal.get(addressOf('schoolState', { ...here, school: schools.vire }))
    assert.equal(own.headers.get('content-type'), 'application/pdf')
    for (const bytes of [await take('etat.pdf'), new Uint8Array(await own.arrayBuffer())])
      assert.equal((await PDF.load(bytes)).getPageCount(), 1)
    for (const file of ['autre.csv', 'constructor', '__proto__'])
      assert.equal((await maud.get(addressOf('boardExportFile', { ...here, file }))).status, 404)
    assert.match(
      await (await maud.get(addressOf('boardExport', here, { dans: 'etablissement:9140001A' }))).text(),
      /chiffres\.csv\?dans=etablissement/,
    )
  },
)

eachEngine(
  'a coordinator publishes masked figures, which anyone reads until they are taken back',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const [maud, visitor] = [await world.person('maud'), world.visitor()]
    await world.work()
    const page = addressOf('openData', here)
    assert.equal((await visitor.get(page)).status, 404)
    const publish = addressOf('boardPublish', here)
    for (const _ of ['once', 'again']) assert.equal((await maud.post(publish, { publier: 'oui' })).status, 303)
    assert.match(await (await maud.get(addressOf('boardExport', here))).text(), /Publiées le/)

    const html = await (await visitor.get(page)).text()
    assert.match(html, /Licence Ouverte 2\.0/)
    const file = async (name: string) => {
      const answer = await visitor.get(addressOf('openDataFile', { ...here, file: name }))
      assert.equal(answer.status, 200, name)
      return answer.text()
    }
    // Four pupils in all: too few to be said.
    const [head, ...lines] = (await file('stages.csv')).trim().split('\r\n')
    assert.equal(head, 'jour;stage;niveau;code;nom;eleves;places')
    assert.match(lines[0] ?? '', /;territoire;bocage;[^;]+;;$/)
    for (const line of lines) assert.match(line, /;;$/)
    const described: {
      licenses: { name: string }[]
      resources: { path: string; schema: { fields: { name: string }[] } }[]
    } = JSON.parse(await file('datapackage.json'))
    assert.deepEqual(
      described.licenses.map(({ name }) => name),
      ['etalab-2.0'],
    )
    assert.equal(described.resources[0]?.schema.fields.length, 7)
    assert.equal((await visitor.get(addressOf('openDataFile', { ...here, file: 'chiffres.csv' }))).status, 404)

    for (const _ of ['once', 'again']) assert.equal((await maud.post(publish, { publier: 'non' })).status, 303)
    assert.equal((await visitor.get(page)).status, 404)
  },
)

eachEngine('Mondays bring a letter with the numbers and what to do, while weeks are to come', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const { db, clock } = world.services
  await world.work()
  const lettersAt = async (time: string) => {
    world.later({ seconds: clock.now().until(Temporal.Instant.from(time)).total('seconds') })
    await world.work()
    return db
      .selectFrom('letters')
      .select(['recipient', 'subject', 'text'])
      .where('mail', '=', 'indicators.weekly')
      .where('state', '<>', 'settled')
      .where('text', 'is not', null)
      .execute()
  }
  assert.deepEqual(await lettersAt('2026-06-07T20:00:00Z'), [])
  assert.deepEqual(await lettersAt('2026-06-08T02:00:00Z'), [], 'posted, it waits for the digests')
  const sent = await lettersAt('2026-06-08T09:00:00Z')
  for (const { subject } of sent) assert.equal(subject, 'Les stages cette semaine')
  const textOf = (id: string) => sent.find(({ recipient }) => recipient === `account:${id}`)?.text ?? ''
  assert.match(
    textOf(people.maud.id).replace(/\s+/g, ' '),
    /0 % placés \(0 sur 4 élèves\).*À faire d’abord.*territoires\/bocage\/tableau/,
  )
  assert.ok(
    sent.some(({ text }) => text?.includes(`etablissements/${schools.vire}`)),
    'the head has the school’s',
  )
  // Past the last week of anyone nothing is written.
  await lettersAt('2026-06-29T02:00:00Z')
  assert.equal((await lettersAt('2026-06-29T09:00:00Z')).length, sent.length)
})

eachEngine(
  'a calendar reads the weeks by a secret address, until it is changed or the role is gone',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const [maud, visitor] = [await world.person('maud'), world.visitor()]
    await world.work()
    const make = async (quoi: string, query: Readonly<Record<string, string>> = {}) =>
      assert.equal((await maud.post(addressOf('boardCalendar', here, query), { quoi })).status, 303)
    const feedOn = async (query: Readonly<Record<string, string>> = {}) =>
      /\/calendriers\/[\w.%-]+/.exec(await (await maud.get(addressOf('boardExport', here, query))).text())?.[0]
    assert.equal(await feedOn(), undefined)
    await make('creer')
    const first = (await feedOn()) ?? ''
    const answer = await visitor.get(first)
    assert.match(answer.headers.get('content-type') ?? '', /^text\/calendar/)
    const text = (await answer.text()).replaceAll('\r\n ', '')
    assert.match(text, /UID:periods-9140001A-observation-2de-2026-W25-2026-W26@passerelle\r\n/)
    assert.match(
      text,
      /DTSTART;VALUE=DATE:20260615\r\nDTEND;VALUE=DATE:20260627\r\nSUMMARY:Lycée de la Vire : \d\sclasses? en stage\r\n/,
    )

    const inNoireau = { dans: `etablissement:${schools.noireau}` }
    await make('creer', inNoireau)
    const other = (await feedOn(inNoireau)) ?? ''
    assert.doesNotMatch(await (await visitor.get(other)).text(), /9140001A/)

    await make('creer')
    const second = (await feedOn()) ?? ''
    assert.notEqual(second, first)
    for (const wrong of [first, `${second}x`, '/calendriers/x.y']) assert.equal((await visitor.get(wrong)).status, 404)
    assert.equal((await visitor.get(second)).status, 200)
    for (const _ of ['once', 'again']) await make('retirer', inNoireau)
    assert.equal((await visitor.get(other)).status, 404)
    await world.services.db
      .updateTable('grants')
      .set({ ended_at: world.services.clock.now().toString() })
      .where('account_id', '=', people.maud.id)
      .execute()
    assert.equal((await visitor.get(second)).status, 404)
  },
)
