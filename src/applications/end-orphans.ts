import './tables.ts'
import { findOffer, type OfferState } from '#/offers/index.ts'
import { type Db, moment } from '#/platform/database.ts'
import { findPupil } from '#/pupils/index.ts'
import { type Application, type ApplicationState, openStates } from './application.ts'
import { lockApplication } from './applications.ts'
import { type MoveServices, moveApplication, platformActor } from './move-application.ts'
import { offerGone, pupilLeft } from './reasons.ts'
import type { TransitionName } from './transitions.ts'
import { callWaiting } from './waiting-list.ts'

/** As long as a host or the coordination can take its decision back, and a secretary sees the button that does. */
const minutesToTakeBack = 10

const endedOffers: readonly OfferState[] = ['archived', 'refused']
const sentStates: readonly ApplicationState[] = openStates.filter((state) => state !== 'draft')

/**
 * The open applications whose offer ended for good, or whose pupil left the school. Found by what stands rather than told by an event:
 * what is taken back within minutes ends nothing, and what came by an import or before a crash is seen all the same.
 */
export async function orphanIds(
  { db, clock }: Pick<MoveServices, 'db' | 'clock'>,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly string[]> {
  const before = clock.now().subtract({ minutes: minutesToTakeBack })
  let query = db
    .selectFrom('applications as a')
    .innerJoin('offers as o', (on) =>
      on.onRef('o.territory_id', '=', 'a.territory_id').onRef('o.id', '=', 'a.offer_id'),
    )
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'a.territory_id').onRef('p.id', '=', 'a.pupil_id'),
    )
    .select('a.id')
    .where('a.state', 'in', openStates)
    .where((on) =>
      on.or([
        on('p.left_at', '<=', moment(before)),
        on.and([
          on('a.state', 'in', sentStates),
          on('o.state', 'in', endedOffers),
          on('o.changed_at', '<=', moment(before)),
        ]),
      ]),
    )
  if (after !== undefined) query = query.where('a.id', '>', after)
  return (await query.orderBy('a.id').limit(limit).execute()).map(({ id }) => id)
}

/** Ends one of them with a kind word to both sides; 0 when it is none any more. */
export async function endOrphan(services: MoveServices, id: string): Promise<0 | 1> {
  return services.db.transaction().execute(async (tx) => {
    const application = await lockApplication(tx, id)
    const transition = application && (await endOf(services, tx, application))
    if (!transition) return 0
    const reason = transition === 'close' ? offerGone.code : pupilLeft
    const ended = await moveApplication(services, tx, application, {
      transition,
      by: platformActor,
      facts: { reason },
      set: { reason },
    })
    // A seat was kept for it.
    if (application.calledAt) await callWaiting(services, tx, ended)
    return 1
  })
}

async function endOf(
  { clock }: MoveServices,
  tx: Db,
  { pupilId, offerId, state }: Application,
): Promise<Extract<TransitionName, 'close' | 'depart'> | undefined> {
  if (!openStates.includes(state)) return undefined
  const before = clock.now().subtract({ minutes: minutesToTakeBack })
  const isPast = (at: Temporal.Instant): boolean => Temporal.Instant.compare(at, before) <= 0
  const leftAt = (await findPupil(tx, pupilId))?.leftAt
  if (leftAt && isPast(leftAt)) return 'depart'
  const offer = state === 'draft' ? undefined : await findOffer(tx, offerId)
  return offer && endedOffers.includes(offer.state) && isPast(offer.changedAt) ? 'close' : undefined
}
