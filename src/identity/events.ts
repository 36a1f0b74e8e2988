import { defineEvent } from '#/platform/events.ts'

/** Someone is offered a role, or reminded of it: `sent` counts the times. */
export const invited = defineEvent<{
  readonly invitationId: string
  readonly accountId: string
  readonly sent: number
}>('identity.invited')

/** Someone with an account asked for a mail to sign in with. */
export const signInAsked = defineEvent<{ readonly requestId: string; readonly accountId: string }>(
  'identity.sign-in-asked',
)
