import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { z } from 'zod'
import { addresses, addressOf } from '#/addresses.ts'
import { readView } from '#/indicators/index.ts'
import { readBoard } from '#/indicators/read-board.ts'
import { readGround } from '#/indicators/read-ground.ts'
import { figuresOfSlices } from '#/indicators/slices.ts'
import { saveAreas } from '#/territory/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { id, people, schools } from '../../test/people.ts'
import { bocage, buildWorld, marais, type Visitor, type World } from '../../test/world.ts'
import { areasAnswer, figuresAnswer, schemesAnswer, statusesAnswer } from './answers.ts'
import { levelOf } from './area.ts'
import { makeKey } from './change-keys.ts'
import { examples } from './examples.ts'
import { problemSchema } from './problem.ts'

const here = { territory: bocage.id }
const figures = addressOf('apiFigures', here)
const areas = addressOf('apiAreas', here)

/** What a program is answered. */
async function read(world: World, path: string, key?: string, headers: Record<string, string> = {}) {
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` }
  const answer = await world.visitor().ask(path, { headers: { ...authorization, ...headers } })
  const text = await answer.text()
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  return { answer, status: answer.status, body }
}

async function problemOf(world: World, path: string, key?: string) {
  const { answer, status, body } = await read(world, path, key)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, path)
  const problem = problemSchema.parse(body)
  assert.equal(problem.status, status)
  return { ...problem, anchor: problem.type.split('#')[1], answer }
}

const bassins = async ({ services: { db } }: World) => {
  for (const [uai, bassin] of [
    [schools.vire, 'vire'],
    [schools.noireau, 'conde'],
  ] as const)
    await db.updateTable('schools').set({ bassin }).where('uai', '=', uai).execute()
  await saveAreas(
    db,
    bocage.id,
    ['vire', 'conde'].map((code) => ({
      ...{ kind: 'bassin', code, name: `Bassin de ${code}`, lat: 48.8, lon: -0.8, population: 0 },
    })),
  )
}

const anyKey = (at?: { level: 'bassin'; code: string }) => ({
  account: people.maud,
  territory: { ...bocage, timeZone: 'Europe/Paris', demonstration: false },
  at,
  name: 'Essai',
  lastDay: Temporal.PlainDate.from('2026-12-31'),
})

async function keyOf(world: World, number: number, at?: { level: 'bassin'; code: string }): Promise<string> {
  const made = await makeKey(world.services, { ...anyKey(at), id: id(number) })
  assert.ok('secret' in made)
  return made.secret
}

const formOf = async (visitor: Visitor, query: Readonly<Record<string, string>> = {}) => {
  const html = await (await visitor.get(addressOf('boardKeys', here, query))).text()
  return { html, cle: /name="cle" value="([\w-]+)"/.exec(html)?.[1] ?? '' }
}

eachEngine(
  'a program reads what the dashboard shows, and the description says what it is answered',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const { db, clock } = world.services
    await world.people()
    await world.work()

    const key = await keyOf(world, 9001)
    // What is shown as an example is what is answered, in the description and in the manual.
    for (const { path, answer } of Object.values(examples))
      assert.deepEqual((await read(world, path, key)).body, answer)
    const manual = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8')
    const told = [...manual.matchAll(/```http\nGET (\S+)\n[\s\S]*?```\n+```json\n([\s\S]*?)```/g)]
    assert.ok(told.length > 1)
    for (const [, path = '', json = ''] of told)
      assert.deepEqual((await read(world, path, key)).body, JSON.parse(json), path)

    const description = await read(world, addresses.apiDocument)
    const document = z.looseObject({ paths: z.record(z.string(), z.unknown()) }).parse(description.body)
    assert.deepEqual(await new Validator().validate(structuredClone(document)), { valid: true })
    const described = Object.keys(document.paths)
    const asked = [
      [figures, figuresAnswer],
      [areas, areasAnswer, '?level=school'],
      [addresses.apiStatuses, statusesAnswer],
      [addresses.apiSchemes, schemesAnswer],
    ] as const
    assert.deepEqual(
      described,
      asked.map(([path]) => path.replace(bocage.id, '{territory}')),
    )
    for (const [path, schema, query = ''] of asked) {
      const { body, status } = await read(world, `${path}${query}`, key)
      assert.equal(status, 200, path)
      assert.deepEqual(schema.parse(body), body, path)
    }

    await bassins(world)
    const board = async (dans: string, par: string, jour: string) => {
      const view = readView((name) => ({ dans, par, jour })[name])
      const ground = await readGround(db, { territoryId: bocage.id, view, now: clock.now() })
      assert.ok(ground)
      return readBoard(db, ground)
    }
    for (const day of ['', '2026-06-01'])
      for (const within of ['', 'bassin:vire', `school:${schools.vire}`])
        for (const by of ['bassin', 'commune', 'school'] as const) {
          const shown = await board(within.replace('school', 'etablissement'), levelOf(by), day)
          if (shown.below !== levelOf(by)) continue
          const query = new URLSearchParams({ by, ...(day && { day }), ...(within && { within }) })
          const answer = figuresAnswer.parse((await read(world, `${figures}?${query}`, key)).body)
          const { exempt, online, paper, outside, mixed, ...others } = shown.figures
          assert.deepEqual(answer.total.placedBy, { online, paper, outside, mixed })
          assert.deepEqual(answer.total.statuses, { exempt, placed: online + paper + outside + mixed, ...others })
          assert.deepEqual(
            answer.areas.map((area) => [area.code, area.name, area.figures.pupils, area.figures.statuses.silent]),
            shown.areas
              .map(({ at, name, figures: { silent, ...of } }) => [
                at.code,
                name,
                silent + Object.values(of).reduce((sum, count) => sum + count, 0) - of.exempt,
                silent,
              ])
              .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
          )
        }
    const weeks = await figuresOfSlices(
      db,
      { territoryId: bocage.id, scheme: 'observation-2de', day: undefined },
      undefined,
      'weeks',
    )
    assert.ok(weeks.size > 0)
    for (const [slice, counted] of weeks) {
      const found = await read(world, `${figures}?week=${slice.slice(5)}&by=school`, key)
      const { total } = figuresAnswer.parse(found.body)
      assert.deepEqual([total.pupils, total.statuses.placed], [counted.pupils, counted.placed])
    }

    // A long list comes by parts, which make the whole.
    const whole = areasAnswer.parse((await read(world, `${areas}?level=school`, key)).body)
    for (const [path, schema] of [
      [`${areas}?level=school`, areasAnswer],
      [`${figures}?by=school`, figuresAnswer],
    ] as const) {
      const first = schema.parse((await read(world, `${path}&limit=1`, key)).body)
      const second = schema.parse((await read(world, `${path}&limit=1&cursor=${first.next}`, key)).body)
      assert.deepEqual(
        [...first.areas, ...second.areas].map(({ code }) => code),
        whole.areas.map(({ code }) => code),
      )
      assert.equal(second.next, null)
    }

    // Read once, it is not sent again as long as it says the same.
    const { answer } = await read(world, figures, key)
    const tag = answer.headers.get('etag') ?? ''
    const again = await read(world, figures, key, { 'if-none-match': `"x", ${tag}` })
    assert.deepEqual([again.status, again.body, again.answer.headers.get('etag')], [304, undefined, tag])
    assert.equal((await read(world, `${figures}?by=school`, key, { 'if-none-match': tag })).status, 200)
    assert.equal((await read(world, figures, undefined, { 'if-none-match': tag })).status, 401)

    const html = await (await world.visitor().get(addresses.api)).text()
    for (const path of described) assert.ok(html.includes(path), path)
    const plain = await problemOf(world, `${addresses.api}/v1/rien`, key)
    for (const anchor of [plain.anchor, 'probleme-key', 'probleme-parameter'])
      assert.ok(html.includes(`id="${anchor}"`))
  },
)

eachEngine('a key opens what its maker follows, as long as it stands, and nothing else', async (database, t) => {
  const world = await buildWorld(database, t)
  const { db, clock } = world.services
  const maud = await world.person('maud')
  await world.work()
  await bassins(world)
  const make = async (visitor: Visitor, form: Readonly<Record<string, string>>) => {
    const answer = await visitor.post(addressOf('boardKeys', here), form)
    const html = await answer.text()
    return { status: answer.status, html, secret: /passerelle_[\w-]{43}/.exec(html)?.[0] ?? '' }
  }
  const lines = async () =>
    (await db.selectFrom('journal').select('what').where('about_kind', '=', 'api-key').execute()).map(
      ({ what }) => what,
    )

  const { cle } = await formOf(maud)
  const wanted = { cle, nom: 'Site du territoire', zone: '', fin: '2026-12-31' }
  for (const [field, value] of [
    ['nom', ''],
    ['nom', 'a\u0000b'],
    ['zone', 'bassin:ailleurs'],
    ['fin', '2026-02-31'],
    ['fin', '2026-06-02'],
    ['fin', '2027-06-04'],
  ] as const) {
    const refused = await make(maud, { ...wanted, [field]: value })
    assert.deepEqual([refused.status, refused.secret], [422, ''], `${field} ${value}`)
    assert.match(refused.html, new RegExp(`href="#field-${field}"`))
  }
  const first = await make(maud, wanted)
  // Sent twice, it is one key, and what is shown last opens.
  const { secret: whole } = await make(maud, wanted)
  assert.deepEqual([await lines(), first.secret === whole], [['api-key.made'], false])
  assert.doesNotMatch((await formOf(maud)).html, /passerelle_/)
  const { secret: vire } = await make(maud, { ...wanted, cle: id(9002), zone: 'bassin:vire' })

  const seen = async (key: string | undefined, path: string) => (await read(world, path, key)).status
  const within = (at: string) => `${figures}?within=${at}`
  const foreign = addressOf('apiFigures', { territory: marais.id })
  for (const [key, path, status] of [
    [undefined, figures, 401],
    [first.secret, figures, 401],
    ['passerelle_', figures, 401],
    [`${whole}x`, figures, 401],
    [undefined, foreign, 401],
    [whole, figures, 200],
    [whole, within('bassin:conde'), 200],
    [whole, within('bassin:autres'), 200],
    [whole, within('bassin:nulle-part'), 404],
    [whole, foreign, 404],
    [whole, addressOf('apiAreas', { territory: marais.id }), 404],
    [whole, addressOf('apiFigures', { territory: 'nulle-part' }), 404],
    [vire, figures, 200],
    [vire, within('bassin:vire'), 200],
    [vire, within(`school:${schools.vire}`), 200],
    [vire, within('commune:14762'), 200],
    [vire, within('bassin:conde'), 404],
    [vire, within(`school:${schools.noireau}`), 404],
    [vire, within('departement:14'), 404],
    [vire, within('bassin:autres'), 404],
    [vire, foreign, 404],
  ] as const)
    assert.equal(await seen(key, path), status, `${path} ${key}`)
  const missing = await problemOf(world, addressOf('apiFigures', { territory: 'nulle-part' }), whole)
  for (const path of [foreign, within('bassin:nulle-part')])
    assert.equal((await problemOf(world, path, whole)).detail, missing.detail)
  const own = figuresAnswer.parse((await read(world, `${figures}?by=school`, vire)).body)
  assert.deepEqual([own.within?.code, own.areas.map(({ code }) => code)], ['vire', [schools.vire]])
  const listed = areasAnswer.parse((await read(world, `${areas}?level=school`, vire)).body)
  assert.deepEqual(
    listed.areas.map(({ code }) => code),
    [schools.vire],
  )

  for (const [query, ...names] of [
    ['by=classe', 'by'],
    ['by=bassin&by=school', 'by'],
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['day=2026-02-31', 'day'],
    ['day=2026-06-04', 'day'],
    ['day=0000-01-01', 'day'],
    ['week=2026-W60', 'week'],
    ['week=2026-W25&day=2026-06-01', 'week'],
    ['within=vire', 'within'],
    ['cursor=x', 'cursor'],
    ['scheme=stage', 'scheme'],
    ['par=bassin&bye=1', 'par', 'bye'],
  ] as const) {
    const { status, parameters = [] } = await problemOf(world, `${figures}?${query}`, whole)
    assert.deepEqual([status, parameters.map(({ name }) => name)], [400, names], query)
    for (const { message } of parameters) assert.match(message, /^[A-ZÉ].*\.$/)
  }
  assert.equal((await problemOf(world, `${areas}?level=x%00`, whole)).status, 400)
  assert.equal((await problemOf(world, within('school:%00'), whole)).status, 404)

  // Those of a bassin see theirs, and other people's keys are not theirs.
  const bassin = await world.signedInAs({
    role: 'coordinator',
    territoryId: bocage.id,
    scope: { kind: 'bassin', id: 'vire' },
  })
  const page = await formOf(bassin)
  assert.doesNotMatch(page.html, /Site du territoire|value=""[^>]*>Bocage|bassin:conde/)
  assert.equal((await make(bassin, { ...wanted, cle: page.cle })).status, 422)
  const theirs = await make(bassin, { ...wanted, cle: page.cle, zone: 'bassin:vire', nom: 'Mon tableur' })
  assert.equal(await seen(theirs.secret, figures), 200)
  assert.match((await formOf(maud)).html, /Mon tableur/)
  assert.equal((await bassin.post(addressOf('boardKey', { ...here, key: cle }), {})).status, 404)
  // Nobody writes over the key of somebody else.
  assert.equal((await make(bassin, { ...wanted, zone: 'bassin:vire' })).status, 422)

  // Taken back, and given back within a day.
  const take = async (quoi: string) =>
    (await maud.post(addressOf('boardKey', { ...here, key: cle }), { quoi })).headers.get('location') ?? ''
  for (const _ of ['once', 'again'])
    assert.match(await (await maud.get(await take('retirer'))).text(), /n’ouvre plus rien[\s\S]*rendre/)
  assert.equal(await seen(whole, figures), 401)
  for (const _ of ['once', 'again']) await take('rendre')
  assert.equal(await seen(whole, figures), 200)
  await take('retirer')
  world.later({ hours: 25 })
  await take('rendre')
  assert.equal(await seen(whole, figures), 401)
  assert.equal((await lines()).length, 6)

  // With the role of whoever made it, and on its last day, it ends.
  const end = { ended_at: clock.now().toString() }
  const scoped = db.updateTable('grants').set(end).where('scope_kind', '=', 'bassin')
  await scoped.where('scope_id', '=', 'vire').execute()
  assert.match((await problemOf(world, figures, theirs.secret)).detail, /ne suit plus/)
  assert.match((await formOf(await world.person('maud'))).html, /qui l’a faite ne suit plus/)
  assert.equal(await seen(vire, figures), 200)

  // So many in a minute, then one waits.
  await db.updateTable('attempts').set({ count: 119 }).where('subject', 'like', 'api.key %').execute()
  assert.equal(await seen(vire, figures), 200)
  const late = await problemOf(world, figures, vire)
  assert.deepEqual([late.status, late.answer.headers.get('retry-after')], [429, '60'])
  world.later({ minutes: 1 })
  assert.equal(await seen(vire, figures), 200)
  world.later({ hours: 24 * 220 })
  assert.match((await problemOf(world, figures, vire)).detail, /à sa fin/)
})
