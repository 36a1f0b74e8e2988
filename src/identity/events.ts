import { defineEvent } from '#/platform/events.ts'
import type { Grant } from './account.ts'
import type { RoleName } from './role.ts'

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

/** Who does something to a role, and what allows it. */
export interface Actor {
  readonly accountId: string
  /** The role used; undefined: one's own affairs, or a link. */
  readonly role: RoleName | undefined
  /** As the journal says it: a role over a place, `own`, `link`. */
  readonly why: string
}

/** Somebody took, lost or got back a role: an access changed. */
export const roleChanged = defineEvent<{
  readonly what: 'given' | 'ended' | 'restored'
  readonly grant: Grant
  /** Whose role it is. */
  readonly accountId: string
  readonly by: Actor
}>('identity.role-changed')
