import type { Context } from 'hono'
import { accountOf, type Env, entriesOf, holds, territoryOf } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { readView, type View } from './board-view.ts'
import { followedBassins } from './follow.ts'
import type { Reader } from './pages/board-frame.tsx'
import { type Ground, readGround } from './read-ground.ts'

/** What the address asks for, as far as the account may look: whoever coordinates a bassin stands in it. */
export function groundOf(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  c: Context<Env>,
  view: View = readView((name) => c.req.query(name)),
): Promise<Ground | undefined> {
  return readGround(db, {
    territoryId: territoryOf(c),
    view,
    now: clock.now(),
    bassins: followedBassins(accountOf(c).grants, territoryOf(c)),
  })
}

/** The account as the pages of a dashboard know it. */
export function readerOf(c: Context<Env>): Reader {
  const account = accountOf(c)
  const territoryId = c.req.param('territory')
  const own = territoryId === undefined ? [] : followedBassins(account.grants, territoryId)
  const isCoordinator = territoryId !== undefined && holds(account, ['coordinator'], { territoryId })
  return {
    signed: { name: account.name },
    entries: entriesOf(account, 'boards'),
    // Those of a bassin see nothing but what is theirs.
    mayAct: isCoordinator || (own !== undefined && own.length > 0),
    mayLead: isCoordinator,
  }
}
