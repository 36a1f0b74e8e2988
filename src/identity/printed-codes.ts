import { newPrintedCode } from '#/platform/secret.ts'
import type { ServerKey } from '#/platform/server-key.ts'

/** 28^10: all the servers of this platform could not be asked often enough to guess one of a class in a lifetime, and a pupil types it in fifteen seconds. */
const signs = 10
/** What budgets of attempts tell codes apart by: 28^3 beginnings. */
const beginning = 3

/** A pupil's personal code, to be printed once and kept as a hash only. */
export const newPersonalCode = (): string => newPrintedCode(signs)

/** `BCDFG-HJKMN`, as it is printed and said. */
export const personalCodeWords = (code: string): string => `${code.slice(0, signs / 2)}-${code.slice(signs / 2)}`

/** As typed, in any case, with or without hyphen and spaces: the signs alone. */
export const readPrintedCode = (typed: string): string => typed.replaceAll(/[^a-zA-Z0-9]/g, '').toUpperCase()

/** How a code begins: see the budget `pupil.code`. */
export const beginningOf = (code: string): string => readPrintedCode(code).slice(0, beginning)

/** What is kept of a personal code in `pupils.personal_code_hash`: a MAC that holds for this pupil only. */
export const hashPersonalCode = ({ key }: { readonly key: ServerKey }, pupilId: string, code: string): string =>
  key.mac('personal-code', `${pupilId} ${readPrintedCode(code)}`)
