import type { AnyMail } from '#/messages/index.ts'
import { hostDecides } from './host-decides.ts'
import { hostNoted } from './host-noted.ts'
import { hostTold } from './host-told.ts'
import { newMessage } from './new-message.ts'
import { pupilTold } from './pupil-told.ts'

/** Every kind of mail about applications. */
export const applicationMails: readonly AnyMail[] = [hostDecides, hostTold, hostNoted, pupilTold, newMessage]
