import { post } from '#/messages/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { findPupil } from '#/pupils/index.ts'
import type { Agreement } from './agreement.ts'
import { agreementStopped } from './mails/agreement-stopped.ts'
import { readyToCheck } from './mails/ready-to-check.ts'
import { contactsOf } from './part-contacts.ts'
import type { ActorKind, TransitionName } from './transitions.ts'

type Posting = Pick<Services, 'clock' | 'newId' | 'notifications' | 'configuration'>

/**
 * Posts what a transition sends (the column `sends` of the table), in the transaction that makes it. What concerns signing is sent by
 * the signatures, which open and close it.
 */
export async function tell(
  services: Posting,
  tx: Db,
  agreement: Agreement,
  { transition, by }: { readonly transition: TransitionName; readonly by: ActorKind },
): Promise<void> {
  switch (transition) {
    case 'fill':
      return tellReady(services, tx, agreement)
    case 'refuse':
    case 'cancel':
    case 'interrupt':
      return tellStopped(services, tx, agreement, by)
    case 'replace':
      return tellStopped(services, tx, agreement, by, ['host'])
    case 'empty':
    case 'check':
    case 'change':
    case 'send':
    case 'revise':
    case 'sign':
    case 'start':
    case 'complete':
    case 'drop':
    case 'retract':
      return
    default:
      return transition satisfies never
  }
}

async function tellReady(services: Posting, tx: Db, agreement: Agreement): Promise<void> {
  const { id, territoryId, rowVersion } = agreement
  for (const { accountId } of await contactsOf({ db: tx, clock: services.clock }, agreement, 'school'))
    if (accountId !== undefined)
      await post(services, tx, readyToCheck, {
        to: { accountId, territoryId },
        data: { agreement: id },
        once: `agreement:${id}:${rowVersion}:ready:${accountId}`,
      })
}

/** Tells the sides that did not do it. */
async function tellStopped(
  services: Posting,
  tx: Db,
  agreement: Agreement,
  by: ActorKind,
  only: readonly ('host' | 'school' | 'family')[] = ['host', 'school', 'family'],
): Promise<void> {
  const { id, territoryId, pupilId } = agreement
  for (const part of only) {
    if (part === by) continue
    for (const { accountId, email, name } of await contactsOf({ db: tx, clock: services.clock }, agreement, part))
      await post(services, tx, agreementStopped, {
        to: accountId === undefined ? { email: email ?? '', name, territoryId } : { accountId, territoryId },
        data: { agreement: id, part },
        once: `agreement:${id}:stopped:${accountId ?? email ?? ''}`,
      })
  }
  const accountId = (await findPupil(tx, pupilId))?.accountId
  if (accountId !== undefined && by !== 'pupil' && only.includes('family'))
    await post(services, tx, agreementStopped, {
      to: { accountId, territoryId },
      data: { agreement: id, part: 'pupil' },
      once: `agreement:${id}:stopped:${accountId}`,
    })
}
