import type { AnyMail } from '#/messages/index.ts'
import { agreementStopped } from './agreement-stopped.ts'
import { fillAsked } from './fill-asked.ts'
import { readyToCheck } from './ready-to-check.ts'

/** Every kind of mail about filling and following agreements; those about signing are beside the signatures. */
export const agreementMails: readonly AnyMail[] = [agreementStopped, fillAsked, readyToCheck]
