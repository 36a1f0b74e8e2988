/** What the platform tells people: the door of this feature. */
import './tables.ts'

export { type Bounce, bouncesFor } from './bounces.ts'
export { type AnyMail, defineMail, type Letter, type MailDefinition, type Reader } from './mail.ts'
export { originOf } from './origin.ts'
export { BounceNotice } from './pages/bounce-notice.tsx'
export { type Addressee, type NewMessage, post } from './post.ts'
