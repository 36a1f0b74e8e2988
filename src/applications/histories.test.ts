import assert from 'node:assert/strict'
import fc from 'fast-check'
import { findPupil } from '#/pupils/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { type Market, marketWeeks, openMarket } from '../../test/market.ts'
import { answerApplication } from './answer-application.ts'
import { type Application, applicationStates, weeksAtStake } from './application.ts'
import { applicationOf } from './applications.ts'
import { confirmApplication } from './confirm-application.ts'
import { cancelApplication, queueApplication, withdrawApplication } from './leave-application.ts'
import { saveDraft } from './save-draft.ts'
import { submitApplication } from './submit-application.ts'
import { transitions } from './transitions.ts'

const [pupilCount, offerCount] = [3, 3]
const weekNames: readonly string[] = marketWeeks

type Step =
  | { readonly do: 'apply'; readonly pupil: number; readonly offer: number; readonly weeks: readonly string[] }
  | {
      readonly do: 'accept' | 'counter' | 'refuse' | 'confirm' | 'queue' | 'withdraw' | 'cancel' | 'undo'
      readonly pupil: number
      readonly offer: number
      readonly weeks: readonly string[]
      /** From a form that is older than the application. */
      readonly stale: boolean
    }

const steps = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('apply' as const),
      pupil: fc.nat(pupilCount - 1),
      offer: fc.nat(offerCount - 1),
      weeks: fc.subarray([...marketWeeks], { minLength: 1 }),
    }),
    fc.record({
      do: fc.constantFrom(
        ...([
          'accept',
          'accept',
          'counter',
          'refuse',
          'confirm',
          'confirm',
          'confirm',
          'queue',
          'withdraw',
          'cancel',
          'undo',
        ] as const),
      ),
      pupil: fc.nat(pupilCount - 1),
      offer: fc.nat(offerCount - 1),
      weeks: fc.subarray([...marketWeeks], { minLength: 1 }),
      stale: fc.boolean(),
    }),
  ),
  { minLength: 10, maxLength: 40 },
)

/** The count on paper: seats, and who sits where. It knows nothing of how the application does it. */
interface Paper {
  readonly seats: readonly (readonly number[])[]
  /** `pupil/week` -> offer. */
  readonly placed: Map<string, number>
}

const freeOnPaper = ({ seats, placed }: Paper, offer: number, week: string): number =>
  (seats[offer]?.[weekNames.indexOf(week)] ?? 0) -
  [...placed].filter(([key, at]) => at === offer && key.endsWith(week)).length

eachEngine('whatever people do in whatever order, seats are what a count on paper says', async ({ db }) => {
  const market = await openMarket(db)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: offerCount, maxLength: offerCount }),
      steps,
      (seats, history) => live(market, seats, history),
    ),
    { numRuns: 6 },
  )
})

async function live(market: Market, seats: readonly (readonly number[])[], history: readonly Step[]): Promise<void> {
  const { services } = market
  const pupils = await market.addPupils(pupilCount)
  const offers: string[] = []
  for (const each of seats) offers.push(await market.addOffer(each))
  const paper: Paper = { seats, placed: new Map() }
  for (const step of history) {
    const [pupilId = '', offerId = ''] = [pupils[step.pupil], offers[step.offer]]
    if (step.do === 'apply') await apply(market, pupilId, offerId, step.weeks)
    else {
      const application = await latest(market, pupilId, offerId)
      if (application) await move(market, paper, application, step)
    }
    await agree(market, paper, { pupils, offers })
  }
  const events = await services.db.selectFrom('application_events').selectAll().execute()
  for (const { transition, from_state, to_state, by_kind } of events)
    assert.ok(
      transitions.some(
        ({ name, from, to, who }) =>
          name === transition && from.includes(from_state) && to === to_state && who.includes(by_kind),
      ),
      `${by_kind} ${transition}: ${from_state} to ${to_state}`,
    )
}

async function apply(
  { services, as }: Market,
  pupilId: string,
  offerId: string,
  weeks: readonly string[],
): Promise<void> {
  const pupil = await findPupil(services.db, pupilId)
  assert.ok(pupil)
  const form = { attrait: 'J’aime le pain.', disponibilite: '', besoins: '', dire: '', semaines: weeks }
  const saved = await saveDraft(services, { pupil, offerId, form })
  if ('why' in saved) return
  const draft = await services.db
    .selectFrom('applications')
    .select('version')
    .where('id', '=', saved.applicationId)
    .executeTakeFirstOrThrow()
  const sending = { applicationId: saved.applicationId, version: draft.version, by: as('pupil') }
  const sent = await submitApplication(services, sending)
  const again = await submitApplication(services, sending)
  assert.equal('application' in sent, 'application' in again)
}

async function move(
  market: Market,
  paper: Paper,
  application: Application,
  step: Exclude<Step, { do: 'apply' }>,
): Promise<void> {
  const { services, as } = market
  const { id, state } = application
  const given = { applicationId: id, version: step.stale ? application.version - 1 : application.version }
  const pupil = { ...given, by: as('pupil') }
  const host = { ...given, by: as('host'), name: 'Anne' }
  switch (step.do) {
    case 'accept':
      await answerApplication(services, { ...host, answer: { what: 'accept' } })
      return
    case 'counter':
      await answerApplication(services, { ...host, answer: { what: 'counter', weeks: step.weeks } })
      return
    case 'refuse':
      await answerApplication(services, { ...host, answer: { what: 'refuse', reason: 'full', words: '' } })
      return
    case 'undo':
      await answerApplication(services, { ...host, answer: { what: 'undo' } })
      return
    case 'queue':
      await queueApplication(services, pupil)
      return
    case 'withdraw':
      await withdrawApplication(services, pupil)
      return
    case 'cancel': {
      const cancelled = await cancelApplication(services, { ...given, by: as('school'), reason: 'other', words: '' })
      if (state === 'confirmed' && 'application' in cancelled)
        for (const week of application.weeks) paper.placed.delete(`${step.pupil}/${week}`)
      return
    }
    case 'confirm': {
      const weeks = weeksAtStake(application)
      const possible =
        !step.stale &&
        (state === 'accepted' || state === 'countered') &&
        weeks.every((week) => freeOnPaper(paper, step.offer, week) > 0 && !paper.placed.has(`${step.pupil}/${week}`))
      const confirmed = await confirmApplication(services, pupil)
      if (!step.stale || state !== 'confirmed')
        assert.equal('application' in confirmed && state !== 'confirmed', possible)
      if (possible) for (const week of weeks) paper.placed.set(`${step.pupil}/${week}`, step.offer)
      return
    }
    default:
      step.do satisfies never
  }
}

/** The pupil's application to the offer that moved last. */
async function latest({ services }: Market, pupilId: string, offerId: string): Promise<Application | undefined> {
  const row = await services.db
    .selectFrom('applications')
    .selectAll()
    .where('pupil_id', '=', pupilId)
    .where('offer_id', '=', offerId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && applicationOf(row)
}

async function agree(
  { services: { db } }: Market,
  paper: Paper,
  { pupils, offers }: { pupils: readonly string[]; offers: readonly string[] },
): Promise<void> {
  const weeks = await db
    .selectFrom('offer_weeks')
    .select(['offer_id', 'week', 'seats', 'taken'])
    .where('offer_id', 'in', offers)
    .execute()
  for (const { offer_id, week, seats, taken } of weeks) {
    assert.equal(seats - taken, freeOnPaper(paper, offers.indexOf(offer_id), week))
    assert.ok(taken <= seats)
  }
  const rows = await db.selectFrom('applications').selectAll().where('pupil_id', 'in', pupils).execute()
  const confirmed = rows.filter(({ state }) => state === 'confirmed')
  const sits = (row: (typeof rows)[number], week: string): string =>
    `${pupils.indexOf(row.pupil_id)}/${week} ${offers.indexOf(row.offer_id)}`
  assert.deepEqual(
    confirmed.flatMap((row) => row.weeks.map((week) => sits(row, week))).toSorted(),
    [...paper.placed].map(([key, offer]) => `${key} ${offer}`).toSorted(),
  )
  const held = await db.selectFrom('confirmed_weeks').selectAll().where('pupil_id', 'in', pupils).execute()
  assert.equal(held.length, paper.placed.size)
  // Nobody is asked about, or waits for, a week in which they are placed.
  for (const row of rows.filter(({ state }) => applicationStates[state].open))
    for (const week of weeksAtStake(applicationOf(row)))
      assert.ok(!paper.placed.has(`${pupils.indexOf(row.pupil_id)}/${week}`), `${row.state} ${week}`)
}
