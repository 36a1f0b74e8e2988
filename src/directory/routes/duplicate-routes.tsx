import type { Context, Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { renderPage } from '#/design/index.ts'
import { accountOf, type Env, territoryOf } from '#/identity/index.ts'
import { groundsOf, record } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory } from '#/territory/index.ts'
import { frameOf } from '../desk.ts'
import { countDuplicates, dismissDuplicate, listDuplicates } from '../duplicates.ts'
import type { HostFollowers } from '../followers.ts'
import { findHost } from '../hosts.ts'
import { duplicatesJob } from '../jobs.ts'
import { hostMembers } from '../members.ts'
import { type MergeChoices, mergedFields } from '../merge.ts'
import { mergeHosts } from '../merge-hosts.ts'
import { type DuplicatesNotice, DuplicatesPage, isDuplicatesNotice } from '../pages/duplicates-page.tsx'
import { PairPage, type PairSide } from '../pages/pair-page.tsx'
import { silentPrinciple } from '../principle.ts'
import { findPrinciple } from '../principles.ts'
import { listSites } from '../sites.ts'
import { recentMerges, undoMerge } from '../undo-merge.ts'
import { formBody } from './form-body.ts'

/** The coordinator's queue of doubles: comparing, merging, keeping both, taking a merge back. */
export function duplicateRoutes(app: Hono<Env>, services: Services, followers: HostFollowers): void {
  const { db } = services
  const back = (territory: string, fait: DuplicatesNotice) => addressOf('duplicates', { territory }, { fait })
  const groundsIn = (c: Context<Env>) => groundsOf(accountOf(c), ['coordinator'], { territoryId: territoryOf(c) })

  app.get(addresses.duplicates, async (c) => {
    const territory = await findTerritory(db, territoryOf(c))
    if (!territory) return c.notFound()
    const fait = c.req.query('fait')
    return c.html(
      renderPage(
        <DuplicatesPage
          frame={frameOf(accountOf(c), 'hosts', territory)}
          territory={territory}
          total={await countDuplicates(db, territory.id)}
          pairs={await listDuplicates(db, { territoryId: territory.id, after: c.req.query('apres') })}
          merges={await recentMerges(services, territory.id)}
          notice={isDuplicatesNotice(fait) ? fait : undefined}
        />,
      ),
    )
  })

  app.post(addresses.duplicates, async (c) => {
    const territoryId = territoryOf(c)
    await db.transaction().execute((tx) => services.jobs.enqueue(tx, duplicatesJob, { territoryId }))
    return c.redirect(back(territoryId, 'cherche'), 303)
  })

  async function sideOf(territoryId: string, id: string): Promise<PairSide | undefined> {
    const host = isId(id) ? await findHost(db, id) : undefined
    if (!host || host.territoryId !== territoryId) return undefined
    const principle = await findPrinciple(db, territoryId, id)
    return {
      host,
      sites: await listSites(db, territoryId, id),
      principle,
      hasPrinciple: principle !== silentPrinciple,
      members: (await hostMembers(services, territoryId, id)).length,
    }
  }

  app.get(addresses.duplicatePair, async (c) => {
    const territory = await findTerritory(db, territoryOf(c))
    const one = territory && (await sideOf(territory.id, c.req.param('one')))
    const other = territory && (await sideOf(territory.id, c.req.param('other')))
    if (!one || !other || one.host.id === other.host.id) return c.notFound()
    if (one.host.mergedInto !== undefined || other.host.mergedInto !== undefined)
      return c.redirect(back(territory.id, 'deja-fusionnee'), 302)
    const frame = frameOf(accountOf(c), 'hosts', territory)
    return c.html(renderPage(<PairPage frame={frame} territory={territory} one={one} other={other} />))
  })

  app.post(addresses.duplicatePair, async (c) => {
    const territoryId = territoryOf(c)
    const { one, other } = c.req.param()
    if (!isId(one) || !isId(other)) return c.notFound()
    const { text } = await formBody(c)
    const kept = text('garder') === 'other' ? 'other' : 'one'
    const [into, from] = kept === 'one' ? [one, other] : [other, one]
    const choices: MergeChoices = Object.fromEntries(
      [...mergedFields, 'principle' as const].map((field) => [field, choiceOf(text(field), kept)]),
    )
    const merged = await mergeHosts(services, followers, { territoryId, from, into, choices, grounds: groundsIn(c) })
    if (!('why' in merged)) return c.redirect(back(territoryId, 'fusion'), 303)
    if (merged.why === 'unknown' || merged.why === 'same') return c.notFound()
    return c.redirect(back(territoryId, merged.why === 'collide' ? 'heurt' : 'deja-fusionnee'), 303)
  })

  app.post(addresses.duplicateDismiss, async (c) => {
    const territoryId = territoryOf(c)
    const { one, other } = c.req.param()
    if (!isId(one) || !isId(other)) return c.notFound()
    const by = accountOf(c).id
    const done = await db.transaction().execute(async (tx) => {
      const dismissed = await dismissDuplicate(services, tx, { territoryId, pair: [one, other], by })
      if (dismissed === 'now')
        for (const id of [one, other])
          await record(services, tx, {
            ...groundsIn(c),
            territoryId,
            what: 'host.pair-dismissed',
            about: { kind: 'host', id },
          })
      return dismissed !== 'unknown'
    })
    return done ? c.redirect(back(territoryId, 'distinctes'), 303) : c.notFound()
  })

  app.post(addresses.mergeUndo, async (c) => {
    const territoryId = territoryOf(c)
    const mergeId = c.req.param('merge')
    if (!isId(mergeId)) return c.notFound()
    const undone = await undoMerge(services, followers, { territoryId, mergeId, grounds: groundsIn(c) })
    if (!('why' in undone)) return c.redirect(back(territoryId, 'annulee'), 303)
    if (undone.why === 'unknown') return c.notFound()
    return c.redirect(back(territoryId, undoWords[undone.why]), 303)
  })
}

const undoWords = {
  undone_already: 'deja-annulee',
  too_late: 'trop-tard',
  merged_again: 'fusionnee-depuis',
  collide: 'heurt',
} as const satisfies Record<string, DuplicatesNotice>

/** The value of one side or the other, as seen from the host that stays; anything else keeps its own. */
const choiceOf = (side: string, kept: 'one' | 'other'): 'from' | 'into' =>
  (side === 'one' || side === 'other') && side !== kept ? 'from' : 'into'
