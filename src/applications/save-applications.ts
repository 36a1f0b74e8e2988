import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { Application } from './application.ts'
import { reminders } from './deadlines.ts'
import { type Move, moved } from './move-application.ts'
import type { ApplicationEventFacts } from './tables.ts'
import { type TransitionName, transitionOf } from './transitions.ts'

/** One row of the table that an application went along. */
export interface PastStep {
  readonly transition: TransitionName
  readonly at: Temporal.Instant
  /** Weeks of `counter` and `confirm`, reason of `refuse` and `cancel`, words. */
  readonly facts?: ApplicationEventFacts
}

/** An application with all that happened to it, the oldest first. */
export interface PastApplication
  extends Pick<
    Application,
    'id' | 'pupilId' | 'classId' | 'school' | 'offerId' | 'hostId' | 'scheme' | 'weeks' | 'answers'
  > {
  readonly writtenAt: Temporal.Instant
  readonly steps: readonly PastStep[]
}

const atOnce = 2000

/**
 * Writes many applications with their past, in the caller's transaction: for the demonstration and the exchange. Each past is led along
 * the table of transitions, and a step that the table does not know throws. Confirmed ones take their seats, which the offers must have:
 * the database refuses one too many. Nobody is told. Those that are there already go on with what they have not lived yet; a place that is
 * confirmed stays as it is.
 */
export async function saveApplications(
  tx: Db,
  {
    territoryId,
    timeZone,
    now,
    applications,
  }: {
    readonly territoryId: string
    readonly timeZone: string
    readonly now: Temporal.Instant
    readonly applications: readonly PastApplication[]
  },
): Promise<void> {
  for (let start = 0; start < applications.length; start += atOnce) {
    const part = applications.slice(start, start + atOnce).map((past) => live(past, { territoryId, timeZone }))
    const added = await insertApplications(tx, territoryId, part)
    const fresh = part.filter(({ application }) => added.has(application.id))
    await insertEvents(tx, territoryId, fresh)
    await takePlaces(tx, territoryId, fresh)
    await skipReminders(tx, territoryId, fresh, now)
  }
}

interface Lived {
  readonly application: Application
  readonly events: readonly { readonly before: Application; readonly after: Application; readonly step: PastStep }[]
}

/** The application as its past made it. */
function live(past: PastApplication, { territoryId, timeZone }: { territoryId: string; timeZone: string }): Lived {
  const { steps, writtenAt, ...given } = past
  let application: Application = {
    ...given,
    territoryId,
    state: 'draft',
    proposedWeeks: undefined,
    reason: undefined,
    submittedAt: undefined,
    since: writtenAt,
    waitsSince: writtenAt,
    expiresAt: undefined,
    revealedAt: undefined,
    calledAt: undefined,
    acceptedAt: undefined,
    version: 1,
  }
  const events = steps.map((step) => {
    const before = application
    if (!transitionOf(step.transition).from.includes(before.state))
      throw new RangeError(`application ${past.id} cannot ${step.transition} from ${before.state}`)
    const { transition, at } = step
    application = moved(before, { transition, set: changes[transition]?.(step, before) ?? {}, now: at, timeZone })
    return { before, after: application, step }
  })
  return { application, events }
}

/** What the use case of a transition changes beside the state. */
const changes: {
  readonly [Name in TransitionName]?: (step: PastStep, before: Application) => NonNullable<Move['set']>
} = {
  submit: ({ at }) => ({ revealedAt: at }),
  queue: ({ at }, { revealedAt }) => ({ revealedAt: revealedAt ?? at }),
  accept: ({ at }, { revealedAt }) => ({ acceptedAt: at, revealedAt: revealedAt ?? at }),
  counter: ({ at, facts }, { revealedAt }) => ({ proposedWeeks: facts?.weeks, revealedAt: revealedAt ?? at }),
  place: ({ facts }, { weeks }) => ({ weeks: facts?.weeks ?? weeks, proposedWeeks: undefined }),
  confirm: ({ facts }, { weeks }) => ({ weeks: facts?.weeks ?? weeks, proposedWeeks: undefined }),
  refuse: ({ facts }) => ({ reason: facts?.reason }),
  cancel: ({ facts }) => ({ reason: facts?.reason }),
}

async function insertApplications(tx: Db, territoryId: string, part: readonly Lived[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into applications (territory_id, id, pupil_id, class_id, school, offer_id, host_id, scheme, weeks, state, answers,
      proposed_weeks, reason, submitted_at, since, waits_since, expires_at, revealed_at, accepted_at, version)
    select ${territoryId}, id, "pupilId", "classId", school, "offerId", "hostId", scheme, weeks, state, answers,
      "proposedWeeks", reason, "submittedAt", since, "waitsSince", "expiresAt", "revealedAt", "acceptedAt", version
    from jsonb_to_recordset(${JSON.stringify(part.map(({ application }) => application))}::jsonb) as given (
      id uuid, "pupilId" uuid, "classId" uuid, school text, "offerId" uuid, "hostId" uuid, scheme text, weeks text[],
      state text, answers jsonb, "proposedWeeks" text[], reason text, "submittedAt" timestamptz, since timestamptz,
      "waitsSince" timestamptz, "expiresAt" timestamptz, "revealedAt" timestamptz, "acceptedAt" timestamptz, version int)
    on conflict (territory_id, id) do update set state = excluded.state, proposed_weeks = excluded.proposed_weeks,
      weeks = excluded.weeks, reason = excluded.reason, submitted_at = excluded.submitted_at, since = excluded.since,
      waits_since = excluded.waits_since, expires_at = excluded.expires_at, revealed_at = excluded.revealed_at,
      accepted_at = excluded.accepted_at, version = excluded.version
    where applications.version < excluded.version and applications.state <> 'confirmed'
    returning id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

async function insertEvents(tx: Db, territoryId: string, part: readonly Lived[]): Promise<void> {
  const events = part.flatMap((lived) =>
    lived.events.map(({ before, after, step: { transition, at, facts = {} } }) => ({
      application: after.id,
      version: after.version,
      transition,
      at,
      from: before.state,
      to: after.state,
      by: transitionOf(transition).who[0],
      facts,
    })),
  )
  await sql`
    insert into application_events (territory_id, application_id, version, transition, at, from_state, to_state, by_kind, facts)
    select ${territoryId}, application, version, transition, at, "from", "to", by, facts
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as given (
      application uuid, version int, transition text, at timestamptz, "from" text, "to" text, by text, facts jsonb)
    on conflict do nothing`.execute(tx)
}

/** The pupils' weeks and the offers' seats: the same number, always. */
async function takePlaces(tx: Db, territoryId: string, part: readonly Lived[]): Promise<void> {
  const places = part.flatMap(({ application: { id, pupilId, offerId, weeks, state } }) =>
    state === 'confirmed'
      ? weeks.map((week) => ({ application: id, pupil: pupilId, offer: offerId, week, key: `${offerId} ${week}` }))
      : [],
  )
  await sql`
    insert into confirmed_weeks (territory_id, pupil_id, week, application_id)
    select ${territoryId}, pupil, week, application
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as given (application uuid, pupil uuid, week text)`.execute(
    tx,
  )
  const seats = [...Map.groupBy(places, ({ key }) => key).values()].flatMap((held) =>
    held[0] ? [{ offer: held[0].offer, week: held[0].week, count: held.length }] : [],
  )
  const { numAffectedRows = 0n } = await sql`
    update offer_weeks w set taken = w.taken + given.count
    from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) as given (offer uuid, week text, count int)
    where w.territory_id = ${territoryId} and w.offer_id = given.offer and w.week = given.week`.execute(tx)
  if (Number(numAffectedRows) !== seats.length) throw new RangeError('A confirmed week is not one of its offer')
}

/** Reminders whose day has passed are history too: the next sweep does not send them. */
async function skipReminders(
  tx: Db,
  territoryId: string,
  part: readonly Lived[],
  now: Temporal.Instant,
): Promise<void> {
  const steps = part.flatMap(({ application: { id, version, state, waitsSince } }) =>
    reminders.flatMap(({ step, states, afterDays }) => {
      const at = waitsSince.add({ hours: 24 * afterDays })
      return states.includes(state) && Temporal.Instant.compare(at, now) <= 0
        ? [{ application: id, version, step, at }]
        : []
    }),
  )
  await sql`
    insert into application_steps (territory_id, application_id, version, step, at)
    select ${territoryId}, application, version, step, at
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as given (
      application uuid, version int, step text, at timestamptz)`.execute(tx)
}
