import assert from 'node:assert/strict'
import fc from 'fast-check'
import { answerApplication, cancelApplication, confirmApplication } from '#/applications/index.ts'
import { sweepApplications } from '#/applications/sweep-applications.ts'
import { type Db, openServer } from '#/platform/database.ts'
import { randomId } from '#/platform/identifiers.ts'
import { eachEngine, testOnServer } from '../../test/engines.ts'
import { type Market, marketWeeks, openMarket } from '../../test/market.ts'
import { answerProposal } from './answer-proposal.ts'
import type { Actor } from './move-proposal.ts'
import { openStates, type Side } from './proposal.ts'
import { proposalsOfPupil } from './proposals.ts'
import { proposeTo } from './propose-places.ts'
import { sweepProposals } from './sweep-proposals.ts'
import type { Wave } from './waves.ts'
import { withdrawProposal } from './withdraw-proposal.ts'

const [first, second] = marketWeeks
const by = <Kind extends Actor['kind']>(kind: Kind) => ({
  kind,
  grounds: { by: undefined, role: kind === 'pupil' || kind === 'host' ? kind : undefined, why: 'test' },
})
const never = new AbortController().signal

const waveNow = ({ territoryId, services, weeks }: Market): Wave => ({
  territoryId,
  id: randomId(),
  scheme: 'observation-2de',
  number: 1,
  campaignId: randomId(),
  runId: randomId(),
  weeks,
  state: 'going',
  startedAt: services.clock.now(),
  sentAt: services.clock.now(),
  answerBy: services.clock.now().add({ hours: 24 * 7 }),
  failure: undefined,
  hasRun: false,
})

async function helped(market: Market, count: number): Promise<readonly string[]> {
  const ids = await market.addPupils(count)
  await market.services.db
    .insertInto('help_requests')
    .values(
      ids.map((id) => ({
        territory_id: market.territoryId,
        id: randomId(),
        pupil_id: id,
        consent: 'test',
        asked_at: market.services.clock.now().toString(),
        withdrawn_at: null,
      })),
    )
    .execute()
  return ids
}

const propose = (market: Market, wave: Wave, pupilId: string, offerId: string, weeks: readonly string[]) =>
  market.services.db.transaction().execute((tx) =>
    proposeTo(market.services, tx, wave, {
      pupilId,
      places: [{ offerId, weeks, minutesOut: 12, minutesBack: 15 }],
      without: [],
    }),
  )

const answer = ({ services }: Market, proposalId: string, side: Side, yes: boolean) =>
  answerProposal(services, {
    proposalId,
    by: by(side),
    answer: yes ? { what: 'agree' } : { what: 'refuse', reason: 'other' },
  })

/** Seats that stand as taken are those of open proposals and of confirmed weeks, offer by offer and week by week. */
async function agree(db: Db): Promise<void> {
  const taken = await db.selectFrom('offer_weeks').select(['offer_id', 'week', 'taken', 'seats']).execute()
  const open = await db
    .selectFrom('proposals')
    .select(['offer_id', 'weeks', 'pupil_id'])
    .where('state', 'in', openStates)
    .execute()
  const held = await db
    .selectFrom('confirmed_weeks as w')
    .innerJoin('applications as a', 'a.id', 'w.application_id')
    .select(['a.offer_id', 'w.week'])
    .execute()
  for (const { offer_id, week, taken: count, seats } of taken) {
    const wanted =
      open.filter((each) => each.offer_id === offer_id && each.weeks.includes(week)).length +
      held.filter((each) => each.offer_id === offer_id && each.week === week).length
    assert.equal(count, wanted, `${offer_id} ${week}`)
    assert.ok(count <= seats)
  }
  const confirmed = await db.selectFrom('proposals').select('application_id').where('state', '=', 'confirmed').execute()
  for (const { application_id } of confirmed) assert.ok(application_id)
  const keys = open.flatMap(({ pupil_id, weeks }) => weeks.map((week) => `${pupil_id} ${week}`))
  assert.equal(new Set(keys).size, keys.length, 'two places are held for one pupil in one week')
}

const step = fc.oneof(
  fc.record({
    do: fc.constant('propose' as const),
    pupil: fc.nat(2),
    offer: fc.nat(1),
    weeks: fc.subarray([...marketWeeks], { minLength: 1 }),
  }),
  fc.record({
    do: fc.constantFrom('agree' as const, 'agree' as const, 'refuse' as const),
    side: fc.constantFrom('pupil' as const, 'host' as const),
    pupil: fc.nat(2),
  }),
  fc.record({ do: fc.constantFrom('withdraw' as const, 'cancel' as const, 'elsewhere' as const), pupil: fc.nat(2) }),
  fc.record({ do: fc.constantFrom('later' as const, 'sweep' as const), pupil: fc.constant(0) }),
)

eachEngine('whatever is proposed, answered, overtaken or left, each seat has one owner', async ({ db }) => {
  const market = await openMarket(db)
  const { services } = market
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 2, maxLength: 2 }),
      fc.array(step, { minLength: 8, maxLength: 25 }),
      async (seats, steps) => {
        const pupils = await helped(market, 3)
        const offers = [await market.addOffer(seats[0] ?? []), await market.addOffer(seats[1] ?? [])]
        for (const each of steps) {
          const pupilId = pupils[each.pupil] ?? ''
          const [latest] = await proposalsOfPupil(db, { territoryId: market.territoryId, pupilId, limit: 1 })
          if (each.do === 'propose') {
            const wave = waveNow(market)
            await propose(market, wave, pupilId, offers[each.offer] ?? '', each.weeks)
            // The job starts again from the start after a crash.
            await propose(market, wave, pupilId, offers[each.offer] ?? '', each.weeks)
          } else if (each.do === 'agree' || each.do === 'refuse') {
            if (latest) {
              const said = await answer(market, latest.id, each.side, each.do === 'agree')
              const again = await answer(market, latest.id, each.side, each.do === 'agree')
              if ('proposal' in said && said.proposal.state !== 'withdrawn') assert.deepEqual(again, said)
            }
          } else if (each.do === 'withdraw') {
            if (latest) await withdrawProposal(services, { proposalId: latest.id, by: by('coordinator') })
          } else if (each.do === 'elsewhere') await placeElsewhere(market, pupilId, offers[0] ?? '')
          else if (each.do === 'cancel') await cancelOne(market, pupilId)
          else if (each.do === 'later') market.later({ hours: 24 * 3 })
          else await sweepProposals(services, never)
          await agree(db)
        }
        market.later({ hours: 24 * 8 })
        await sweepProposals(services, never)
        await sweepApplications(services, never)
        const left = await db.selectFrom('proposals').select('id').where('state', 'in', openStates).execute()
        assert.equal(left.length, 0)
        await agree(db)
      },
    ),
    { numRuns: 6 },
  )
})

async function placeElsewhere(market: Market, pupilId: string, offerId: string): Promise<void> {
  const { services, as } = market
  const open = await services.db
    .selectFrom('applications')
    .select('id')
    .where('pupil_id', '=', pupilId)
    .where('state', 'not in', ['confirmed', 'refused', 'withdrawn', 'expired', 'cancelled'])
    .executeTakeFirst()
  if (open) return
  const { id, version } = await market.addApplication({ pupilId, offerId, weeks: [first], state: 'submitted' })
  const yes = await answerApplication(services, {
    ...{ applicationId: id, by: as('host'), name: 'Anne', version },
    answer: { what: 'accept' },
  })
  if ('application' in yes)
    await confirmApplication(services, { applicationId: id, version: yes.application.version, by: as('pupil') })
}

async function cancelOne({ services, as }: Market, pupilId: string): Promise<void> {
  const found = await services.db
    .selectFrom('applications')
    .select(['id', 'version'])
    .where('pupil_id', '=', pupilId)
    .where('state', '=', 'confirmed')
    .executeTakeFirst()
  if (found)
    await cancelApplication(services, {
      ...{ applicationId: found.id, version: found.version, by: as('school'), reason: 'other', words: '' },
    })
}

async function race(market: Market): Promise<void> {
  const { services } = market
  const pupils = await helped(market, 24)
  const offerId = await market.addOffer([3, 2])
  // The territory's wave and that of a bassin, which overlap, each sent twice over.
  const waves = [waveNow(market), { ...waveNow(market), bassin: 'vire' }]
  await Promise.all(
    pupils.flatMap((pupilId, at) => {
      const weeks = at % 2 === 0 ? [first] : [second]
      return [...waves, ...waves].map((wave) => propose(market, wave, pupilId, offerId, weeks))
    }),
  )
  const sent = await services.db.selectFrom('proposals').select(['id', 'pupil_id']).execute()
  assert.equal(sent.length, 5)
  assert.equal(new Set(sent.map(({ pupil_id }) => pupil_id)).size, 5)
  await agree(services.db)
  const answers = await Promise.all(
    sent.flatMap(({ id }, at) => [
      answer(market, id, 'pupil', true),
      answer(market, id, 'host', at !== 0),
      answer(market, id, 'pupil', true),
      sweepProposals(services, never),
    ]),
  )
  assert.ok(answers.length === 20)
  const states = await services.db.selectFrom('proposals').select('state').execute()
  assert.deepEqual(states.map(({ state }) => state).toSorted(), [
    ...['confirmed', 'confirmed', 'confirmed', 'confirmed'],
    'refused',
  ])
  await agree(services.db)
}

eachEngine(
  'of 24 who are proposed the last seats at once by two waves, five have one, and answers count once',
  async ({ db }) => race(await openMarket(db)),
)

testOnServer('the same on twelve connections', async (url) => {
  const database = await openServer(url, 12)
  try {
    await race(await openMarket(database.db))
  } finally {
    await database.close()
  }
})
