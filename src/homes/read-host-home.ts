import { type AgreementLine, hostAgreementLines } from '#/agreements/index.ts'
import '#/applications/index.ts'
import {
  applicationsOfHost,
  countApplicationsOfHost,
  type HostApplication,
  type HostConcern,
} from '#/applications/index.ts'
import { weekOf } from '#/calendar/index.ts'
import { findHost, type Host } from '#/directory/index.ts'
import type { Account } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import { listHostOffers, type Offer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { type Proposal, proposalsToAnswer } from '#/proposals/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { type HostWeek, hostWeeks } from './host-weeks.ts'

/** A message of a pupil that nobody at the host's answered yet. */
export interface WaitingMessage {
  readonly applicationId: string
  readonly who: string
  readonly offerTitle: string
  readonly at: Temporal.Instant
}

export interface HostHome {
  readonly host: Host
  readonly counts: Readonly<Record<HostConcern, number>>
  /** Who has waited longest first. */
  readonly toAnswer: readonly HostApplication[]
  /** By first week. */
  readonly coming: readonly HostApplication[]
  /** Pupils whom the coordination proposes, not answered yet. */
  readonly proposed: readonly Proposal[]
  readonly agreements: readonly AgreementLine[]
  readonly messages: readonly WaitingMessage[]
  readonly offers: readonly Offer[]
  readonly weeks: readonly HostWeek[]
  readonly now: Temporal.Instant
  readonly timeZone: string
}

const [mostToAnswer, mostComing, mostMessages, mostOffers] = [10, 40, 10, 50]

/** Reads a host's home; applications and messages behind the second lock. Undefined when there is no such host. */
export async function readHostHome(
  services: Services,
  account: Pick<Account, 'id'>,
  { territoryId, hostId }: { readonly territoryId: string; readonly hostId: string },
): Promise<HostHome | undefined> {
  const { db, clock } = services
  const host = await findHost(db, hostId)
  if (!host) return undefined
  const timeZone = await timeZoneOf(db, territoryId)
  const thisWeek = weekOf(clock.now().toZonedDateTimeISO(timeZone).toPlainDate())
  const of = { territoryId, hostId }
  const own = await guarded(services, account, async (tx) => ({
    counts: await countApplicationsOfHost(tx, of),
    agreements: await hostAgreementLines(tx, of),
    toAnswer: (await applicationsOfHost(tx, { ...of, concern: 'to-answer', limit: mostToAnswer })).rows,
    coming: (await applicationsOfHost(tx, { ...of, concern: 'coming', limit: mostComing })).rows,
    proposed: await proposalsToAnswer(tx, { ...of, limit: mostToAnswer }),
    messages: await waitingMessages(tx, of),
  }))
  const { rows: offers } = await listHostOffers(db, { ...of, limit: mostOffers })
  return {
    host,
    ...own,
    coming: own.coming
      .filter(({ application: { weeks } }) => (weeks.at(-1) ?? '') >= thisWeek)
      .toSorted((a, b) => (a.application.weeks[0] ?? '').localeCompare(b.application.weeks[0] ?? '')),
    offers,
    weeks: hostWeeks(offers, thisWeek),
    now: clock.now(),
    timeZone,
  }
}

/** Applications whose last message is the pupil's, the oldest first; those to answer anyway have their own list. */
async function waitingMessages(
  tx: Db,
  { territoryId, hostId }: { readonly territoryId: string; readonly hostId: string },
): Promise<readonly WaitingMessage[]> {
  const rows = await tx
    .selectFrom('applications as a')
    .innerJoin('offers as o', (on) =>
      on.onRef('o.territory_id', '=', 'a.territory_id').onRef('o.id', '=', 'a.offer_id'),
    )
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('application_messages as m')
          .select(['m.by_kind', 'm.by_name', 'm.at'])
          .whereRef('m.territory_id', '=', 'a.territory_id')
          .whereRef('m.application_id', '=', 'a.id')
          .orderBy('m.at', 'desc')
          .orderBy('m.id', 'desc')
          .limit(1)
          .as('last'),
      (on) => on.onTrue(),
    )
    .select(['a.id', 'a.revealed_at', 'o.title', 'last.by_name', 'last.at'])
    .where('a.territory_id', '=', territoryId)
    .where('a.host_id', '=', hostId)
    .where('a.state', 'in', ['asked', 'countered', 'accepted', 'waiting', 'confirmed'])
    .where('last.by_kind', '=', 'pupil')
    .orderBy('last.at')
    .limit(mostMessages)
    .execute()
  return rows.map(({ id, revealed_at, title, by_name, at }) => ({
    applicationId: id,
    who: revealed_at ? (by_name.split(' ')[0] ?? '') : 'Un élève ou une élève',
    offerTitle: title,
    at,
  }))
}
