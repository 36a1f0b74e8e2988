/** Who asks, and what they may do: the door of this feature. */
export { type Account, type Grant, holds, territoriesOf } from './account.ts'
export { type ListedAccount, listAccounts, type NewAccount, saveAccount } from './accounts.ts'
export { type AttemptLimit, attemptLimit } from './attempt-limit.ts'
export { accountOf, type Env, territoryOf } from './environment.ts'
export { isRole, type RoleName, roles } from './role.ts'
export { closeSession, openSession, readSession } from './sessions.ts'
export { createSignInLink, inspectSignInLink, type LinkState, useSignInLink } from './sign-in-links.ts'
