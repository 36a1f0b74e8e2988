import './tables.ts'
import { sql } from 'kysely'
import { type Agreement, findAgreement, moveAgreement, platformActor } from '#/agreements/index.ts'
import { weekOf } from '#/calendar/index.ts'
import { type Addressee, post } from '#/messages/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { addresseeKey, aroundPupil } from './around-pupil.ts'
import { presenceAskedMail } from './mails/presence-asked.ts'
import { pupilAfterMail } from './mails/pupil-after.ts'
import { pupilSoonMail } from './mails/pupil-soon.ts'
import { thanksMail } from './mails/thanks.ts'
import { welcomeMail } from './mails/welcome.ts'
import { hostContactsOf } from './placement.ts'

/** How long before the first day who comes is told. */
const daysBefore = 7
/** A placement recorded so long after its end is counted, and thanks nobody. */
const thanksForDays = 14
/** Nobody is written to before this hour of the territory's day. */
const firstHour = 8
const atOnce = 200

/** What is due of an agreement on its territory's day, and the statement that finds it by an index. */
type Due = 'start' | 'complete' | 'welcome' | 'week'

/**
 * Moves on what the territory's days moved: placements begin, end, and tell whoever must know what comes. Each agreement in a transaction
 * of its own, so that a round may stop anywhere and the next goes on. Returns how many were moved or told.
 */
export async function followPlacements(services: Services, signal?: AbortSignal): Promise<number> {
  let done = 0
  for (const due of ['start', 'complete', 'welcome', 'week'] as const) {
    for (;;) {
      const ids = await findDue(services, due)
      for (const { id, today } of ids) {
        if (signal?.aborted) return done
        await services.db.transaction().execute((tx) => handle(services, tx, { due, id, today }))
        done++
      }
      if (ids.length < atOnce) break
    }
  }
  return done
}

interface DueAgreement {
  readonly id: string
  /** Where the territory is. */
  readonly today: Temporal.PlainDate
}

async function findDue({ db, clock }: Services, due: Due): Promise<readonly DueAgreement[]> {
  const now = clock.now()
  // States as they stand in the indexes' conditions. The first day anywhere bounds the index; each territory's own day decides.
  const latest = now.toZonedDateTimeISO('Pacific/Kiritimati').toPlainDate()
  const day = sql<string>`(${now.toString()}::timestamptz at time zone t.time_zone)::date`
  const rows = await db
    .selectFrom('agreements as a')
    .innerJoin('territories as t', 't.id', 'a.territory_id')
    .select(['a.id', day.as('today')])
    .where('a.amends', 'is', null)
    .where((on) => {
      switch (due) {
        case 'start':
          return on.and([
            on('a.state', '=', sql.lit('signed')),
            on('a.first_day', '<=', latest.toString()),
            sql<boolean>`a.first_day <= ${day}`,
          ])
        case 'complete':
          return on.and([
            on('a.state', '=', sql.lit('running')),
            on('a.last_day', '<', latest.toString()),
            sql<boolean>`a.last_day < ${day}`,
          ])
        case 'welcome':
          return on.and([
            on('a.state', '=', sql.lit('signed')),
            on('a.first_day', '<=', latest.add({ days: daysBefore }).toString()),
            sql<boolean>`a.first_day - ${day} <= ${daysBefore}`,
            untold('welcome'),
          ])
        case 'week':
          return on.and([
            on('a.state', '=', sql.lit('running')),
            on('a.last_day', '>=', now.toZonedDateTimeISO('Pacific/Pago_Pago').toPlainDate().toString()),
            untold(sql`'week:' || to_char(${day}, 'IYYY"-W"IW')`),
          ])
        default:
          return due satisfies never
      }
    })
    .orderBy(due === 'start' || due === 'welcome' ? 'a.first_day' : 'a.last_day')
    .orderBy('a.id')
    .limit(atOnce)
    .execute()
  return rows.map(({ id, today }) => ({ id, today: Temporal.PlainDate.from(today) }))
}

const untold = (what: string | ReturnType<typeof sql>) =>
  sql<boolean>`not exists (select from placement_told p
    where p.territory_id = a.territory_id and p.agreement_id = a.id and p.what = ${what})`

async function handle(
  services: Services,
  tx: Db,
  { due, id, today }: DueAgreement & { readonly due: Due },
): Promise<void> {
  if (due === 'start') {
    await moveAgreement(services, tx, { agreementId: id, transition: 'start', by: platformActor })
    return
  }
  if (due === 'complete') {
    const moved = await moveAgreement(services, tx, { agreementId: id, transition: 'complete', by: platformActor })
    if (!('why' in moved)) await tellEnd(services, tx, moved.agreement, today)
    return
  }
  const agreement = await findAgreement(tx, id)
  if (!agreement) return
  const what = due === 'welcome' ? 'welcome' : `week:${weekOf(today)}`
  await tx
    .insertInto('placement_told')
    .values({
      territory_id: agreement.territoryId,
      agreement_id: id,
      what,
      at: services.clock.now().toString(),
    })
    .onConflict((on) => on.columns(['territory_id', 'agreement_id', 'what']).doNothing())
    .execute()
  const notBefore = await firstHourOf(tx, agreement, today)
  if (due === 'welcome') {
    await toHosts(agreement, (to, once) =>
      post(services, tx, welcomeMail, { to, data: { agreement: id }, once: `welcome:${id}:${once}`, notBefore }),
    )
    for (const to of await aroundPupil(tx, agreement, 'family'))
      await post(services, tx, pupilSoonMail, {
        to,
        data: { agreement: id },
        once: `pupil-soon:${id}:${addresseeKey(to)}`,
        notBefore,
      })
    return
  }
  if (!agreement.weeks.includes(weekOf(today))) return
  await toHosts(agreement, (to, once) =>
    post(services, tx, presenceAskedMail, {
      to,
      data: { agreement: id, week: weekOf(today) },
      once: `presence:${id}:${weekOf(today)}:${once}`,
      notBefore,
    }),
  )
}

async function tellEnd(services: Services, tx: Db, agreement: Agreement, today: Temporal.PlainDate): Promise<void> {
  if (Temporal.PlainDate.from(agreement.lastDay).until(today).days > thanksForDays) return
  const { id } = agreement
  const notBefore = await firstHourOf(tx, agreement, today)
  await toHosts(agreement, (to, once) =>
    post(services, tx, thanksMail, { to, data: { agreement: id }, once: `thanks:${id}:${once}`, notBefore }),
  )
  for (const to of await aroundPupil(tx, agreement, 'alone'))
    await post(services, tx, pupilAfterMail, {
      to,
      data: { agreement: id },
      once: `pupil-after:${id}:${addresseeKey(to)}`,
      notBefore,
    })
}

async function toHosts(agreement: Agreement, send: (to: Addressee, once: string) => Promise<boolean>): Promise<void> {
  const { territoryId } = agreement
  for (const { email, name } of hostContactsOf(agreement)) await send({ email, name, territoryId }, email)
}

/** This morning, where the territory is. */
async function firstHourOf(tx: Db, { territoryId }: Agreement, today: Temporal.PlainDate): Promise<Temporal.Instant> {
  const timeZone = await timeZoneOf(tx, territoryId)
  return today.toZonedDateTime({ timeZone, plainTime: { hour: firstHour } }).toInstant()
}
