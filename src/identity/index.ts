/** Who asks, and what they may do: the door of this feature. */
export { type Account, bassinsOf, covers, type Grant, holds, type Place, placesOf, territoriesOf } from './account.ts'
export {
  accountFor,
  addGrants,
  addPupilAccount,
  findAccountId,
  type ListedAccount,
  listAccounts,
  type NewAccount,
  saveAccount,
} from './accounts.ts'
export { type Budget, budgetOf, refund, spend } from './budgets.ts'
export { deviceWords } from './device.ts'
export { endGrant, restoreGrant } from './end-grant.ts'
export { enterByProvider, type FindPupilAccount, type ProviderRefusal } from './enter-by-provider.ts'
export { entriesOf } from './entries.ts'
export { accountOf, type Env, placeOf, territoryOf } from './environment.ts'
export { type Actor, invited, roleChanged, signInAsked } from './events.ts'
export { findGrant, giveGrant, type HeldGrant, hasOthers, rolesOfAccount } from './grants.ts'
export {
  acceptInvitation,
  type FoundInvitation,
  findInvitation,
  type InvitationState,
  isLendable,
  readInvitation,
  withdrawInvitation,
} from './invitations.ts'
export { type Invitation, type Invited, invite } from './invite.ts'
export { linkToken, readLinkToken } from './link-token.ts'
export { type Awaited, listAwaited, listPeople, type PeopleOf, type Person } from './people.ts'
export { beginningOf, hashPersonalCode, newPersonalCode, personalCodeWords, readPrintedCode } from './printed-codes.ts'
export { type Claims, type Provider, readProviders } from './provider.ts'
export { endJourney, startJourney } from './provider-journeys.ts'
export {
  isPlatformWide,
  isRole,
  isTerritoryWide,
  type PlaceKind,
  type RoleName,
  roles,
  type ScopeKind,
  schoolStaff,
} from './role.ts'
export { countAccounts, searchAccounts } from './search-accounts.ts'
export { base32, codeOfStep, otpauthAddress, stepAt } from './second-step.ts'
export {
  confirmSecondStep,
  hasSecondStep,
  secretToEnrol,
  useRecoveryCode,
  useSecondStepCode,
} from './second-steps.ts'
export {
  closeSession,
  endSessions,
  type FoundSession,
  type ListedSession,
  listSessions,
  openSession,
  passSecondStep,
  readSession,
} from './sessions.ts'
export { createSignInLink, inspectSignInLink, type LinkState, useSignInLink } from './sign-in-links.ts'
export {
  askToSignIn,
  codeOfRequest,
  inspectRequest,
  type RequestRefusal,
  type RequestState,
  readRequestLink,
  requestLife,
  useRequestCode,
  useRequestLink,
} from './sign-in-requests.ts'
export { invitedBy, lent, mayGive } from './who-invites.ts'
