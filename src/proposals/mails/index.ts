import type { AnyMail } from '#/messages/index.ts'
import { hostProposed } from './host-proposed.ts'
import { hostToldProposal } from './host-told.ts'
import { pupilProposed } from './pupil-proposed.ts'
import { pupilToldProposal } from './pupil-told.ts'
import { teacherProposed } from './teacher-proposed.ts'

/** What is told about proposed places. What a confirmed one sends is told by its application. */
export const proposalMails: readonly AnyMail[] = [
  pupilProposed,
  teacherProposed,
  hostProposed,
  pupilToldProposal,
  hostToldProposal,
]
