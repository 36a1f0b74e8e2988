import { type Account, holds, type Place } from './account.ts'
import { isPlatformWide, type RoleName } from './role.ts'

/** Who may give a role, and take it away: those who hold one of these over the place where it is held. */
export const invitedBy: Readonly<Record<RoleName, readonly RoleName[]>> = {
  operator: ['operator'],
  coordinator: ['operator', 'coordinator'],
  observer: ['operator', 'coordinator'],
  head: ['coordinator'],
  ddfpt: ['head'],
  secretary: ['head'],
  teacher: ['head', 'ddfpt', 'secretary'],
  // Where nobody is left to ask, a coordinator opens the door again.
  host: ['host', 'coordinator'],
  // A pupil comes in with a printed code, or through the school's identity provider.
  pupil: [],
  representative: ['head', 'secretary'],
  counsellor: ['coordinator', 'counsellor'],
  organiser: ['coordinator', 'organiser'],
}

/** Roles that their holder may lend to a deputy until a day. */
export const lent: readonly RoleName[] = [
  'head',
  'ddfpt',
  'secretary',
  'coordinator',
  'host',
  'counsellor',
  'organiser',
]

/** Whether the account may give the role over the place (none: everywhere), and end it. */
export const mayGive = (account: Account, role: RoleName, place: Place | undefined): boolean =>
  isPlatformWide(role)
    ? account.grants.some((grant) => grant.territoryId === undefined && invitedBy[role].includes(grant.role))
    : place !== undefined && holds(account, invitedBy[role], place)
