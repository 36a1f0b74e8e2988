/** The agreement that makes a placement real, from draft to certificate: the door of this feature. */
export type { AgreementContent, AgreementHost, Contact } from './content.ts'
export type { AgreementSource, AgreementState, Party } from './tables.ts'
