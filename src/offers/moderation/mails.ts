import type { AnyMail } from '#/messages/index.ts'
import { hostToldDecision } from './mails/host-told-decision.ts'
import { reporterToldOutcome } from './mails/reporter-told-outcome.ts'

/** The mails of moderation. */
export const moderationMails: readonly AnyMail[] = [hostToldDecision, reporterToldOutcome]
