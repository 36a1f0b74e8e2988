import './tables.ts'
import { spend } from '#/identity/index.ts'
import { post } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { proposalMail } from './mails/proposal-mail.ts'
import type { Proposal } from './proposal.ts'

/** Long enough for a week away; then nothing of it is kept. */
export const proposalLife = Temporal.Duration.from({ hours: 7 * 24 })

/**
 * Keeps a first-timer's place until the link of the mail is pressed: nothing shows, and nobody has a role, before that. `id` was made
 * with the form, so that a form sent twice is one place. Whether it was kept: too many for one address are not.
 */
export async function proposePlace(
  services: Services,
  { id, territoryId, proposal }: { id: string; territoryId: string; proposal: Proposal },
): Promise<boolean> {
  const { email, name } = proposal.content.contact
  const known = await services.db.selectFrom('offer_proposals').select('id').where('id', '=', id).executeTakeFirst()
  if (known) return true
  if (!(await spend(services, 'propose.email', email))) return false
  const now = services.clock.now()
  await services.db.transaction().execute(async (tx) => {
    const added = await tx
      .insertInto('offer_proposals')
      .values({
        ...{ territory_id: territoryId, id, email, name },
        proposal: JSON.stringify(proposal),
        proposed_at: now.toString(),
        expires_at: now.add(proposalLife).toString(),
        confirmed_at: null,
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added)
      await post(services, tx, proposalMail, {
        to: { email, name, territoryId },
        data: { proposalId: id },
        once: `offer-proposal:${id}`,
      })
  })
  return true
}
