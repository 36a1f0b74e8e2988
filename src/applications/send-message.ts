import { record } from '#/journal/index.ts'
import type { Application, ApplicationState } from './application.ts'
import { mostOfMessage, plainText } from './application-form.ts'
import { lockApplication } from './applications.ts'
import { type ContactDetail, contactDetails } from './contact-details.ts'
import { addMessage, countMessages, mostMessages } from './messages.ts'
import { type Actor, type MoveServices, moveApplication } from './move-application.ts'
import { tellMessage } from './tell.ts'

/** Where host and pupil have something to say to each other. */
export const talkingStates: readonly ApplicationState[] = [
  'submitted',
  'read',
  'asked',
  'countered',
  'accepted',
  'confirmed',
]

export interface SendMessage {
  readonly applicationId: string
  readonly by: Actor & { readonly kind: 'pupil' | 'host' }
  readonly name: string
  readonly body: string
  readonly formKey: string
  /** The writer has read the word about contact details. */
  readonly anyway: boolean
}

export type MessageSent =
  | { readonly application: Application }
  | { readonly why: 'unknown' | 'empty' | 'too_long' | 'closed' | 'too_many' }
  /** Nothing was sent: these are in it, and a word is shown first. */
  | { readonly why: 'contacts'; readonly found: readonly ContactDetail[] }

/**
 * Sends a message to the other side, through the platform. A pupil's message answers the host's question when there is one. The same form
 * again sends nothing more.
 */
export async function sendMessage(services: MoveServices, sending: SendMessage): Promise<MessageSent> {
  const { applicationId, by, name, formKey, anyway } = sending
  const body = plainText(sending.body)
  if (body === '') return { why: 'empty' }
  if (body.length > mostOfMessage) return { why: 'too_long' }
  const found = contactDetails(body)
  if (found.length > 0 && !anyway) return { why: 'contacts', found }
  return services.db.transaction().execute(async (tx): Promise<MessageSent> => {
    const now = services.clock.now()
    const application = await lockApplication(tx, applicationId)
    if (!application) return { why: 'unknown' }
    if (!talkingStates.includes(application.state)) return { why: 'closed' }
    if ((await countMessages(tx, application, by.kind)) >= mostMessages) return { why: 'too_many' }
    const messageId = await addMessage(
      tx,
      application,
      { by: by.kind, byAccount: by.grounds.by, byName: name, body, formKey },
      { id: services.newId(), now },
    )
    if (messageId === undefined) return { application }
    if (by.kind === 'pupil' && application.state === 'asked')
      return { application: await moveApplication(services, tx, application, { transition: 'reply', by }) }
    await record(services, tx, {
      ...by.grounds,
      territoryId: application.territoryId,
      what: 'message.sent',
      about: { kind: 'application', id: application.id },
      pupilId: application.pupilId,
    })
    await tellMessage(services, tx, application, { messageId, by: by.kind })
    return { application }
  })
}
