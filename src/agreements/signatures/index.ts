/**
 * Who signs, how we know it was them, and what is kept of it. Inside the feature, what sends to signature imports `open-signing.ts` by its
 * own file, and never this door, which knows `move-agreement.ts`.
 */
import './tables.ts'

export { hasSigned } from './circuit.ts'
export { signatureJobs } from './jobs.ts'
export { signatureMails } from './mails/index.ts'
export { recordInPersonSignature, recordPaperSignature } from './record-by-hand.ts'
export { countQueue } from './review-queue.ts'
export { listSignatories, type SignatoryRow } from './signatories.ts'
export { signaturesOf } from './signatures.ts'
export { partyWords } from './signing-duties.ts'
export { signaturesWeb } from './web.ts'
