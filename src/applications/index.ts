/** Pupils apply, hosts answer, seats are taken: the door of this feature. */
export { type Answered, answerApplication, type HostAnswer } from './answer-application.ts'
export {
  type ActorKind,
  type Application,
  type ApplicationState,
  applicationStates,
} from './application.ts'
export { plainText } from './application-form.ts'
export { confirmedWeeks, findApplication, lockApplication, lockPupil } from './applications.ts'
export { type Confirmed, confirmApplication } from './confirm-application.ts'
export { deadlineWords } from './deadline-words.ts'
export { applicationCancelled, applicationConfirmed } from './events.ts'
export { followClasses } from './follow-classes.ts'
export {
  applicationsOfHost,
  countApplicationsOfHost,
  type HostApplication,
  type HostConcern,
} from './host-applications.ts'
export { type HostContact, hostContacts } from './host-contacts.ts'
export { applicationsJob } from './jobs.ts'
export { cancelApplication, freeConfirmed, withdrawApplication } from './leave-application.ts'
export { applicationMails } from './mails/index.ts'
export type { Actor, MoveServices } from './move-application.ts'
export { type Placed, placePupil } from './place-pupil.ts'
export { placeOfApplication } from './places.ts'
export { applicationsOfPupil, type ListedApplication } from './pupil-applications.ts'
export { markRead } from './read-application.ts'
export { type Reason, refusalReasons } from './reasons.ts'
export { type PastApplication, type PastStep, saveApplications } from './save-applications.ts'
export { type DraftSaved, saveDraft } from './save-draft.ts'
export { type MessageSent, sendMessage } from './send-message.ts'
export { type Submitted, submitApplication } from './submit-application.ts'
export { sweepApplications } from './sweep-applications.ts'
export type { ApplicationAnswers } from './tables.ts'
export type { Transition, TransitionName } from './transitions.ts'
export { callWaiting } from './waiting-list.ts'
export { applicationsWeb } from './web.tsx'
export { levelForHost } from './who-words.ts'
