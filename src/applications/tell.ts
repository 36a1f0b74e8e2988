import { post } from '#/messages/index.ts'
import { findOffer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { findPupil } from '#/pupils/index.ts'
import type { ActorKind, Application, ApplicationState } from './application.ts'
import { minutesToUndo } from './deadlines.ts'
import { hostContacts } from './host-contacts.ts'
import { hostDecides } from './mails/host-decides.ts'
import { hostNoted } from './mails/host-noted.ts'
import { hostTold } from './mails/host-told.ts'
import { newMessage } from './mails/new-message.ts'
import { pupilTold } from './mails/pupil-told.ts'
import type { MoveServices } from './move-application.ts'
import type { TransitionName } from './transitions.ts'

type Posting = Pick<MoveServices, 'clock' | 'newId' | 'notifications' | 'configuration'>

/** What just happened. */
interface Told {
  readonly before: Application
  readonly after: Application
  readonly transition: TransitionName
  readonly by: ActorKind
}

/** Posts what a transition sends (the column `sends` of the table), in the transaction that makes it. */
export async function tell(services: Posting, tx: Db, { before, after, transition, by }: Told): Promise<void> {
  switch (transition) {
    case 'submit':
      return askHost(services, tx, after, 'new')
    case 'reply':
      return askHost(services, tx, after, 'reply')
    case 'call':
      await tellPupil(services, tx, after, 'called')
      return askHost(services, tx, after, 'called')
    case 'recall':
      return tellPupil(services, tx, after, 'recalled')
    case 'ask':
    case 'counter':
    case 'accept':
    case 'refuse':
      // After the time to undo, and only if it still holds.
      return tellPupil(services, tx, after, 'answered', services.clock.now().add({ minutes: minutesToUndo }))
    case 'confirm':
      return tellHost(services, tx, after)
    case 'place':
      await tellPupil(services, tx, after, 'placed')
      return tellHost(services, tx, after)
    case 'withdraw':
    case 'overlap':
      return knownToHost.includes(before.state) ? tellHost(services, tx, after) : undefined
    case 'expire':
      if (before.state === 'draft') return
      await tellPupil(services, tx, after, 'expired')
      return before.state === 'accepted' || before.state === 'countered' ? tellHost(services, tx, after) : undefined
    case 'close':
    case 'depart':
      if (before.state === 'draft') return
      await tellPupil(services, tx, after, 'closed')
      return knownToHost.includes(before.state) ? tellHost(services, tx, after) : undefined
    case 'cancel':
      if (by !== 'pupil') await tellPupil(services, tx, after, 'cancelled')
      return by === 'host' ? undefined : tellHost(services, tx, after)
    case 'queue':
    case 'read':
    case 'undo':
      return
    default:
      return transition satisfies never
  }
}

/** A host was told about it. */
const knownToHost: readonly ApplicationState[] = ['submitted', 'read', 'asked', 'countered', 'accepted']

/** Asks those who answer for the host to decide. */
export async function askHost(
  services: Posting,
  tx: Db,
  application: Application,
  occasion: 'new' | 'reply' | 'called' | 'host-5' | 'host-10',
): Promise<void> {
  const { id, version } = application
  for (const { to, key } of await hostAddressees(services, tx, application))
    await post(services, tx, hostDecides, {
      to,
      data: { application: id, version, occasion },
      once: `application:${id}:${version}:${occasion}:${key}`,
    })
}

/** Tells the host what became of an application that it knows: at once what changes who comes, the rest in a digest. */
async function tellHost(services: Posting, tx: Db, application: Application): Promise<void> {
  const { id, version, state } = application
  const mail = state === 'confirmed' || state === 'cancelled' ? hostTold : hostNoted
  for (const { to, key } of await hostAddressees(services, tx, application))
    await post(services, tx, mail, {
      to,
      data: { application: id, version },
      once: `application:${id}:${version}:told:${key}`,
    })
}

/** Tells the pupil, who may have no account yet: the page says the same. */
export async function tellPupil(
  services: Posting,
  tx: Db,
  { id, version, territoryId, pupilId }: Application,
  occasion:
    | 'answered'
    | 'called'
    | 'recalled'
    | 'placed'
    | 'expired'
    | 'closed'
    | 'cancelled'
    | 'question-3'
    | 'question-8'
    | 'confirm-3'
    | 'confirm-5',
  notBefore?: Temporal.Instant,
): Promise<void> {
  const accountId = (await findPupil(tx, pupilId))?.accountId
  if (accountId === undefined) return
  await post(services, tx, pupilTold, {
    to: { accountId, territoryId },
    data: { application: id, version, occasion },
    once: `application:${id}:${version}:${occasion}:pupil`,
    ...(notBefore === undefined ? {} : { notBefore }),
  })
}

/** Tells the other side that a message waits on the platform; the text stays there. */
export async function tellMessage(
  services: Posting,
  tx: Db,
  application: Application,
  { messageId, by }: { readonly messageId: string; readonly by: 'pupil' | 'host' },
): Promise<void> {
  const accountId = by === 'host' ? (await findPupil(tx, application.pupilId))?.accountId : undefined
  const readers =
    by === 'pupil'
      ? await hostAddressees(services, tx, application)
      : accountId === undefined
        ? []
        : [{ to: { accountId, territoryId: application.territoryId }, key: 'pupil' }]
  for (const { to, key } of readers)
    await post(services, tx, newMessage, {
      to,
      data: { application: application.id, message: messageId },
      once: `message:${messageId}:${key}`,
    })
}

async function hostAddressees({ clock }: Posting, tx: Db, { offerId, territoryId }: Application) {
  const offer = await findOffer(tx, offerId)
  const contacts = offer ? await hostContacts({ db: tx, clock }, offer) : []
  return contacts.map(({ accountId, email, name }) => ({
    to: accountId === undefined ? { email, name, territoryId } : { accountId, territoryId },
    key: accountId ?? email,
  }))
}
