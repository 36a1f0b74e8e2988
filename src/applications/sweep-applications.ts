import './tables.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Application } from './application.ts'
import { lockApplication } from './applications.ts'
import { dueReminder, type Reminder, reminders } from './deadlines.ts'
import { endOrphan, orphanIds } from './end-orphans.ts'
import { type MoveServices, moveApplication, platformActor } from './move-application.ts'
import { askHost, tellPupil } from './tell.ts'
import { transitionOf } from './transitions.ts'
import { callWaiting } from './waiting-list.ts'

/** Read at once; each is then done in a transaction of its own, so that what was done before a crash stays done and is not done again. */
const atOnce = 200

export interface Swept {
  readonly expired: number
  /** With their offer, or at the pupil's leaving. */
  readonly ended: number
  readonly reminded: number
  readonly called: number
}

/**
 * What time does to applications: those whose last day has passed, whose offer ended or whose pupil left end, those who are waited for are reminded, and those who wait for a
 * seat that came free are called. Safe to run at any time, as often as one likes, twice at once, and after a crash in the middle.
 */
export async function sweepApplications(services: MoveServices, signal: AbortSignal): Promise<Swept> {
  const expired = await eachBatch(
    signal,
    (after) => expiredIds(services, after),
    (id) => expire(services, id),
  )
  const ended = await eachBatch(
    signal,
    (after) => orphanIds(services, { after, limit: atOnce }),
    (id) => endOrphan(services, id),
  )
  let reminded = 0
  for (const reminder of reminders)
    reminded += await eachBatch(
      signal,
      (after) => remindedIds(services, reminder, after),
      (id) => remind(services, id, reminder),
    )
  const called = await eachBatch(
    signal,
    (after) => calledOffers(services.db, after),
    async (offerId) => {
      const offer = await services.db
        .selectFrom('offers')
        .select('territory_id')
        .where('id', '=', offerId)
        .executeTakeFirstOrThrow()
      const where = { territoryId: offer.territory_id, offerId }
      return services.db.transaction().execute((tx) => callWaiting(services, tx, where))
    },
  )
  return { expired, ended, reminded, called }
}

/** Goes through all ids, batch by batch; `act` says how many times it did something. */
async function eachBatch(
  signal: AbortSignal,
  read: (after: string | undefined) => Promise<readonly string[]>,
  act: (id: string) => Promise<number>,
): Promise<number> {
  let count = 0
  for (let after: string | undefined; ; ) {
    const ids = await read(after)
    for (const id of ids) {
      signal.throwIfAborted()
      count += await act(id)
    }
    if (ids.length < atOnce) return count
    after = ids.at(-1)
  }
}

async function expiredIds({ db, clock }: MoveServices, after: string | undefined): Promise<readonly string[]> {
  let query = db.selectFrom('applications').select('id').where('expires_at', '<=', moment(clock.now()))
  if (after !== undefined) query = query.where('id', '>', after)
  return (await query.orderBy('id').limit(atOnce).execute()).map(({ id }) => id)
}

async function expire(services: MoveServices, id: string): Promise<number> {
  return services.db.transaction().execute(async (tx) => {
    const application = await lockApplication(tx, id)
    if (!application?.expiresAt || !transitionOf('expire').from.includes(application.state)) return 0
    if (Temporal.Instant.compare(application.expiresAt, services.clock.now()) > 0) return 0
    const expired = await moveApplication(services, tx, application, { transition: 'expire', by: platformActor })
    // A seat was kept for it.
    if (application.calledAt) await callWaiting(services, tx, expired)
    return 1
  })
}

/** Those for whom this step is the latest due, and who were not reminded of it yet. */
async function remindedIds(
  { db, clock }: MoveServices,
  { step, states, afterDays }: Reminder,
  after: string | undefined,
): Promise<readonly string[]> {
  const now = clock.now()
  const later = reminders.find((other) => other.states.join() === states.join() && other.afterDays > afterDays)
  let query = db
    .selectFrom('applications as a')
    .select('a.id')
    .where('a.state', 'in', states)
    .where('a.waits_since', '<=', moment(now.subtract({ hours: 24 * afterDays })))
    .where((on) =>
      on.not(
        on.exists(
          on
            .selectFrom('application_steps as s')
            .select('s.step')
            .whereRef('s.territory_id', '=', 'a.territory_id')
            .whereRef('s.application_id', '=', 'a.id')
            .whereRef('s.version', '=', 'a.version')
            .where('s.step', '=', step),
        ),
      ),
    )
  if (later) query = query.where('a.waits_since', '>', moment(now.subtract({ hours: 24 * later.afterDays })))
  if (after !== undefined) query = query.where('a.id', '>', after)
  return (await query.orderBy('a.id').limit(atOnce).execute()).map(({ id }) => id)
}

async function remind(services: MoveServices, id: string, reminder: Reminder): Promise<number> {
  return services.db.transaction().execute(async (tx) => {
    const now = services.clock.now()
    const application = await lockApplication(tx, id)
    if (!application || dueReminder(application.state, application.waitsSince, now)?.step !== reminder.step) return 0
    if (!(await takeStep(tx, application, reminder.step, now))) return 0
    if (reminder.step === 'host-5' || reminder.step === 'host-10')
      await askHost(services, tx, application, reminder.step)
    else await tellPupil(services, tx, application, reminder.step)
    return 1
  })
}

/** Whether this transaction is the one that takes the step. */
async function takeStep(tx: Db, application: Application, step: string, now: Temporal.Instant): Promise<boolean> {
  const taken = await tx
    .insertInto('application_steps')
    .values({
      territory_id: application.territoryId,
      application_id: application.id,
      version: application.version,
      step,
      at: now.toString(),
    })
    .onConflict((on) => on.doNothing())
    .returning('step')
    .executeTakeFirst()
  return taken !== undefined
}

/** Offers for which someone waits and that have a seat in a week waited for. */
async function calledOffers(db: Db, after: string | undefined): Promise<readonly string[]> {
  let query = db
    .selectFrom('applications as a')
    .innerJoin('offer_weeks as w', (on) =>
      on.onRef('w.territory_id', '=', 'a.territory_id').onRef('w.offer_id', '=', 'a.offer_id'),
    )
    .select('a.offer_id')
    .distinct()
    .where('a.state', '=', 'waiting')
    .where('w.closed', '=', false)
    .whereRef('w.taken', '<', 'w.seats')
  if (after !== undefined) query = query.where('a.offer_id', '>', after)
  return (await query.orderBy('a.offer_id').limit(atOnce).execute()).map(({ offer_id }) => offer_id)
}
