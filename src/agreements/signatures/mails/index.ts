import type { AnyMail } from '#/messages/index.ts'
import { allSigned } from './all-signed.ts'
import { headAsked } from './head-asked.ts'
import { signingAsked } from './signing-asked.ts'
import { signingCode } from './signing-code.ts'
import { signingRefused } from './signing-refused.ts'

/** Every kind of mail about signing. */
export const signatureMails: readonly AnyMail[] = [signingAsked, headAsked, signingCode, allSigned, signingRefused]
