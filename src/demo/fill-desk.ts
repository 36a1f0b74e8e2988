import '#/pupils/index.ts'
import { sql } from 'kysely'
import { addMeeting, addTask, coordinatorsOf, startWave } from '#/desk/index.ts'
import { enterHelp } from '#/homes/index.ts'
import { saveTarget } from '#/indicators/index.ts'
import { platformGrounds } from '#/journal/index.ts'
import { metresBetween } from '#/platform/distance.ts'
import type { Services } from '#/platform/services.ts'
import { answerProposal, proposalsOfPupil, proposeTo, type Wave } from '#/proposals/index.ts'
import { pastMoment } from './bank/past-days.ts'
import { servicesAt } from './bank/past-services.ts'
import { openDayOf } from './bank/write-by-days.ts'
import { seededRandom } from './random.ts'

const scheme = 'observation-2de'
/** Per cent placed, by a day of the year of the placements. */
const targets = [
  ['observation-2de', 95, '05-31'],
  ['observation-3e', 98, '01-31'],
  ['pfmp', 100, '05-10'],
] as const
/** Who asked for help, and for how many of them a place was found last week. */
const [askers, found] = [26, 8]
const [waveSent, answered] = [5, 3]

interface Asker {
  readonly id: string
  readonly lat: number
  readonly lon: number
}

/**
 * A desk that has been worked at: pupils who asked for help or were entered, a wave of last week with its answers, another being
 * computed, tasks and meetings. Safe to fill again: a desk that has a wave stays as it is.
 */
export async function fillDesk(
  services: Services,
  {
    territoryId,
    seed,
    weeks,
  }: { readonly territoryId: string; readonly seed: string; readonly weeks: readonly string[] },
): Promise<void> {
  const { db, clock } = services
  const begun = await db
    .selectFrom('help_waves')
    .select('id')
    .where('territory_id', '=', territoryId)
    .executeTakeFirst()
  if (begun) return
  const random = seededRandom(`${seed}/desk`)
  const at = async (daysAgo: number, who: 'pupil' | 'host'): Promise<Services> => {
    const moment = pastMoment(clock.now(), daysAgo, who, random)
    await openDayOf(db, territoryId, moment)
    return servicesAt(services, moment)
  }
  const pupils = await askersOf(services, territoryId)
  for (const [index, { id: pupilId }] of pupils.entries())
    await enterHelp(await at(6 + (index % 9), 'pupil'), { territoryId, pupilId, grounds: platformGrounds })
  const wave = await pastWave(await at(waveSent, 'host'), { territoryId, weeks })
  for (const pupil of pupils.slice(0, found)) {
    const offerId = await nearOffer(services, territoryId, weeks, pupil)
    const minutes = random.between(12, 44)
    const places =
      offerId === undefined
        ? []
        : [{ offerId, weeks, minutesOut: minutes, minutesBack: minutes + random.between(0, 6) }]
    const without = places.length > 0 ? [] : weeks.map((week) => ({ week, code: 'seats_taken', reason: '' }))
    const then = await at(waveSent, 'host')
    await db.transaction().execute((tx) => proposeTo(then, tx, wave, { pupilId: pupil.id, places, without }))
  }
  // Two agreed, one said no, a host said no, another yes.
  const says = [
    ['pupil', 'oui', 'host', 'oui'],
    ['host', 'oui', 'pupil', 'oui'],
    ['pupil', 'far'],
    ['host', 'tutor'],
    ['host', 'oui'],
  ] as const
  for (const [index, [side, said, other]] of says.entries()) {
    const pupilId = pupils[index]?.id ?? ''
    const [proposal] = await proposalsOfPupil(db, { territoryId, pupilId, limit: 1 })
    if (!proposal) continue
    for (const each of other === undefined ? [side] : [side, other])
      await answerProposal(await at(answered, each), {
        proposalId: proposal.id,
        by: { kind: each, grounds: platformGrounds },
        answer: said === 'oui' ? { what: 'agree' } : { what: 'refuse', reason: said },
      })
  }
  await openDayOf(db, territoryId, clock.now())
  await fillTasks(services, territoryId)
  await startWave(services, { territoryId, scheme, grounds: platformGrounds })
}

/** Pupils who have nothing and a home, here and there. */
async function askersOf({ db }: Services, territoryId: string): Promise<readonly Asker[]> {
  const { rows } = await sql<Asker>`
    select p.id, p.lat, p.lon from pupils p
    where p.territory_id = ${territoryId} and p.account_id is null and p.left_at is null and p.lat is not null
      and p.level = 'seconde'
      and not exists (select from exemptions e where e.territory_id = p.territory_id and e.pupil_id = p.id)
      and not exists (
        select from applications a
        where a.territory_id = p.territory_id and a.pupil_id = p.id and a.state not in ('refused', 'expired')
      )
    order by md5(p.id::text) limit ${askers}`.execute(db)
  return rows
}

async function pastWave(
  { db, clock, newId }: Services,
  { territoryId, weeks }: { readonly territoryId: string; readonly weeks: readonly string[] },
): Promise<Wave> {
  const now = clock.now()
  const answerBy = now.add({ hours: 24 * 7 })
  const [id, at] = [newId(), now.toString()]
  await db
    .insertInto('help_waves')
    .values({
      ...{ territory_id: territoryId, id, scheme, number: 1, campaign_id: '', run_id: '', weeks: [...weeks] },
      ...{ started_by: null, started_at: at, sent_by: null, sent_at: at, answer_by: answerBy.toString() },
      ...{ gone_at: at, dropped_at: null },
    })
    .execute()
  return {
    ...{ territoryId, id, scheme, number: 1, campaignId: '', runId: '', weeks, state: 'going' },
    ...{ startedAt: now, sentAt: now, answerBy, failure: undefined, hasRun: false },
  }
}

/** The nearest offer with a free seat in every week, open to anyone. */
async function nearOffer(
  { db }: Services,
  territoryId: string,
  weeks: readonly string[],
  { lat, lon }: Asker,
): Promise<string | undefined> {
  const { rows } = await sql<Asker>`
    select o.id, o.lat, o.lon from offers o
    where o.territory_id = ${territoryId} and o.state = 'published' and ${scheme} = any (o.schemes)
      and o.lat between ${lat - 0.15} and ${lat + 0.15} and o.lon between ${lon - 0.2} and ${lon + 0.2}
      and cardinality(o.reserved_schools) = 0 and o.min_priority is null and o.group_min is null
      and (
        select count(*) from offer_weeks w
        where w.territory_id = o.territory_id and w.offer_id = o.id and w.week = any (${[...weeks]}::text[])
          and not w.closed and w.taken < w.seats
      ) = ${weeks.length}
    limit 200`.execute(db)
  const near = rows.toSorted(
    (a, b) => metresBetween(lat, lon, a.lat, a.lon) - metresBetween(lat, lon, b.lat, b.lon) || (a.id < b.id ? -1 : 1),
  )
  return near[0]?.id
}

/** What the coordination noted for the coming days. */
async function fillTasks(services: Services, territoryId: string): Promise<void> {
  const { db, clock, newId } = services
  const now = clock.now()
  const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const [first] = await coordinatorsOf(db, territoryId, now)
  if (!first) return
  const by = first.accountId
  const schools = await db
    .selectFrom('schools')
    .select(['uai', 'name'])
    .where('territory_id', '=', territoryId)
    .orderBy('uai')
    .limit(2)
    .execute()
  const hosts = await db
    .selectFrom('hosts')
    .select('id')
    .where('territory_id', '=', territoryId)
    .orderBy('id')
    .limit(2)
    .execute()
  // What the coordination wants to reach.
  const summer = today.month > 8 ? today.year + 1 : today.year
  for (const [aimed, share, day] of targets) {
    const byDay = Temporal.PlainDate.from(`${summer}-${day}`)
    await saveTarget(services, { territoryId, scheme: aimed, by }, { share, byDay })
  }
  const subject = (kind: 'school' | 'host', id: string | undefined) => (id === undefined ? undefined : { kind, id })
  const tasks = [
    ['Demander deux places de plus', subject('host', hosts[0]?.id), by, -1],
    ['Appeler pour les élèves sans solution', subject('school', schools[0]?.uai), by, 1],
    ['Relire la liste des élèves hors d’atteinte', undefined, by, 3],
    ['Proposer une visite de l’atelier', subject('host', hosts[1]?.id), undefined, 8],
  ] as const
  for (const [title, about, assignedTo, days] of tasks)
    await addTask(services, {
      ...{ territoryId, id: newId(), by },
      content: { title, notes: '', subject: about, assignedTo, dueOn: today.add({ days }) },
    })
  const meetings = [
    ['Point avec les DDFPT du bassin', schools[0]?.name ?? 'Au lycée', 4, 14],
    ['Petit déjeuner des entreprises', 'Chambre de commerce, salle 2', 9, 8],
    ['Bilan des places de juin', 'En visioconférence', 23, 10],
  ] as const
  for (const [title, place, days, hour] of meetings)
    await addMeeting(services, {
      ...{ territoryId, id: newId(), by },
      content: {
        ...{ title, place, minutes: 90, people: '', notes: '' },
        startsAt: today
          .add({ days })
          .toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: Temporal.PlainTime.from({ hour }) })
          .toInstant(),
      },
    })
}
