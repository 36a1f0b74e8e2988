import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openServer } from '#/platform/database.ts'
import { eachEngine, testOnServer } from '../../test/engines.ts'
import { type Market, marketWeeks, openMarket } from '../../test/market.ts'
import { answerApplication } from './answer-application.ts'
import type { Application, ApplicationState } from './application.ts'
import { findApplication } from './applications.ts'
import { confirmApplication } from './confirm-application.ts'
import { cancelApplication } from './leave-application.ts'
import { sweepApplications } from './sweep-applications.ts'

const [first, second] = marketWeeks
const never = new AbortController().signal
const stateOf = async ({ services }: Market, id: string) => (await findApplication(services.db, id))?.state
const onces = async ({ services }: Market): Promise<string[]> =>
  (await services.db.selectFrom('messages').select('once').execute()).map(({ once: each }) => each).toSorted()

eachEngine(
  'a host is reminded after five and ten days, once each, and the application ends after fifteen',
  async ({ db }) => {
    const market = await openMarket(db)
    const { services } = market
    const offerId = await market.addOffer([2, 2])
    const [pupilId = ''] = await market.addPupils(1)
    const { id } = await market.addApplication({ pupilId, offerId, weeks: [first], state: 'submitted' })
    await db
      .updateTable('applications')
      .set({
        expires_at: services.clock
          .now()
          .add({ hours: 15 * 24 })
          .toString(),
      })
      .execute()
    const sweep = () => sweepApplications(services, never)
    market.later({ hours: 24 * 4 })
    assert.deepEqual(await sweep(), { expired: 0, ended: 0, reminded: 0, called: 0 })
    market.later({ hours: 24 })
    assert.deepEqual(await sweep(), { expired: 0, ended: 0, reminded: 1, called: 0 })
    assert.deepEqual(await sweep(), { expired: 0, ended: 0, reminded: 0, called: 0 }, 'as often as one likes')
    market.later({ hours: 24 * 5 })
    await Promise.all([sweep(), sweep()])
    assert.deepEqual(
      (await onces(market)).map((each) => each.split(':')[3]),
      ['host-10', 'host-5'],
    )
    market.later({ hours: 24 * 5 })
    assert.deepEqual(await sweep(), { expired: 1, ended: 0, reminded: 0, called: 0 })
    assert.equal(await stateOf(market, id), 'expired')
    assert.deepEqual(await sweep(), { expired: 0, ended: 0, reminded: 0, called: 0 })
  },
)

eachEngine('a server that was away for twelve days reminds once, not twice', async ({ db }) => {
  const market = await openMarket(db)
  const offerId = await market.addOffer([2, 2])
  const [pupilId = ''] = await market.addPupils(1)
  await market.addApplication({ pupilId, offerId, weeks: [first], state: 'read' })
  market.later({ hours: 24 * 12 })
  assert.equal((await sweepApplications(market.services, never)).reminded, 1)
  assert.equal((await sweepApplications(market.services, never)).reminded, 0)
})

eachEngine('a freed seat goes to the first of its week’s list, and on when it is not confirmed', async ({ db }) => {
  const market = await openMarket(db)
  const { services } = market
  const offerId = await market.addOffer([1, 0])
  const [holder = '', ...others] = await market.addPupils(4)
  const held = await market.addApplication({ pupilId: holder, offerId, weeks: [first], state: 'accepted' })
  const confirmed = await confirmApplication(services, { applicationId: held.id, version: 1, by: market.as('pupil') })
  assert.ok('application' in confirmed)
  const line: string[] = []
  for (const [at, pupilId] of others.entries()) {
    // The first of all waits for a week that has no seat at all: it stops nobody.
    line.push(
      (await market.addApplication({ pupilId, offerId, weeks: [at === 0 ? second : first], state: 'waiting' })).id,
    )
    market.later({ minutes: 1 })
  }
  await cancelApplication(services, {
    applicationId: held.id,
    version: confirmed.application.version,
    by: market.as('pupil'),
    reason: 'elsewhere',
    words: '',
  })
  assert.deepEqual(await Promise.all(line.map((id) => stateOf(market, id))), ['waiting', 'submitted', 'waiting'])
  assert.equal((await sweepApplications(services, never)).called, 0, 'the seat is kept for whoever was called')
  market.later({ hours: 24 * 15 })
  assert.equal((await sweepApplications(services, never)).expired, 1)
  assert.deepEqual(await Promise.all(line.map((id) => stateOf(market, id))), ['waiting', 'expired', 'submitted'])
})

eachEngine('a host that opens one more seat calls the list at the next sweep', async ({ db }) => {
  const market = await openMarket(db)
  const offerId = await market.addOffer([0, 0])
  const pupils = await market.addPupils(2)
  for (const pupilId of pupils) await market.addApplication({ pupilId, offerId, weeks: [first], state: 'waiting' })
  await db.updateTable('offer_weeks').set({ seats: 1 }).where('week', '=', first).execute()
  assert.equal((await sweepApplications(market.services, never)).called, 1)
  assert.equal((await sweepApplications(market.services, never)).called, 0)
})

eachEngine(
  'applications end with their offer, or when their pupil leaves, once nobody can take that back any more',
  async ({ db }) => {
    const market = await openMarket(db)
    const { services } = market
    const pupils = await market.addPupils(5)
    const [archived, paused] = [await market.addOffer([2, 0]), await market.addOffer([2, 0])]
    const add = (at: number, offerId: string, state: ApplicationState) =>
      market.addApplication({ pupilId: pupils[at] ?? '', offerId, weeks: [first], state })
    const ends = [
      await add(0, archived, 'read'),
      await add(1, archived, 'waiting'),
      await add(2, paused, 'accepted'),
      await add(2, archived, 'draft'),
    ]
    const stays = [
      await add(3, paused, 'submitted'),
      await add(3, archived, 'draft'),
      await add(4, archived, 'confirmed'),
    ]
    const now = services.clock.now().toString()
    await db.updateTable('offers').set({ state: 'paused', changed_at: now }).where('id', '=', paused).execute()
    await db.updateTable('offers').set({ state: 'archived', changed_at: now }).where('id', '=', archived).execute()
    await db
      .updateTable('pupils')
      .set({ left_at: now })
      .where('id', '=', pupils[2] ?? '')
      .execute()
    const sweep = async () => (await sweepApplications(services, never)).ended
    market.later({ minutes: 9 })
    assert.equal(await sweep(), 0)
    market.later({ minutes: 1 })
    const counts = await Promise.all([sweep(), sweep()])
    assert.equal(counts[0] + counts[1], 4)
    assert.equal(await sweep(), 0)
    const states = async (of: readonly Application[]) => Promise.all(of.map(({ id }) => stateOf(market, id)))
    assert.deepEqual(await states(ends), ['refused', 'refused', 'withdrawn', 'withdrawn'])
    assert.deepEqual(await states(stays), ['submitted', 'draft', 'confirmed'])
    const [closed] = await db.selectFrom('applications').selectAll().where('id', '=', ends[0]!.id).execute()
    assert.equal(closed?.reason, 'gone')
    const back = await answerApplication(services, {
      applicationId: ends[0]!.id,
      by: market.as('host'),
      name: 'Camille',
      version: closed?.version ?? 0,
      answer: { what: 'undo' },
    })
    assert.deepEqual(back, { why: 'too_late' }, 'it was no answer of the host')
  },
)

const worker = `
  import { openServer } from '#/platform/database.ts'
  import { marketServices } from './test/market.ts'
  import { sweepApplications } from '#/applications/sweep-applications.ts'
  const database = await openServer(process.argv[1], 2)
  const services = marketServices(database.db, () => Temporal.Instant.from('2026-04-13T08:00:00Z'))
  await sweepApplications(services, new AbortController().signal)
  await database.close()
`

testOnServer(
  'a sweep that is killed in the middle is taken up where it was, and nobody is told twice',
  async (url, t) => {
    const database = await openServer(url, 4)
    t.after(() => database.close())
    const market = await openMarket(database.db)
    const { services } = market
    const offerId = await market.addOffer([9, 9])
    const many = 120
    const pupils = await market.addPupils(many)
    await market.addApplications(pupils.map((pupilId) => ({ pupilId, offerId, weeks: [first], state: 'submitted' })))
    const child = spawn(process.execPath, ['--import', './src/tsx.ts', '--input-type=module', '--eval', worker, url], {
      cwd: new URL('../..', import.meta.url),
      stdio: 'inherit',
    })
    t.after(async () => void child.kill('SIGKILL'))
    const exited = once(child, 'exit')
    const told = async () => (await onces(market)).length
    while ((await told()) < 5 && child.exitCode === null) await new Promise((resolve) => setImmediate(resolve))
    child.kill('SIGKILL')
    await exited
    const before = await told()
    assert.ok(before >= 5 && before < many, `killed in the middle: ${before} of ${many}`)
    market.later({ hours: 24 * 6 })
    assert.equal((await sweepApplications(services, never)).reminded, many - before)
    const all = await onces(market)
    assert.equal(all.length, many)
    assert.equal(new Set(all).size, many)
  },
)
