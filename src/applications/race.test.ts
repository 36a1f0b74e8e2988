import assert from 'node:assert/strict'
import { findOffer } from '#/offers/index.ts'
import { openServer } from '#/platform/database.ts'
import { eachEngine, testOnServer } from '../../test/engines.ts'
import { type Market, marketWeeks, openMarket } from '../../test/market.ts'
import { answerApplication } from './answer-application.ts'
import { confirmApplication } from './confirm-application.ts'
import { cancelApplication } from './leave-application.ts'

const [first, second] = marketWeeks

/** Two hundred pupils, whom the host accepted for two weeks with few seats, all confirm at once, some of them twice. */
async function race(market: Market): Promise<void> {
  const { services, weeks, territoryId } = market
  const offerId = await market.addOffer([7, 5])
  const pupils = await market.addPupils(200)
  const accepted = await market.addApplications(
    pupils.map((pupilId) => ({ pupilId, offerId, weeks, state: 'accepted' })),
  )
  const clicks = [...accepted, ...accepted.slice(0, 20)]
  const answers = await Promise.all(
    clicks.map(({ id, version }) =>
      confirmApplication(services, { applicationId: id, version, by: market.as('pupil') }),
    ),
  )
  const won = new Set(answers.flatMap((answer) => ('application' in answer ? [answer.application.id] : [])))
  assert.equal(won.size, 5, 'as many as the scarcer week has seats')
  const lost = answers.flatMap((answer) => ('why' in answer ? [answer.why] : []))
  assert.deepEqual(new Set(lost), new Set(['full']))
  for (const [at, { id }] of accepted.slice(0, 20).entries())
    if (won.has(id))
      assert.ok('application' in answers[at]! && 'application' in answers[200 + at]!, 'both clicks are told the same')
  const offer = await findOffer(services.db, offerId)
  assert.deepEqual(
    offer?.weeks.map(({ taken }) => taken),
    [5, 5],
  )
  const held = await services.db
    .selectFrom('confirmed_weeks')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .execute()
  assert.equal(held.length, 10)
  const events = await services.db
    .selectFrom('application_events')
    .select('application_id')
    .where('transition', '=', 'confirm')
    .execute()
  assert.deepEqual(new Set(events.map(({ application_id }) => application_id)), won)
}

eachEngine('two hundred confirmations at once never give a seat twice', async ({ db }) => {
  await race(await openMarket(db))
})

testOnServer('one pupil who confirms two places of a week at once has one', async (url, t) => {
  const database = await openServer(url, 8)
  t.after(() => database.close())
  const market = await openMarket(database.db)
  const { services } = market
  for (const pupilId of await market.addPupils(12)) {
    const applications = []
    for (let place = 0; place < 4; place++) {
      const offerId = await market.addOffer([3, 3])
      const weeks = place % 2 === 0 ? [first, second] : [second]
      applications.push(await market.addApplication({ pupilId, offerId, weeks, state: 'accepted' }))
    }
    const answers = await Promise.all(
      applications.map(({ id, version }) =>
        confirmApplication(services, { applicationId: id, version, by: market.as('pupil') }),
      ),
    )
    assert.equal(answers.filter((answer) => 'application' in answer).length, 1)
  }
  const doubled = await services.db
    .selectFrom('offer_weeks')
    .select((on) => on.fn.sum<string>('taken').as('taken'))
    .executeTakeFirstOrThrow()
  const held = await services.db.selectFrom('confirmed_weeks').selectAll().execute()
  assert.equal(Number(doubled.taken), held.length)
})

testOnServer('seats that are given back while others wait and confirm go round without a deadlock', async (url, t) => {
  const database = await openServer(url, 12)
  t.after(() => database.close())
  const market = await openMarket(database.db)
  const { services } = market
  const offers = [await market.addOffer([4, 4]), await market.addOffer([4, 4]), await market.addOffer([4, 4])]
  const pupils = await market.addPupils(24)
  const [accepted, waiting] = [[], []] as [Awaited<ReturnType<Market['addApplication']>>[], string[]]
  for (const [at, pupilId] of pupils.entries()) {
    const [offerId = '', other = ''] = [offers[at % 3], offers[(at + 1) % 3]]
    const weeks = at % 2 === 0 ? [first] : [first, second]
    accepted.push(await market.addApplication({ pupilId, offerId, weeks, state: 'accepted' }))
    waiting.push((await market.addApplication({ pupilId, offerId: other, weeks: [first], state: 'waiting' })).id)
  }
  await Promise.all(
    accepted.map(async ({ id, version }) => {
      const confirmed = await confirmApplication(services, { applicationId: id, version, by: market.as('pupil') })
      if (!('application' in confirmed)) return
      await cancelApplication(services, {
        applicationId: id,
        version: confirmed.application.version,
        by: market.as('host'),
        reason: 'closed',
        words: '',
      })
    }),
  )
  const { taken } = await services.db
    .selectFrom('offer_weeks')
    .select((on) => on.fn.sum<string>('taken').as('taken'))
    .executeTakeFirstOrThrow()
  const held = await services.db.selectFrom('confirmed_weeks').selectAll().execute()
  assert.equal(Number(taken), held.length)
})

testOnServer('of two answers at once the first holds, and the other is told', async (url, t) => {
  const database = await openServer(url, 4)
  t.after(() => database.close())
  const market = await openMarket(database.db)
  const { services } = market
  const offerId = await market.addOffer([1, 1])
  for (const pupilId of await market.addPupils(10)) {
    const { id, version } = await market.addApplication({ pupilId, offerId, weeks: [first], state: 'submitted' })
    const given = { applicationId: id, by: market.as('host'), name: 'Anne', version }
    const answers = await Promise.all([
      answerApplication(services, { ...given, answer: { what: 'accept' } }),
      answerApplication(services, { ...given, answer: { what: 'refuse', reason: 'full', words: '' } }),
    ])
    assert.equal(answers.filter((answer) => 'application' in answer).length, 1)
    assert.equal(answers.filter((answer) => 'why' in answer && answer.why === 'changed').length, 1)
  }
})
