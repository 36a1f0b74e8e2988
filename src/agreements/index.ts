/** The agreement that makes a placement real, from draft to certificate: the door of this feature. */
import './tables.ts'

export { type Agreement, agreementStates, type Signatory, standingStates } from './agreement.ts'
export {
  agreementsOfClass,
  agreementsOfPupil,
  findAgreement,
} from './agreements.ts'
export { applyAmendment } from './amend-agreement.ts'
export {
  type Beneficiary,
  findBeneficiary,
  listBeneficiaries,
  sameBeneficiary,
  saveBeneficiary,
} from './beneficiaries.ts'

export { type AgreementContent, type AgreementHost, type Contact, objectiveWords } from './content.ts'
export {
  agreementCodeLength,
  documentSettingsWeb,
  documentWeb,
  type FrozenVersion,
  findVersion,
  type PageName,
  pageCode,
  readPageCode,
  type SignatureZone,
  signaturePage,
  signatureZones,
} from './document/index.ts'
export { draftAgreement, dropAgreement } from './draft-agreement.ts'
export { draftPrescribed, judgePrescribed } from './draft-for-beneficiary.ts'
export { agreementSigned } from './events.ts'
export { followPupils } from './follow-pupils.ts'
export { readDayHours } from './hours-text.ts'

export { agreementMails } from './mails/index.ts'
export { type Actor, type Moved, type MoveServices, moveAgreement, platformActor } from './move-agreement.ts'
export { AgreementLines } from './pages/agreement-lines.tsx'
export { placeOfAgreement, placeOfArchivedAgreement, placeOfBeneficiary } from './places.ts'
export { presenceDays } from './presence-days.ts'
export { type AgreementLine, completedOfHost, hostAgreementLines, pupilAgreementLines } from './read-agreement-lines.ts'
export { type ClassAgreement as PrescribedAgreement, readPrescribed } from './read-class-agreements.ts'

export { type OutsideAgreement, recordOutside } from './record-outside.ts'
export { type PastAgreement, saveAgreements } from './save-agreements.ts'
export { savePart } from './save-part.ts'
export { sendToSign } from './send-to-sign.ts'
export {
  countQueue,
  hasSigned,
  listSignatories,
  partyWords,
  recordInPersonSignature,
  recordPaperSignature,
  type SignatoryRow,
  signatureJobs,
  signatureMails,
  signaturesOf,
  signaturesWeb,
} from './signatures/index.ts'

export type { AgreementFinding, AgreementSource, AgreementState, Party } from './tables.ts'
export type { ActorKind, TransitionName } from './transitions.ts'
export { waitingWords } from './waiting-words.ts'
export { agreementsWeb } from './web.tsx'
