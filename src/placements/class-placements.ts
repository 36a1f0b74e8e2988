import './tables.ts'
import { type Agreement, agreementsOfClass, standingStates } from '#/agreements/index.ts'
import type { Account } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { HalfDay } from './half-day.ts'
import { type Placement, placementOf } from './placement.ts'
import { type PresenceState, type PresenceSum, saidDays, sumPresence } from './presence.ts'
import { marksOfMany } from './presences.ts'
import { type Visit, visitsOfClass } from './visits.ts'

/** A placement of a class, as the school follows it. */
export interface ClassPlacement {
  readonly placement: Placement
  readonly sum: PresenceSum
  /** What is known of today's half-days; empty when nobody is expected. */
  readonly today: readonly { readonly half: HalfDay; readonly state: PresenceState }[]
  /** The next that is planned, else the last that was made. */
  readonly visit: Visit | undefined
}

/** More than a class has in a year. */
const most = 400

/** The placements of a class that stand and are signed, today's first; read behind the second lock. */
export async function classPlacements(
  services: Services,
  account: Pick<Account, 'id'>,
  { territoryId, classId }: { readonly territoryId: string; readonly classId: string },
): Promise<readonly ClassPlacement[]> {
  const timeZone = await timeZoneOf(services.db, territoryId)
  const today = services.clock.now().toZonedDateTimeISO(timeZone).toPlainDate()
  const { agreements, marks, visits } = await guarded(services, account, async (tx) => {
    const { rows } = await agreementsOfClass(tx, { territoryId, classId, limit: most })
    const followed = rows.filter(isFollowed)
    return {
      agreements: followed,
      marks: await marksOfMany(
        tx,
        territoryId,
        followed.map(({ id }) => id),
      ),
      visits: await visitsOfClass(tx, { territoryId, classId }),
    }
  })
  const byAgreement = Map.groupBy(visits, ({ agreementId }) => agreementId)
  return agreements
    .map((agreement): ClassPlacement => {
      const placement = placementOf(agreement, { today, timeZone })
      const said = marks.get(agreement.id) ?? []
      const own = byAgreement.get(agreement.id) ?? []
      return {
        placement,
        sum: sumPresence(placement.expected, said),
        today: saidDays(placement.expected, said).find(({ day }) => day === today.toString())?.halves ?? [],
        visit: own.find(({ state }) => state === 'planned') ?? own.findLast(({ state }) => state === 'done'),
      }
    })
    .toSorted(byUrgency)
}

const isFollowed = ({ state }: Agreement): boolean =>
  standingStates.includes(state) && (state === 'signed' || state === 'running' || state === 'completed')

/** Who is missing today first, then those under way, to come and over; the name decides. */
function byUrgency(a: ClassPlacement, b: ClassPlacement): number {
  return (
    rank(a) - rank(b) ||
    a.placement.agreement.content.pupil.lastName.localeCompare(b.placement.agreement.content.pupil.lastName, 'fr')
  )
}

function rank({ placement: { phase }, today }: ClassPlacement): number {
  if (today.some(({ state }) => state === 'absent')) return 0
  return { during: 1, before: 2, after: 3, none: 4 }[phase]
}
