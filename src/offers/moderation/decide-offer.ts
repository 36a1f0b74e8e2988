import './tables.ts'
import { hostMembers } from '#/directory/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { type Addressee, post } from '#/messages/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { OfferFinding } from '#/rules/index.ts'
import { moveOfferIn } from '../change-offer.ts'
import { contentOf, type Offer } from '../offer.ts'
import { lockOffer } from '../offers.ts'
import { saveOffer } from '../save-offer.ts'
import type { OfferState } from '../tables.ts'
import { findCase, lockOpenCase } from './cases.ts'
import { hostToldDecision } from './mails/host-told-decision.ts'
import { reporterToldOutcome } from './mails/reporter-told-outcome.ts'
import { reportsOfCase } from './reports.ts'
import type { CaseOutcome } from './tables.ts'

export type DecisionOutcome = Exclude<CaseOutcome, 'open'>

export interface DecideOffer {
  readonly territoryId: string
  readonly offerId: string
  /** Of the offer that was read before deciding. */
  readonly version: number
  readonly outcome: DecisionOutcome
  /** To the host; wanted for all but a publication. */
  readonly message: string
  readonly grounds: Grounds
}

export type Decided =
  | { readonly decided: true; readonly caseId: string }
  /** `settled`: nothing waits any more, somebody decided. `changed`: the host changed it meanwhile. `message`: the host must be told why. */
  | { readonly decided: false; readonly why: 'unknown' | 'settled' | 'changed' | 'message' }
  | { readonly decided: false; readonly why: 'law'; readonly findings: readonly OfferFinding[] }

/** The decision can be taken back this long before anybody is told. */
export const quiet = { minutes: 10 } as const

/** Shows the offer to pupils, or leaves it shown. */
export const publishOffer = (
  services: Services,
  decision: Omit<DecideOffer, 'outcome' | 'message'>,
): Promise<Decided> => decide(services, { ...decision, outcome: 'published', message: '' })
/** Sends it back to its host with what is to be mended; it no longer shows. */
export const askHost = (services: Services, decision: Omit<DecideOffer, 'outcome'>): Promise<Decided> =>
  decide(services, { ...decision, outcome: 'asked' })
/** Takes it away for good, saying why. */
export const refuseOffer = (services: Services, decision: Omit<DecideOffer, 'outcome'>): Promise<Decided> =>
  decide(services, { ...decision, outcome: 'refused' })

function decide(services: Services, decision: DecideOffer): Promise<Decided> {
  const { territoryId, offerId, version, outcome, message, grounds } = decision
  return services.db.transaction().execute(async (tx): Promise<Decided> => {
    const offer = await lockOffer(tx, offerId)
    if (!offer || offer.territoryId !== territoryId) return { decided: false, why: 'unknown' }
    const open = await lockOpenCase(tx, territoryId, offerId)
    if (!open && offer.state !== 'waiting') return { decided: false, why: 'settled' }
    if (offer.version !== version) return { decided: false, why: 'changed' }
    if (outcome !== 'published' && message.trim() === '') return { decided: false, why: 'message' }
    const moved = await moveOfferIn(services, tx, {
      territoryId,
      offerId,
      grounds,
      to: outcome,
      as: 'coordinator',
      said: `offer.${outcome}`,
    })
    // A reported offer that its host has put away, or that shows already, stays as it is: only the case ends.
    if (!moved.changed && moved.why === 'law') return { decided: false, why: 'law', findings: moved.findings }
    const caseId = open?.id ?? services.newId()
    const at = services.clock.now().toString()
    const decided = {
      outcome,
      decided_at: at,
      decided_by: grounds.by ?? null,
      message: message.trim(),
      offer_version: moved.changed ? moved.version : offer.version,
      state_before: moved.changed ? offer.state : null,
    }
    if (open)
      await tx
        .updateTable('offer_cases')
        .set(decided)
        .where('territory_id', '=', territoryId)
        .where('id', '=', caseId)
        .execute()
    else
      await tx
        .insertInto('offer_cases')
        .values({ territory_id: territoryId, id: caseId, offer_id: offerId, opened_at: at, reasons: '[]', ...decided })
        .execute()
    if (!moved.changed)
      await record(services, tx, {
        territoryId,
        what: `offer.${outcome}`,
        about: { kind: 'offer', id: offerId },
        ...grounds,
      })
    await tell(services, tx, { offer, caseId, outcome, version: decided.offer_version, shown: moved.changed })
    return { decided: true, caseId }
  })
}

interface Told {
  readonly offer: Offer
  readonly caseId: string
  readonly outcome: DecisionOutcome
  readonly version: number
  /** Whether anything changed for the host. */
  readonly shown: boolean
}

/** Tells the host and those who reported with an account, once the decision can no longer be taken back. */
async function tell(services: Services, tx: Db, { offer, caseId, outcome, version, shown }: Told): Promise<void> {
  const notBefore = services.clock.now().add(quiet)
  const { territoryId } = offer
  const data = { case: caseId, outcome, version }
  if (shown)
    for (const to of await answerers(services, tx, offer))
      await post(services, tx, hostToldDecision, {
        to,
        data,
        once: `offer-case:${caseId}:${outcome}:${version}:${'accountId' in to ? to.accountId : to.email}`,
        notBefore,
      })
  for (const { accountId, id } of await reportsOfCase(tx, territoryId, caseId))
    if (accountId !== undefined)
      await post(services, tx, reporterToldOutcome, {
        to: { accountId, territoryId },
        data,
        once: `offer-report:${id}:${outcome}:${version}`,
        notBefore,
      })
}

/** Those who answer for the host; without any, the contact of the offer. */
async function answerers(services: Services, tx: Db, offer: Offer): Promise<readonly Addressee[]> {
  const { territoryId, hostId, hostName, contact } = offer
  const members = await hostMembers({ db: tx, clock: services.clock }, territoryId, hostId)
  if (members.length > 0) return members.map(({ accountId }) => ({ accountId, territoryId }))
  return contact.email === '' ? [] : [{ email: contact.email, name: contact.name || hostName, territoryId }]
}

export type DecisionUndone =
  | { readonly undone: true; readonly offerId: string }
  /** `followed`: the offer changed since, or the decision was taken back already. */
  | { readonly undone: false; readonly why: 'unknown' | 'followed' }

/** Takes a decision back while nothing followed: the offer stands as before, the case is open again, and nobody is told. */
export function undoDecision(
  services: Services,
  {
    territoryId,
    caseId,
    grounds,
  }: { readonly territoryId: string; readonly caseId: string; readonly grounds: Grounds },
): Promise<DecisionUndone> {
  return services.db.transaction().execute(async (tx): Promise<DecisionUndone> => {
    const found = await findCase(tx, caseId)
    if (!found || found.territoryId !== territoryId) return { undone: false, why: 'unknown' }
    const { offerId } = found
    const offer = await lockOffer(tx, offerId)
    // Again, under the lock: two clicks at the same time.
    const row = await tx
      .selectFrom('offer_cases')
      .select(['outcome', 'offer_version', 'state_before'])
      .where('territory_id', '=', territoryId)
      .where('id', '=', caseId)
      .forUpdate()
      .executeTakeFirst()
    if (!offer || !row) return { undone: false, why: 'unknown' }
    const another = await lockOpenCase(tx, territoryId, offerId)
    if (row.outcome === 'open' || another || offer.version !== row.offer_version)
      return { undone: false, why: 'followed' }
    if (row.state_before !== null) await restoreState(services, tx, offer, row.state_before, grounds)
    else
      await record(services, tx, {
        territoryId,
        what: 'offer.undecided',
        about: { kind: 'offer', id: offerId },
        ...grounds,
      })
    await tx
      .updateTable('offer_cases')
      .set({
        outcome: 'open',
        decided_at: null,
        decided_by: null,
        message: '',
        offer_version: null,
        state_before: null,
      })
      .where('territory_id', '=', territoryId)
      .where('id', '=', caseId)
      .execute()
    return { undone: true, offerId }
  })
}

async function restoreState(
  services: Services,
  tx: Db,
  offer: Offer,
  state: OfferState,
  grounds: Grounds,
): Promise<void> {
  const { territoryId, id, hostId, version } = offer
  const saved = await saveOffer(services, tx, {
    territoryId,
    id,
    hostId,
    content: contentOf(offer),
    state,
    grounds,
    deed: 'undone',
    said: 'offer.undecided',
    version,
  })
  if (!saved.saved) throw new Error(`offer ${id} changed under its lock: ${saved.why}`)
}
