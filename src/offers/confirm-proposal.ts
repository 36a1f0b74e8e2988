import {
  duplicatesJob,
  hostMembers,
  hostsBySiret,
  listSites,
  registerTopic,
  saveHost,
  saveSite,
} from '#/directory/index.ts'
import { accountFor, giveGrant } from '#/identity/index.ts'
import { record } from '#/journal/index.ts'
import { post } from '#/messages/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { judgedState } from './judged-state.ts'
import { proposedHereMail } from './mails/proposed-here-mail.ts'
import { settingOf } from './offer-setting.ts'
import type { Proposal } from './proposal.ts'
import { findProposal, type StoredProposal } from './proposals.ts'
import { lawOf } from './publish-draft.ts'
import { saveOffer } from './save-offer.ts'
import type { OfferState } from './tables.ts'

export type Confirmed =
  | {
      readonly why?: never
      readonly accountId: string
      readonly hostId: string
      readonly offerId: string
      readonly state: OfferState
    }
  /** Others answer for this host: they were told, and the place waits with them. */
  | { readonly why?: never; readonly told: true; readonly hostName: string }
  | { readonly why: 'unknown' | 'over' | 'done' }

/**
 * The mailbox is proved: finds or creates the host, its site, the account with the role, and the offer, all in one transaction and once.
 * A host that others answer for is not given away to whoever knows its SIRET: the place waits there, and they are told.
 */
export function confirmProposal(services: Services, proposalId: string): Promise<Confirmed> {
  return services.db.transaction().execute(async (tx): Promise<Confirmed> => {
    const stored = await findProposal(services, tx, proposalId, { lock: true })
    if (!stored) return { why: 'unknown' }
    if (stored.isConfirmed) return { why: 'done' }
    if (stored.isOver) return { why: 'over' }
    const { territoryId, email, name, proposal } = stored
    const accountId = await accountFor(services, tx, { email, name })
    const { hostId, members } = await hostOf(services, tx, stored, accountId)
    const mayAnswer = members === 'none' || members.includes(accountId)
    const offer = await saveProposedOffer(services, tx, {
      territoryId,
      hostId,
      proposal,
      accountId,
      isShown: mayAnswer,
    })
    await tx
      .updateTable('offer_proposals')
      .set({ confirmed_at: services.clock.now().toString() })
      .where('territory_id', '=', territoryId)
      .where('id', '=', proposalId)
      .execute()
    if (mayAnswer) {
      await giveGrant(services, tx, accountId, { role: 'host', territoryId, scope: { kind: 'host', id: hostId } })
      return { accountId, hostId, ...offer }
    }
    for (const member of members)
      await post(services, tx, proposedHereMail, {
        to: { accountId: member, territoryId },
        data: { offerId: offer.offerId },
        once: `offer-proposed-here:${proposalId}:${member}`,
      })
    return { told: true, hostName: proposal.hostName }
  })
}

/** The host of the SIRET, or a new one; `members`: those who answer for it, 'none' where it may be the proposer's own. */
async function hostOf(
  services: Services,
  tx: Db,
  { territoryId, id, proposal }: StoredProposal,
  by: string,
): Promise<{ readonly hostId: string; readonly members: 'none' | readonly string[] }> {
  const { siret, hostName, naf, content } = proposal
  const known = siret === undefined ? undefined : (await hostsBySiret(tx, territoryId, [siret])).get(siret)
  if (known !== undefined) {
    const members = await hostMembers({ db: tx, clock: services.clock }, territoryId, known)
    if (members.length > 0) return { hostId: known, members: members.map(({ accountId }) => accountId) }
    // Nobody has an account there, yet offers stand: whoever made them answers by mail, and a coordinator knows whom to invite.
    const offers = await tx
      .selectFrom('offers')
      .select('id')
      .where('territory_id', '=', territoryId)
      .where('host_id', '=', known)
      .limit(1)
      .executeTakeFirst()
    return { hostId: known, members: offers ? [] : 'none' }
  }
  const saved = await saveHost(services, tx, {
    territoryId,
    host: { id, siret, name: hostName, naf, sector: content.sector },
    by,
    version: 0,
  })
  if ('why' in saved) throw new Error(`the host of proposal ${id} was not written: ${saved.why}`)
  const grounds = { by, role: undefined, why: 'link' }
  await record(services, tx, { territoryId, what: 'host.added', about: { kind: 'host', id: saved.id }, ...grounds })
  await services.jobs.enqueue(tx, duplicatesJob, { territoryId })
  await services.notifications.notify(tx, registerTopic)
  return { hostId: saved.id, members: 'none' }
}

async function saveProposedOffer(
  services: Services,
  tx: Db,
  {
    territoryId,
    hostId,
    proposal,
    accountId,
    isShown,
  }: { territoryId: string; hostId: string; proposal: Proposal; accountId: string; isShown: boolean },
): Promise<{ readonly offerId: string; readonly state: OfferState }> {
  const { site, content: given } = proposal
  const same = (await listSites(tx, territoryId, hostId)).find(
    ({ postcode, street }) => postcode === site.postcode && street.toLowerCase() === site.street.toLowerCase(),
  )
  const siteId = same?.id ?? (await saveSite(services, tx, { territoryId, hostId, site }))
  const content = { ...given, siteId }
  const offerId = services.newId()
  const setting = await settingOf(services, tx, { territoryId, hostId, offer: undefined, answers: {} })
  const isLawful = lawOf(content, setting).every(({ severity }) => severity !== 'refused')
  const state =
    isShown && isLawful
      ? await judgedState(services, tx, { territoryId, hostId, offerId, content, former: undefined })
      : 'draft'
  const saved = await saveOffer(services, tx, {
    ...{ territoryId, id: offerId, hostId, content, state },
    grounds: { by: accountId, role: 'host', why: 'link' },
    deed: 'created',
    version: undefined,
  })
  if (!saved.saved) throw new Error(`the offer of a proposal was not written: ${saved.why}`)
  return { offerId, state }
}
