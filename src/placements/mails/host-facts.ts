import { addressOf } from '#/addresses.ts'
import { daysWords } from '#/design/index.ts'
import { originOf, type Reader } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { hostContactsOf, type Placement } from '../placement.ts'
import { placementLink } from '../placement-links.ts'
import { findPlacement } from '../read-placement.ts'

/** What a mail to whoever welcomes is written from: the placement, and the link that needs no account. */
export interface HostFacts {
  readonly placement: Placement
  readonly href: string
  /** « 15 au 19 juin » */
  readonly days: string
}

/** Undefined when the reader is not the one whom the agreement names any more: nothing is sent. */
export async function hostFacts(
  services: Services,
  agreementId: string,
  { email }: Reader,
): Promise<HostFacts | undefined> {
  const placement = await findPlacement(services, services.db, agreementId)
  if (!placement || placement.phase === 'none') return undefined
  const { agreement } = placement
  const contact = hostContactsOf(agreement).find((each) => each.email === email?.toLowerCase())
  if (!contact) return undefined
  const token = await placementLink(services, services.db, agreement, contact)
  return {
    placement,
    href: `${originOf(services.configuration)}${addressOf('placementLink', { token })}`,
    days: daysWords(Temporal.PlainDate.from(agreement.firstDay), Temporal.PlainDate.from(agreement.lastDay)),
  }
}
