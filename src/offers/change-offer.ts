import type { Deed, Grounds } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { OfferFinding } from '#/rules/index.ts'
import { judgedState } from './judged-state.ts'
import { weeksNextYear } from './next-year.ts'
import { contentOf, type Offer, type OfferContent, type OfferWeek } from './offer.ts'
import { settingOf } from './offer-setting.ts'
import { type Mover, moveOf } from './offer-states.ts'
import { lockOffer } from './offers.ts'
import { lawOf } from './publish-draft.ts'
import { mostSeats } from './read-offer-answers.ts'
import { type OfferDeed, type SaveOffer, saveOffer } from './save-offer.ts'
import type { OfferState } from './tables.ts'

/** Which offer is changed, and by whom. */
export interface ChangeOf {
  readonly territoryId: string
  readonly offerId: string
  readonly grounds: Grounds
}

export type Changed =
  | { readonly changed: true; readonly state: OfferState; readonly version: number }
  /** It was so already: a second click. */
  | { readonly changed: false; readonly why: 'same' }
  | {
      readonly changed: false
      readonly why: 'unknown' | 'not_offered' | 'bad_number' | 'not_from_here' | 'not_the_last'
    }
  /** Fewer seats than are taken. */
  | { readonly changed: false; readonly why: 'taken'; readonly weeks: readonly OfferWeek[] }
  | { readonly changed: false; readonly why: 'law'; readonly findings: readonly OfferFinding[] }

/** Offers so many seats in a week: the number itself, so that a second click changes nothing. Never below those taken. */
export const setSeats = (
  services: Services,
  { week, seats, ...change }: ChangeOf & { readonly week: string; readonly seats: number },
): Promise<Changed> =>
  changed(services, change, 'seats', (offer) => {
    if (!Number.isInteger(seats) || seats < 0 || seats > mostSeats) return { changed: false, why: 'bad_number' }
    return changeWeek(offer, week, (former) => ({ ...former, seats }))
  })

/** Closes a week to new pupils, or opens it again; those who have their place keep it. */
export const setWeekClosed = (
  services: Services,
  { week, closed, ...change }: ChangeOf & { readonly week: string; readonly closed: boolean },
): Promise<Changed> =>
  changed(services, change, 'seats', (offer) => changeWeek(offer, week, (former) => ({ ...former, closed })))

/** Pauses, shows again, archives, sends back: what the table of moves allows this person. Shown again, the law and moderation look at it first. */
export const moveOffer = (
  services: Services,
  { to, as, ...change }: ChangeOf & { readonly to: OfferState; readonly as: Mover },
): Promise<Changed> => services.db.transaction().execute((tx) => moveOfferIn(services, tx, { to, as, ...change }))

/** The same in the caller's transaction: for moderation, which writes its reasons beside. */
export const moveOfferIn = (
  services: Services,
  tx: Db,
  { to, as, said, ...change }: ChangeOf & { readonly to: OfferState; readonly as: Mover; readonly said?: Deed },
): Promise<Changed> =>
  changedIn(services, tx, { ...change, ...(said ? { said } : {}) }, deedOf[to], async (offer) => {
    if (offer.state === to) return { changed: false, why: 'same' }
    const move = moveOf(offer.state, to, as)
    if (!move) return { changed: false, why: 'not_from_here' }
    const content = contentOf(offer)
    if (move.needs.includes('law')) {
      const { territoryId, hostId } = offer
      const findings = lawOf(content, await settingOf(services, tx, { territoryId, hostId, offer, answers: {} }))
      if (findings.some(({ severity }) => severity === 'refused')) return { changed: false, why: 'law', findings }
    }
    const wanted = { territoryId: offer.territoryId, hostId: offer.hostId, offerId: offer.id, content }
    const state = move.needs.includes('judgement')
      ? await judgedState(services, tx, { ...wanted, former: undefined })
      : to
    return { content, state }
  })

/** Puts back what the last change replaced. Only the last one: what came after it was made on it. */
export const undoOfferChange = (
  services: Services,
  { version, ...change }: ChangeOf & { readonly version: number },
): Promise<Changed> =>
  changed(services, change, 'undone', async (offer, tx) => {
    if (offer.version !== version) return { changed: false, why: 'not_the_last' }
    const row = await tx
      .selectFrom('offer_changes')
      .select('before')
      .where('territory_id', '=', offer.territoryId)
      .where('offer_id', '=', offer.id)
      .where('version', '=', version)
      .executeTakeFirst()
    return row?.before ?? { changed: false, why: 'not_the_last' }
  })

/** The offer again for the next school year, to be read over and published: the same weeks, or the next national window of seconde. */
export function repeatOffer(
  services: Services,
  { territoryId, offerId, grounds }: ChangeOf,
): Promise<{ readonly id: string } | undefined> {
  return services.db.transaction().execute(async (tx) => {
    const offer = await lockOffer(tx, offerId)
    if (!offer || offer.territoryId !== territoryId) return undefined
    const weeks = weeksNextYear(offer)
    // A second click finds the one that the first made.
    const reference = `${offer.id} ${weeks[0]?.week.slice(0, 4) ?? ''}`
    const made = await tx
      .selectFrom('offers')
      .select('id')
      .where('territory_id', '=', territoryId)
      .where('origin', '=', 'repeated')
      .where('host_id', '=', offer.hostId)
      .where('reference', '=', reference)
      .executeTakeFirst()
    if (made) return made
    const saved = await saveOffer(services, tx, {
      territoryId,
      hostId: offer.hostId,
      content: { ...contentOf(offer), weeks, images: [] },
      state: 'draft',
      grounds,
      deed: 'created',
      version: undefined,
      origin: 'repeated',
      reference,
    })
    return saved.saved ? { id: saved.id } : undefined
  })
}

const deedOf: Readonly<Record<OfferState, OfferDeed>> = {
  draft: 'draft',
  waiting: 'waiting',
  asked: 'asked',
  published: 'published',
  paused: 'paused',
  refused: 'refused',
  archived: 'archived',
}

type Next =
  | { readonly content: OfferContent; readonly state: OfferState }
  | Extract<Changed, { readonly changed: false }>

const changed = (
  services: Services,
  change: ChangeOf,
  deed: OfferDeed,
  next: (offer: Offer, tx: Db) => Next | Promise<Next>,
): Promise<Changed> => services.db.transaction().execute((tx) => changedIn(services, tx, change, deed, next))

async function changedIn(
  services: Services,
  tx: Db,
  { territoryId, offerId, ...by }: ChangeOf & Pick<SaveOffer, 'said'>,
  deed: OfferDeed,
  next: (offer: Offer, tx: Db) => Next | Promise<Next>,
): Promise<Changed> {
  const offer = await lockOffer(tx, offerId)
  if (!offer || offer.territoryId !== territoryId) return { changed: false, why: 'unknown' }
  const wanted = await next(offer, tx)
  if ('changed' in wanted) return wanted
  const { content, state } = wanted
  const { hostId, version } = offer
  const saved = await saveOffer(services, tx, {
    territoryId,
    id: offerId,
    hostId,
    content,
    state,
    deed,
    version,
    ...by,
  })
  if (saved.saved) return { changed: true, state, version: saved.version }
  if (saved.why === 'taken') return { changed: false, why: 'taken', weeks: saved.weeks }
  throw new Error(`offer ${offerId} changed under its lock: ${saved.why}`)
}

function changeWeek(
  offer: Offer,
  week: string,
  change: (former: Omit<OfferWeek, 'taken'>) => Omit<OfferWeek, 'taken'>,
): Next {
  const content = contentOf(offer)
  const former = content.weeks.find((each) => each.week === week)
  if (!former) return { changed: false, why: 'not_offered' }
  const next = change(former)
  if (next.seats === former.seats && next.closed === former.closed) return { changed: false, why: 'same' }
  return {
    state: offer.state,
    content: { ...content, weeks: content.weeks.map((each) => (each === former ? next : each)) },
  }
}
