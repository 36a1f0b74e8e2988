import { post } from '#/messages/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Agreement } from './agreement.ts'
import { missingParts, type Part } from './fields.ts'
import { fillAsked } from './mails/fill-asked.ts'
import type { MoveServices } from './move-agreement.ts'
import { contactsOf } from './part-contacts.ts'

/** Days after the draft when whoever has not answered is asked again; those who answered meanwhile are left alone. */
export const askAgainAfterDays = [4, 9] as const

type Posting = Pick<MoveServices, 'clock' | 'newId' | 'notifications' | 'configuration'>

/** Asks those who know it for what is missing, and asks again later, in the caller's transaction. */
export async function askParts(services: Posting, tx: Db, agreement: Agreement): Promise<void> {
  const now = services.clock.now()
  for (const part of missingParts(agreement.content)) {
    await ask(services, tx, agreement, part, 'first', undefined)
    for (const days of askAgainAfterDays)
      await ask(services, tx, agreement, part, `after-${days}`, now.add({ hours: 24 * days }))
  }
}

/** Asks for one part, once for each `occasion`. Returns how many people are asked. */
export async function ask(
  services: Posting,
  tx: Db,
  agreement: Agreement,
  part: Part,
  occasion: string,
  notBefore: Temporal.Instant | undefined,
): Promise<number> {
  const { id, territoryId } = agreement
  let asked = 0
  for (const { accountId, email, name } of await contactsOf({ db: tx, clock: services.clock }, agreement, part)) {
    const isNew = await post(services, tx, fillAsked, {
      to: accountId === undefined ? { email: email ?? '', name, territoryId } : { accountId, territoryId },
      data: { agreement: id, part },
      once: `agreement:${id}:fill:${part}:${occasion}:${accountId ?? email ?? ''}`,
      ...(notBefore === undefined ? {} : { notBefore }),
    })
    if (isNew) asked++
  }
  return asked
}
