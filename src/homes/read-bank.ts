import './tables.ts'
import '#/applications/index.ts'
import '#/search/index.ts'
import { sql } from 'kysely'
import type { CampaignHead } from '#/campaigns/index.ts'
import { findOffers, type Offer } from '#/offers/index.ts'
import { type Db, moment } from '#/platform/database.ts'
import { avoidedOffers } from '#/proposals/index.ts'
import { findPupils, type Pupil } from '#/pupils/index.ts'
import { listSchools } from '#/territory/index.ts'
import type { Bank, BankOffer, BankPupil } from './bank-files.ts'

/** Identifiers looked up in one statement. */
const atOnce = 2000

/**
 * What the bank holds for a campaign: those who have a place in its weeks, those who asked for help and still miss some, and the offers
 * of its scheme. Call in a transaction with repeatable reads to have one state of all.
 */
export async function readBank(
  db: Db,
  { territoryId, campaign, bassin, now }: BankAsked & { readonly now: Temporal.Instant },
): Promise<Bank> {
  const { weeks, scheme = '' } = campaign
  const asked = { territoryId, scheme, weeks }
  const schools = await listSchools(db, territoryId)
  const own =
    bassin === undefined ? undefined : new Set(schools.filter((each) => each.bassin === bassin).map(({ uai }) => uai))
  const isOwn = (school: string): boolean => own?.has(school) ?? true
  const missing = await missingOfHelped(db, asked, isOwn)
  const everyPlace = await heldPlaces(db, asked)
  const offers = await bankOffers(db, {
    ...{ ...asked, now },
    held: everyPlace.filter(({ school }) => isOwn(school)).map(({ offerId }) => offerId),
  })
  const grouped = new Set(offers.filter(({ offer }) => offer.group).map(({ offer }) => offer.id))
  // Who else sits in a group counts for its size, whoever they are.
  const held = everyPlace.filter(({ school, offerId }) => isOwn(school) || grouped.has(offerId))
  const ids = [...new Set([...held.map(({ pupilId }) => pupilId), ...missing.keys()])].toSorted()
  const pupils = await inParts(ids, async (part) => [...(await findPupils(db, territoryId, part)).values()])
  const wishes = await keptBy(db, territoryId, [...missing.keys()], pupils)
  const avoided = await avoidedOffers(db, { territoryId, pupilIds: [...missing.keys()] })
  const byPupil = Map.groupBy(held, ({ pupilId }) => pupilId)
  return {
    weeks,
    pupils: pupils
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(
        (pupil): BankPupil => ({
          pupil: isOwn(pupil.school) ? pupil : nameless(pupil),
          held: byPupil.get(pupil.id) ?? [],
          missing: missing.get(pupil.id) ?? [],
          wishes: wishes.get(pupil.id) ?? [],
          avoid: [...(avoided.get(pupil.id) ?? [])].toSorted(),
        }),
      ),
    offers,
    schools,
  }
}

const nameless = (pupil: Pupil): Pupil => ({ ...pupil, firstName: '', lastName: '', home: undefined, needs: [] })

/** Whose bank: of a whole territory, or for the pupils of one of its bassins. */
export interface BankAsked {
  readonly territoryId: string
  readonly campaign: Pick<CampaignHead, 'weeks' | 'scheme'>
  readonly bassin?: string | undefined
}

interface Asked {
  readonly territoryId: string
  readonly scheme: string
  readonly weeks: readonly string[]
}

/** Confirmed places in the campaign's weeks, those weeks alone. */
async function heldPlaces(db: Db, { territoryId, scheme, weeks }: Asked) {
  const rows = await db
    .selectFrom('applications')
    .select(['pupil_id', 'offer_id', 'school', 'weeks'])
    .where('territory_id', '=', territoryId)
    .where('state', '=', 'confirmed')
    .where('scheme', '=', scheme)
    .where(sql<boolean>`weeks && ${[...weeks]}::text[]`)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    pupilId: row.pupil_id,
    offerId: row.offer_id,
    school: row.school,
    weeks: row.weeks.filter((week) => weeks.includes(week)),
  }))
}

/** The weeks of the campaign that pupils who asked for help still miss. */
async function missingOfHelped(
  db: Db,
  { territoryId, scheme, weeks }: Asked,
  isOwn: (school: string) => boolean,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('help_needs')
    .select(['pupil_id', 'school', 'needed', 'held', 'proposed'])
    .where('territory_id', '=', territoryId)
    .where('scheme', '=', scheme)
    .execute()
  const found = new Map<string, readonly string[]>()
  for (const { pupil_id, school, needed, held, proposed } of rows) {
    if (!isOwn(school)) continue
    const lacks = needed.filter((week) => weeks.includes(week) && !held.includes(week) && !proposed.includes(week))
    if (lacks.length > 0) found.set(pupil_id, lacks)
  }
  return found
}

/** The offers of the scheme in these weeks, and those that hold somebody whatever became of them since. */
async function bankOffers(
  db: Db,
  {
    territoryId,
    scheme,
    weeks,
    held,
    now,
  }: Asked & { readonly held: readonly string[]; readonly now: Temporal.Instant },
): Promise<readonly BankOffer[]> {
  const rows = await db
    .selectFrom('offers as o')
    .select('o.id')
    .where('o.territory_id', '=', territoryId)
    .where('o.state', '=', 'published')
    .where(sql<boolean>`${scheme} = any (o.schemes)`)
    .where(
      sql<boolean>`exists (select from offer_weeks w where w.territory_id = o.territory_id and w.offer_id = o.id
        and w.week = any (${[...weeks]}::text[]) and not w.closed)`,
    )
    .execute()
  const ids = [...new Set([...rows.map(({ id }) => id), ...held])].toSorted()
  const offers = await inParts(ids, (part) => findOffers(db, part))
  const promised = await promisedSeats(db, territoryId)
  const declined = await declinedOffers(db, territoryId, now)
  return offers
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((offer) => ({
      offer,
      promised: declined.has(offer.id) ? allOf(offer) : (promised.get(offer.id) ?? new Map()),
    }))
}

/** Seats that a host said yes to and that are still to be confirmed, by offer and week. */
async function promisedSeats(db: Db, territoryId: string): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const rows = await db
    .selectFrom('applications')
    .select(['offer_id', 'weeks'])
    .where('territory_id', '=', territoryId)
    .where('state', '=', 'accepted')
    .execute()
  const found = new Map<string, Map<string, number>>()
  for (const { offer_id, weeks } of rows) {
    const counts = found.get(offer_id) ?? new Map<string, number>()
    found.set(offer_id, counts)
    for (const week of weeks) counts.set(week, (counts.get(week) ?? 0) + 1)
  }
  return found
}

/** A host that said no to a pupil who was proposed, or nothing at all, is left in peace for so long. */
const daysOfRest = 21

async function declinedOffers(db: Db, territoryId: string, now: Temporal.Instant): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('proposals')
    .select('offer_id')
    .distinct()
    .where('territory_id', '=', territoryId)
    .where((on) =>
      on.or([on('refused_by', '=', 'host'), on.and([on('state', '=', 'expired'), on('host_agreed_at', 'is', null)])]),
    )
    .where('since', '>', moment(now.subtract({ hours: 24 * daysOfRest })))
    .execute()
  return new Set(rows.map(({ offer_id }) => offer_id))
}

const allOf = ({ weeks }: Offer): ReadonlyMap<string, number> => new Map(weeks.map(({ week, seats }) => [week, seats]))

/** The sectors of the offers that the pupils who asked for help keep, by pupil, the first kept first. */
async function keptBy(
  db: Db,
  territoryId: string,
  helped: readonly string[],
  pupils: readonly Pupil[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const asked = new Set(helped)
  const accounts = new Map(
    pupils.flatMap(({ id, accountId }) => (accountId !== undefined && asked.has(id) ? [[accountId, id] as const] : [])),
  )
  const rows = await inParts([...accounts.keys()], (part) =>
    db
      .selectFrom('favourites as f')
      .innerJoin('offers as o', (on) =>
        on.onRef('o.territory_id', '=', 'f.territory_id').onRef('o.id', '=', 'f.offer_id'),
      )
      .select(['f.account_id', 'o.sector'])
      .where('f.territory_id', '=', territoryId)
      .where('f.account_id', 'in', part)
      .orderBy('f.added_at')
      .orderBy('f.offer_id')
      .execute(),
  )
  const found = new Map<string, string[]>()
  for (const { account_id, sector } of rows) {
    const pupil = accounts.get(account_id) ?? ''
    const list = found.get(pupil) ?? []
    found.set(pupil, list)
    if (sector !== '' && !list.includes(sector) && list.length < mostWishes) list.push(sector)
  }
  return found
}

/** What an allocation takes of one pupil. */
const mostWishes = 100

async function inParts<Row>(
  ids: readonly string[],
  read: (part: readonly string[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (let start = 0; start < ids.length; start += atOnce) rows.push(...(await read(ids.slice(start, start + atOnce))))
  return rows
}
