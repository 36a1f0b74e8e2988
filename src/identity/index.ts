/** Who asks, and what they may do: the door of this feature. */
export { type Account, covers, type Grant, holds, type Place, placesOf, territoriesOf } from './account.ts'
export { addGrants, type ListedAccount, listAccounts, type NewAccount, saveAccount } from './accounts.ts'
export { type AttemptLimit, attemptLimit } from './attempt-limit.ts'
export { entriesOf } from './entries.ts'
export { accountOf, type Env, placeOf, territoryOf } from './environment.ts'
export { isPlatformWide, isRole, isTerritoryWide, type PlaceKind, type RoleName, roles, schoolStaff } from './role.ts'
export { closeSession, openSession, readSession } from './sessions.ts'
export { createSignInLink, inspectSignInLink, type LinkState, useSignInLink } from './sign-in-links.ts'
