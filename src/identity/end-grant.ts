import './tables.ts'
import type { ExpressionBuilder } from 'kysely'
import type { Clock } from '#/platform/clock.ts'
import { type Db, moment, type Schema } from '#/platform/database.ts'
import type { Announce } from '#/platform/events.ts'
import { type Actor, roleChanged } from './events.ts'
import { columnsOf, type HeldGrant } from './grants.ts'

/** A role taken away, or left, can be had back for so long: nobody needs to be asked whether they are sure. */
export const restoreLife = Temporal.Duration.from({ hours: 24 })

type Store = { readonly db: Db; readonly clock: Clock; readonly announce: Announce }

/** Ends a role, those lent from it, and the invitations that its holder has under way at this place. Ending it again changes nothing. */
export async function endGrant({ db, clock, announce }: Store, grant: HeldGrant, by: Actor): Promise<void> {
  const ended = { ended_at: clock.now().toString(), ended_by: by.accountId }
  const { territory_id, scope_kind, scope_id } = columnsOf(grant)
  await db.transaction().execute(async (tx) => {
    const done = await tx
      .updateTable('grants')
      .set(ended)
      .where('id', '=', grant.id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!done) return
    await tx
      .updateTable('grants')
      .set(ended)
      .where('delegated_from', '=', grant.id)
      .where('ended_at', 'is', null)
      .execute()
    await tx
      .updateTable('invitations')
      .set({ withdrawn_at: ended.ended_at })
      .where('accepted_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where((on) =>
        on.or([
          on('delegated_from', '=', grant.id),
          on.and({ given_by: grant.accountId, territory_id, scope_kind, scope_id }),
        ]),
      )
      .execute()
    await announce(tx, roleChanged, { what: 'ended', grant, accountId: grant.accountId, by })
  })
}

/** Gives an ended role back, with those that were lent from it. False: too late, or held again meanwhile. */
export async function restoreGrant({ db, clock, announce }: Store, grant: HeldGrant, by: Actor): Promise<boolean> {
  const { endedAt } = grant
  if (endedAt === undefined) return false
  const since = clock.now().subtract(restoreLife)
  return db.transaction().execute(async (tx) => {
    const restored = await tx
      .updateTable('grants')
      .set({ ended_at: null, ended_by: null })
      .where('id', '=', grant.id)
      .where('ended_by', 'is not', null)
      .where('ended_at', '>', moment(since))
      .where(isNotHeldAgain)
      .returning('id')
      .executeTakeFirst()
    if (!restored) return false
    await tx
      .updateTable('grants')
      .set({ ended_at: null, ended_by: null })
      .where('delegated_from', '=', grant.id)
      .where('ended_at', '=', moment(endedAt))
      .where('ended_by', '=', grant.endedBy ?? null)
      .where(isNotHeldAgain)
      .execute()
    await announce(tx, roleChanged, { what: 'restored', grant, accountId: grant.accountId, by })
    return true
  })
}

/** Nothing stands in the place of an ended grant. */
const isNotHeldAgain = (on: ExpressionBuilder<Schema, 'grants'>) =>
  on.not(
    on.exists(
      on
        .selectFrom('grants as again')
        .select('again.id')
        .whereRef('again.account_id', '=', 'grants.account_id')
        .whereRef('again.role', '=', 'grants.role')
        .whereRef('again.territory_id', '=', 'grants.territory_id')
        .whereRef('again.scope_kind', '=', 'grants.scope_kind')
        .whereRef('again.scope_id', '=', 'grants.scope_id')
        .where('again.ended_at', 'is', null),
    ),
  )
