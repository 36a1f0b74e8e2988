import './tables.ts'
import { sql } from 'kysely'
import { type Deed, type Grounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { seatsOpened } from './events.ts'
import { contentOf, freeSeatsOf, type Offer, type OfferContent, type OfferWeek } from './offer.ts'
import { contentRow } from './offer-row.ts'
import { lockOffer } from './offers.ts'
import type { OfferState } from './tables.ts'

/** What was done to an offer, for its journal. */
export type OfferDeed =
  | 'created'
  | 'edited'
  | 'seats'
  | 'published'
  | 'waiting'
  | 'asked'
  | 'refused'
  | 'paused'
  | 'archived'
  | 'draft'
  | 'imported'
  | 'undone'

export interface SaveOffer {
  readonly territoryId: string
  /** A new one without it. */
  readonly id?: string
  readonly hostId: string
  readonly content: OfferContent
  readonly state: OfferState
  readonly grounds: Grounds
  readonly deed: OfferDeed
  /** How the journal says it, where the table of deeds below does not fit: what the coordination does. */
  readonly said?: Deed
  /** Of the offer that the change was made on; undefined to create it. */
  readonly version: number | undefined
  readonly origin?: string
  readonly reference?: string | undefined
}

export type OfferSaved =
  | { readonly saved: true; readonly id: string; readonly version: number }
  /** Somebody changed it meanwhile: nothing was written, here is what stands. */
  | { readonly saved: false; readonly why: 'stale'; readonly offer: Offer }
  /** Seats are taken that the new content would remove. */
  | { readonly saved: false; readonly why: 'taken'; readonly weeks: readonly OfferWeek[] }
  | { readonly saved: false; readonly why: 'unknown' }

/** How the journal says each deed. */
const said: Readonly<Record<OfferDeed, Deed>> = {
  created: 'offer.added',
  edited: 'offer.changed',
  seats: 'offer.seats-changed',
  published: 'offer.shown',
  waiting: 'offer.sent-for-review',
  asked: 'offer.asked',
  refused: 'offer.refused',
  paused: 'offer.rested',
  archived: 'offer.archived',
  draft: 'offer.changed',
  imported: 'offer.imported',
  undone: 'offer.restored',
}

/**
 * Writes an offer and its weeks in the caller's transaction, what stood before into its history, and who did it into the journal; seats
 * that come free are announced. The law and the right are the caller's.
 */
export async function saveOffer(
  services: Pick<Services, 'clock' | 'newId' | 'announce'>,
  tx: Db,
  wanted: SaveOffer,
): Promise<OfferSaved> {
  const saved = await writeOffer(services, tx, wanted)
  if (!saved.saved) return saved
  const { territoryId, grounds, deed } = wanted
  await record(services, tx, {
    ...grounds,
    territoryId,
    what: wanted.said ?? said[deed],
    about: { kind: 'offer', id: saved.id },
  })
  if (saved.opened) await services.announce(tx, seatsOpened, { territoryId, offerId: saved.id })
  return saved
}

type Written =
  | (Extract<OfferSaved, { saved: true }> & { readonly opened: boolean })
  | Extract<OfferSaved, { saved: false }>

async function writeOffer(
  { clock, newId }: Pick<Services, 'clock' | 'newId'>,
  tx: Db,
  wanted: SaveOffer,
): Promise<Written> {
  const { territoryId, hostId, content, state, deed, grounds } = wanted
  const { by } = grounds
  const at = clock.now().toString()
  const published = state === 'published' ? { published_at: at } : {}
  if (wanted.version === undefined) {
    const id = wanted.id ?? newId()
    await tx
      .insertInto('offers')
      .values({
        ...contentRow(content),
        territory_id: territoryId,
        id,
        host_id: hostId,
        state,
        origin: wanted.origin ?? 'here',
        reference: wanted.reference ?? null,
        created_by: by ?? null,
        created_at: at,
        changed_at: at,
        published_at: null,
        ...published,
      })
      .execute()
    await writeWeeks(tx, territoryId, id, [], content.weeks)
    await writeChange(tx, { territoryId, offerId: id, version: 1, what: deed, by, at, before: undefined })
    return { saved: true, id, version: 1, opened: false }
  }
  const former = wanted.id === undefined ? undefined : await lockOffer(tx, wanted.id)
  if (!former || former.territoryId !== territoryId || former.hostId !== hostId) return { saved: false, why: 'unknown' }
  if (former.version !== wanted.version) return { saved: false, why: 'stale', offer: former }
  const short = weeksBelowTaken(former.weeks, content.weeks)
  if (short.length > 0) return { saved: false, why: 'taken', weeks: short }
  const version = former.version + 1
  await tx
    .updateTable('offers')
    .set({ ...contentRow(content), state, changed_at: at, version, ...(former.publishedAt ? {} : published) })
    .where('territory_id', '=', territoryId)
    .where('id', '=', former.id)
    .execute()
  await writeWeeks(tx, territoryId, former.id, former.weeks, content.weeks)
  await writeChange(tx, { territoryId, offerId: former.id, version, what: deed, by, at, before: former })
  return { saved: true, id: former.id, version, opened: opensSeats(former, content, state) }
}

/** Whether a week has more free seats than before, or the offer honours them again: somebody on its waiting list may be called. */
function opensSeats(former: Offer, content: OfferContent, state: OfferState): boolean {
  if (state !== 'published' && state !== 'paused') return false
  const wasShown = former.state === 'published' || former.state === 'paused'
  return content.weeks.some((next) => {
    const before = former.weeks.find(({ week }) => week === next.week)
    const free = freeSeatsOf(content, { ...next, taken: before?.taken ?? 0 })
    return free > (wasShown && before ? freeSeatsOf(former, before) : 0)
  })
}

/** The weeks where fewer seats would be offered than are taken. */
export function weeksBelowTaken(former: readonly OfferWeek[], next: OfferContent['weeks']): OfferWeek[] {
  const seats = new Map(next.map((week) => [week.week, week.seats]))
  return former.filter(({ week, taken }) => taken > (seats.get(week) ?? 0))
}

async function writeWeeks(
  tx: Db,
  territoryId: string,
  offerId: string,
  former: readonly OfferWeek[],
  next: OfferContent['weeks'],
): Promise<void> {
  const kept = new Set(next.map(({ week }) => week))
  const gone = former.flatMap(({ week }) => (kept.has(week) ? [] : [week]))
  if (gone.length > 0)
    await tx
      .deleteFrom('offer_weeks')
      .where('territory_id', '=', territoryId)
      .where('offer_id', '=', offerId)
      .where('week', 'in', gone)
      .execute()
  if (next.length > 0)
    await tx
      .insertInto('offer_weeks')
      .values(
        next.map(({ week, seats, closed }) => ({ territory_id: territoryId, offer_id: offerId, week, seats, closed })),
      )
      .onConflict((on) =>
        on
          .columns(['territory_id', 'offer_id', 'week'])
          .doUpdateSet({ seats: sql`excluded.seats`, closed: sql`excluded.closed` }),
      )
      .execute()
}

interface Change {
  readonly territoryId: string
  readonly offerId: string
  readonly version: number
  readonly what: OfferDeed
  readonly by: string | undefined
  readonly at: string
  readonly before: Offer | undefined
}

async function writeChange(tx: Db, { territoryId, offerId, version, what, by, at, before }: Change): Promise<void> {
  await tx
    .insertInto('offer_changes')
    .values({
      territory_id: territoryId,
      offer_id: offerId,
      version,
      what,
      by: by ?? null,
      at,
      before: before ? JSON.stringify({ state: before.state, content: contentOf(before) }) : null,
    })
    .execute()
}
