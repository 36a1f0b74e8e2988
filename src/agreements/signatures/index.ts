/**
 * Who signs, how we know it was them, and what is kept of it. `move-agreement.ts` must not import this door (it is imported here): the
 * one thing that sending to signature calls is `openSigning`, by its own file.
 */
import './tables.ts'

export type { Added, NewSignature, Proof, SigningServices } from './add-signature.ts'
export { awaited, hasSigned, isComplete, type Step } from './circuit.ts'
export { signatureJobs } from './jobs.ts'
export { signatureMails } from './mails/index.ts'
export { openSigning } from './open-signing.ts'
export { recordInPersonSignature, recordPaperSignature } from './record-by-hand.ts'
export { listSignatories, type SignatoryRow } from './signatories.ts'
export { type ExpectedSignatory, signatoriesFor } from './signatories-for.ts'
export { type Signature, signaturesOf } from './signatures.ts'
export { partyWords, signingDuties } from './signing-duties.ts'
export type { BoundBy, SigningResult } from './tables.ts'
export { signaturesWeb } from './web.ts'
