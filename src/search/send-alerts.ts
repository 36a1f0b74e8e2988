import './tables.ts'
import { weekOf } from '#/calendar/index.ts'
import { post } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { findPupil, pupilOfAccount, pupilsOfRepresentative } from '#/pupils/index.ts'
import { readCriteria } from './criteria.ts'
import { newOffersMail } from './mails/new-offers.ts'
import { searchOffers } from './search-offers.ts'
import { seekerAmong, seekerFor } from './seeker.ts'
import { travelOf } from './travel.ts'

/** An account has one round a day: what came since is one letter. */
const everyHours = 20
const atOnce = 100
/** Of one search in one letter. */
const mostTold = 20

interface Due {
  readonly territory_id: string
  readonly account_id: string
}

/** Looks at the searches that are due: those of one account and territory together, one transaction each. Returns how many letters it posted. */
export async function sendAlerts(services: Services, signal?: AbortSignal): Promise<number> {
  const { db, clock } = services
  const until = clock.now().subtract({ hours: everyHours }).toString()
  let posted = 0
  for (;;) {
    signal?.throwIfAborted()
    const due: Due[] = await db
      .selectFrom('saved_searches')
      .select(['territory_id', 'account_id'])
      .distinct()
      .where('stopped_at', 'is', null)
      .where((eb) => eb('looked_at', '<=', eb.cast<Temporal.Instant>(eb.val(until), 'timestamptz')))
      .orderBy('territory_id')
      .orderBy('account_id')
      .limit(atOnce)
      .execute()
    for (const each of due) {
      signal?.throwIfAborted()
      if (await lookFor(services, each, until)) posted++
    }
    if (due.length < atOnce) return posted
  }
}

/** Tells one person what is new for all their searches. What was looked at, what was told and the letter stand or fall together. */
async function lookFor(services: Services, { territory_id, account_id }: Due, until: string): Promise<boolean> {
  const { db, clock } = services
  const now = clock.now()
  const searches = await db
    .selectFrom('saved_searches')
    .selectAll()
    .where('territory_id', '=', territory_id)
    .where('account_id', '=', account_id)
    .where('stopped_at', 'is', null)
    .orderBy('saved_at')
    .execute()
  const pupil = await pupilOfAccount(db, account_id)
  const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const own = pupil?.territoryId === territory_id ? await findPupil(db, pupil.id) : undefined
  const pupilSeeker = own && (await seekerFor(db, own, weekOf(today)))
  const children = (await pupilsOfRepresentative(db, account_id)).filter((child) => child.territoryId === territory_id)
  const found: { search: string; offers: string[] }[] = []
  for (const search of searches) {
    const criteria = readCriteria(new URLSearchParams(search.query))
    const seeker = pupilSeeker ?? (await seekerAmong(db, children, { thisWeek: weekOf(today), child: criteria.child }))
    // Here one can wait until the timetables are read.
    if (criteria.minutes !== undefined) await travelOf(services).ready(territory_id)
    const { results } = await searchOffers(services, {
      territoryId: territory_id,
      criteria: { ...criteria, after: undefined, sort: 'date' },
      seeker,
      limit: mostTold,
      since: since(search),
    })
    found.push({ search: search.id, offers: results.map(({ offer }) => offer.id) })
  }
  return db.transaction().execute(async (tx) => {
    const locked = await tx
      .selectFrom('saved_searches')
      .select('id')
      .where('territory_id', '=', territory_id)
      .where('account_id', '=', account_id)
      .where('stopped_at', 'is', null)
      .where((eb) => eb('looked_at', '<=', eb.cast<Temporal.Instant>(eb.val(until), 'timestamptz')))
      .orderBy('id')
      .forUpdate()
      .execute()
    // Another process did it meanwhile.
    if (locked.length === 0) return false
    await tx
      .updateTable('saved_searches')
      .set({ looked_at: now.toString() })
      .where('territory_id', '=', territory_id)
      .where('account_id', '=', account_id)
      .where('stopped_at', 'is', null)
      .execute()
    const fresh: { search: string; offers: string[] }[] = []
    for (const { search, offers } of found) {
      if (offers.length === 0) continue
      const told = await tx
        .insertInto('told_offers')
        .values(offers.map((offer_id) => ({ territory_id, account_id, offer_id, told_at: now.toString() })))
        .onConflict((on) => on.doNothing())
        .returning('offer_id')
        .execute()
      const news = new Set(told.map(({ offer_id }) => offer_id))
      if (news.size > 0) fresh.push({ search, offers: offers.filter((offer) => news.has(offer)) })
    }
    if (fresh.length === 0) return false
    return post(services, tx, newOffersMail, {
      to: { accountId: account_id, territoryId: territory_id },
      data: { territoryId: territory_id, accountId: account_id, found: fresh },
      once: `search:${account_id}:${today.toString()}`,
    })
  })
}

/** An offer may be published in a transaction that ended after the last look: an hour is looked at twice, and told once. */
function since({ saved_at, looked_at }: { readonly saved_at: Temporal.Instant; readonly looked_at: Temporal.Instant }) {
  const overlap = looked_at.subtract({ hours: 1 })
  return Temporal.Instant.compare(overlap, saved_at) > 0 ? overlap : saved_at
}
