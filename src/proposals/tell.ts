import { hostContacts, type MoveServices } from '#/applications/index.ts'
import { post } from '#/messages/index.ts'
import { findOffer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { findClass, findPupil, teachersOfClass } from '#/pupils/index.ts'
import { hostProposed } from './mails/host-proposed.ts'
import { hostToldProposal } from './mails/host-told.ts'
import { pupilProposed } from './mails/pupil-proposed.ts'
import { pupilToldProposal } from './mails/pupil-told.ts'
import { teacherProposed } from './mails/teacher-proposed.ts'
import type { ActorKind, Proposal } from './proposal.ts'
import { isToldByMail } from './told-by-mail.ts'
import type { TransitionName } from './transitions.ts'

type Posting = Pick<MoveServices, 'clock' | 'newId' | 'notifications' | 'configuration'>

/** Before its last day. */
const hoursBeforeEnd = 48

/** Posts what a transition sends (the column `sends` of the table), in the transaction that makes it. */
export async function tell(
  services: Posting,
  tx: Db,
  { after, transition, by }: { readonly after: Proposal; readonly transition: TransitionName; readonly by: ActorKind },
): Promise<void> {
  switch (transition) {
    case 'propose':
      return propose(services, tx, after)
    case 'agree':
    case 'confirm':
      return
    case 'refuse':
      return by === 'pupil' ? tellHost(services, tx, after) : tellPupil(services, tx, after)
    case 'overtake':
      if (after.reason === 'seat') await tellPupil(services, tx, after)
      return tellHost(services, tx, after)
    case 'expire':
    case 'withdraw':
      await tellPupil(services, tx, after)
      return tellHost(services, tx, after)
    default:
      return transition satisfies never
  }
}

/** Now, and again shortly before the end to whoever has not answered. For a pupil whom no mail reaches, those who teach the class. */
async function propose(services: Posting, tx: Db, proposal: Proposal) {
  const { id, territoryId, pupilId, offerId, expiresAt } = proposal
  const pupil = await findPupil(tx, pupilId)
  const accountId = pupil?.accountId
  const teachers = pupil && !(await isToldByMail(tx, pupil)) ? await teachersOf(services, tx, proposal) : []
  const hosts = await hostAddressees(services, tx, offerId)
  for (const occasion of ['new', 'reminder'] as const) {
    const notBefore = occasion === 'new' ? {} : { notBefore: expiresAt.subtract({ hours: hoursBeforeEnd }) }
    const data = { proposal: id, occasion }
    if (accountId !== undefined)
      await post(services, tx, pupilProposed, {
        ...{ to: { accountId, territoryId }, data, once: `proposal:${id}:${occasion}:pupil` },
        ...notBefore,
      })
    for (const teacher of teachers)
      await post(services, tx, teacherProposed, {
        ...{ to: { accountId: teacher, territoryId }, data, once: `proposal:${id}:${occasion}:${teacher}` },
        ...notBefore,
      })
    for (const { to, key } of hosts)
      await post(services, tx, hostProposed, {
        ...{ to: { ...to, territoryId }, data, once: `proposal:${id}:${occasion}:${key}` },
        ...notBefore,
      })
  }
}

async function teachersOf({ clock }: Posting, tx: Db, { classId }: Proposal): Promise<readonly string[]> {
  const of = await findClass(tx, classId)
  return of ? (await teachersOfClass(tx, of, clock.now())).map(({ accountId }) => accountId) : []
}

async function tellPupil(services: Posting, tx: Db, { id, territoryId, pupilId }: Proposal): Promise<void> {
  const accountId = (await findPupil(tx, pupilId))?.accountId
  if (accountId === undefined) return
  await post(services, tx, pupilToldProposal, {
    to: { accountId, territoryId },
    data: { proposal: id },
    once: `proposal:${id}:ended:pupil`,
  })
}

async function tellHost(services: Posting, tx: Db, { id, territoryId, offerId }: Proposal): Promise<void> {
  for (const { to, key } of await hostAddressees(services, tx, offerId))
    await post(services, tx, hostToldProposal, {
      to: { ...to, territoryId },
      data: { proposal: id },
      once: `proposal:${id}:ended:${key}`,
    })
}

async function hostAddressees({ clock }: Posting, tx: Db, offerId: string) {
  const offer = await findOffer(tx, offerId)
  const contacts = offer ? await hostContacts({ db: tx, clock }, offer) : []
  return contacts.map(({ accountId, email, name }) => ({
    to: accountId === undefined ? { email, name } : { accountId },
    key: accountId ?? email,
  }))
}
